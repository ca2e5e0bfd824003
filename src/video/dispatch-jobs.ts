import type { VideoJobStore } from './job-store-port.ts';
import type { MediaStore } from './media-store-port.ts';
import type { VideoQueue } from './video-queue-port.ts';

type Dispatch = { readonly jobs: VideoJobStore; readonly queue: VideoQueue };

/**
 * Brings queue and disk back in line with the rows, at start and now and then: every job that somebody could
 * work on is in the queue, no folder of a dead process is left. The queue may have lost everything; that costs
 * time only.
 */
export async function recoverJobs({
  jobs,
  queue,
  media,
}: Dispatch & { readonly media: MediaStore }): Promise<{ requeued: number; foldersRemoved: number }> {
  const foldersRemoved = await media.removeLeftovers();
  const workable = await jobs.workable();
  for (const job of workable) await queue.enqueue(job);
  return { requeued: workable.length, foldersRemoved };
}

/** Hands out the jobs whose time has come to ask their provider again. */
export async function dispatchDue({ jobs, queue }: Dispatch): Promise<number> {
  const due = await jobs.due();
  for (const job of due) await queue.enqueue(job);
  return due.length;
}
