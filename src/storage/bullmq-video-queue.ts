import type { QueuedJob, VideoQueue } from '../video/video-queue-port.ts';
import {
  closeWithin,
  type DeliveryQueue,
  openDeliveryQueue,
  type QueueBackend,
  troublesOf,
  whenConnected,
} from './bullmq-connection.ts';

/** The row says when an attempt chain is over, so the queue never gives a job up by itself. */
const DELIVERIES_MAX = 1_000_000;
const KEEP_ENDED = { age: 24 * 3600, count: 1_000 };

/** The queue over BullMQ. The video job's id is the delivery's id, so adding it twice adds it once. */
export async function createVideoQueue(
  backend: QueueBackend,
  options: { onError: (error: Error) => void },
): Promise<VideoQueue> {
  const queue = openDeliveryQueue(backend);
  const troubles = troublesOf(queue, options.onError);
  try {
    await whenConnected(backend, queue.waitUntilReady());
  } catch (error) {
    await closeWithin(queue.close());
    throw error;
  }
  return {
    enqueue: (job) => enqueue(queue, job),
    close: () => {
      troubles.ignore();
      return closeWithin(queue.close());
    },
  };
}

async function enqueue(queue: DeliveryQueue, { jobId, priority }: QueuedJob): Promise<void> {
  const state = await queue.getJobState(jobId);
  // One whose worker died is still `active`: its lock runs out and the workers take it back themselves.
  if (state === 'completed' || state === 'failed') await queue.remove(jobId);
  if (state === 'prioritized') {
    const waiting = await queue.getJob(jobId);
    if (waiting && waiting.priority > priority) await waiting.changePriority({ priority });
    return;
  }
  await queue.add(
    'video',
    {},
    { jobId, priority, attempts: DELIVERIES_MAX, removeOnComplete: KEEP_ENDED, removeOnFail: KEEP_ENDED },
  );
}
