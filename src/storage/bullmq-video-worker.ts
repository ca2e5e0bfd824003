import { setTimeout as sleep } from 'node:timers/promises';
import { UnrecoverableError } from 'bullmq';
import type { VideoTrack } from '../video/job.ts';
import type { VideoJobHandler, VideoVerdict, VideoWorker, WorkerLanes } from '../video/video-queue-port.ts';
import {
  closeWithin,
  type DeliveryWorker,
  openDeliveryWorker,
  type QueueBackend,
  troublesOf,
  whenConnected,
} from './bullmq-connection.ts';

/** A worker that doesn't renew for so long counts as dead: its jobs start again elsewhere within seconds. */
const LOCK_MS = 4_000;
const LOOK_FOR_STALLED_MS = 1_000;
const STALLED_MAX = 1_000_000;
/** After a handler broke without a verdict (the database is away, say): a moment before the next try. */
const BREATH_MS = 1_000;
/** What a handler gets to tidy up after it was told to stop. */
const UNWIND_MS = 2_000;

/**
 * Delivers job ids to `handle`, of each track so many at once, until closed. A verdict of any kind but
 * `interrupted` ends the delivery; a throw, like a worker that dies, makes the job be delivered again.
 */
export async function startVideoWorker(
  backend: QueueBackend,
  handle: VideoJobHandler,
  { lanes, onError }: { lanes: WorkerLanes; onError: (error: Error) => void },
): Promise<VideoWorker> {
  const studio = await startLane(backend, 'studio', handle, { concurrency: lanes.studio, onError });
  try {
    const provider = await startLane(backend, 'provider', handle, { concurrency: lanes.provider, onError });
    return {
      close: async (options) => {
        await Promise.all([studio.close(options), provider.close(options)]);
      },
    };
  } catch (error) {
    await studio.close({ graceMs: 0 });
    throw error;
  }
}

async function startLane(
  backend: QueueBackend,
  track: VideoTrack,
  handle: VideoJobHandler,
  options: { concurrency: number; onError: (error: Error) => void },
): Promise<VideoWorker> {
  const running = new Set<Promise<unknown>>();
  const stop = new AbortController();
  let closed: Promise<void> | undefined;
  const worker = openDeliveryWorker(
    backend,
    track,
    async (job, _token, lockLost) => {
      const signal = lockLost === undefined ? stop.signal : AbortSignal.any([stop.signal, lockLost]);
      const handled = deliver(handle, job.id ?? '', signal);
      running.add(handled);
      try {
        return await handled;
      } finally {
        running.delete(handled);
      }
    },
    {
      concurrency: options.concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: LOOK_FOR_STALLED_MS,
      maxStalledCount: STALLED_MAX,
      runRetryDelay: BREATH_MS,
    },
    () => closed !== undefined,
  );
  const troubles = troublesOf(worker, options.onError);
  // Somebody else may have the job already: what we still do for it is in vain.
  worker.on('lockRenewalFailed', (jobIds) => {
    for (const jobId of jobIds) worker.cancelJob(jobId, 'the delivery was given to another worker');
  });
  try {
    await whenConnected(backend, worker.waitUntilReady());
  } catch (error) {
    closed = closeWithin(worker.close(true));
    await closed;
    throw error;
  }
  return {
    close: ({ graceMs }) => {
      closed ??= close(worker, { running, stop, troubles }, graceMs);
      return closed;
    },
  };
}

async function deliver(handle: VideoJobHandler, jobId: string, signal: AbortSignal): Promise<string> {
  let verdict: VideoVerdict;
  try {
    if (signal.aborted) throw new DeliverAgain('the worker is closing');
    verdict = await handle(jobId, signal);
  } catch (error) {
    if (!signal.aborted) await sleep(BREATH_MS, undefined, { signal }).catch(() => undefined);
    throw error;
  }
  if (verdict.kind === 'interrupted') throw new DeliverAgain('the worker was stopped before a verdict');
  // Ended in the row already; here it only stands with the failed ones, for whoever looks into the queue.
  if (verdict.kind === 'failed') throw new UnrecoverableError(`${verdict.code}: ${verdict.message}`);
  return verdict.kind;
}

/** Tells BullMQ to hand the job out again. */
class DeliverAgain extends Error {
  override readonly name = 'DeliverAgain';
}

async function close(
  worker: DeliveryWorker,
  {
    running,
    stop,
    troubles,
  }: { running: ReadonlySet<Promise<unknown>>; stop: AbortController; troubles: { ignore(): void } },
  graceMs: number,
): Promise<void> {
  // Takes nothing new, and doesn't wait for what runs: BullMQ's own wait has no limit.
  await worker.pause(true);
  await settledWithin(running, graceMs);
  stop.abort(new DeliverAgain('the worker is closing'));
  const isIdle = await settledWithin(running, UNWIND_MS);
  troubles.ignore();
  await closeWithin(worker.close(!isIdle));
}

async function settledWithin(running: ReadonlySet<Promise<unknown>>, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (running.size > 0 && performance.now() < deadline) {
    const limit = new AbortController();
    const wait = sleep(Math.max(1, deadline - performance.now()), undefined, { signal: limit.signal });
    await Promise.race([Promise.allSettled([...running]), wait]);
    limit.abort();
    await wait.catch(() => undefined);
  }
  return running.size === 0;
}
