import type { VideoJobStore } from './job-store-port.ts';
import type { MediaStore } from './media-store-port.ts';
import type { VideoQueue } from './video-queue-port.ts';

/**
 * Brings queue and disk back in line with the rows, at start and now and then: every job that hasn't ended
 * is in the queue, no folder of a dead process is left. The queue may have lost everything; that costs time only.
 */
export async function recoverJobs({
  jobs,
  queue,
  media,
}: {
  jobs: VideoJobStore;
  queue: VideoQueue;
  media: MediaStore;
}): Promise<{ requeued: number; foldersRemoved: number }> {
  const foldersRemoved = await media.removeLeftovers();
  const unended = await jobs.unended();
  for (const job of unended) await queue.requeue(job.jobId);
  return { requeued: unended.length, foldersRemoved };
}
