import type { QueuedJob, VideoQueue } from '../video/video-queue-port.ts';
import {
  type DeliveryQueue,
  openDeliveryQueue,
  type QueueBackend,
  troublesOf,
  whenConnected,
} from './bullmq-connection.ts';

/** The row says when an attempt chain is over, so the queue never gives a job up by itself. */
const DELIVERIES_MAX = 1_000_000;
const KEEP_ENDED = { age: 24 * 3600, count: 1_000 };

export type BullmqVideoQueue = VideoQueue & {
  /** Null while the queue takes jobs, else why it doesn't. Answers within a second. */
  trouble(): Promise<string | null>;
};

/**
 * The queue over BullMQ. The video job's id is the delivery's id, so adding it twice adds it once. A Redis that
 * is away doesn't keep it from opening: `enqueue` throws until it comes back.
 */
export async function createVideoQueue(
  backend: QueueBackend,
  options: { onError: (error: Error) => void },
): Promise<BullmqVideoQueue> {
  const lanes = {
    studio: openDeliveryQueue(backend, 'studio'),
    provider: openDeliveryQueue(backend, 'provider'),
  };
  const both = [lanes.studio, lanes.provider];
  const troubles = both.map(({ queue }) => troublesOf(queue, options.onError));
  const close = async (): Promise<void> => {
    await Promise.all(both.map((lane) => lane.close()));
  };
  try {
    // One after the other: the first to come makes the queue's tables.
    for (const { queue } of both) await whenConnected(backend, queue.waitUntilReady());
  } catch (error) {
    await close();
    throw error;
  }
  return {
    enqueue: async (job) => {
      const { queue, assertConnected } = lanes[job.track];
      assertConnected();
      await enqueue(queue, job);
    },
    trouble: async () => {
      try {
        await Promise.all(both.map((lane) => lane.answer()));
        return null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    close: () => {
      for (const one of troubles) one.ignore();
      return close();
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
