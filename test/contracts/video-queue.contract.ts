import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { QueueBackend } from '../../src/storage/bullmq-connection.ts';
import { createVideoQueue } from '../../src/storage/bullmq-video-queue.ts';
import { startVideoWorker } from '../../src/storage/bullmq-video-worker.ts';
import type { VideoTrack } from '../../src/video/job.ts';
import type {
  VideoJobHandler,
  VideoQueue,
  VideoVerdict,
  VideoWorker,
} from '../../src/video/video-queue-port.ts';

/** What a backend lets a test do to it. */
export type QueueBackendUnderTest = {
  readonly backend: QueueBackend;
  /** Cuts every connection that clients have now; new ones are welcome. */
  dropConnections(): Promise<void>;
  close(): Promise<void>;
};

const soon = { timeout: 3_000, interval: 20 };
const done: VideoVerdict = { kind: 'done' };
const of = (jobId: string, priority = 5, track: VideoTrack = 'studio') => ({ jobId, priority, track });
const settle = () => new Promise((resolve) => setTimeout(resolve, 400));

/** What every queue promises, with the workers on its other end. */
export function videoQueueContract(adapter: string, open: () => Promise<QueueBackendUnderTest>): void {
  describe(`VideoQueue on ${adapter}`, () => {
    let under: QueueBackendUnderTest;
    let queue: VideoQueue;
    const workers: VideoWorker[] = [];
    const errors: Error[] = [];
    const onError = (error: Error): void => {
      errors.push(error);
    };
    const work = async (handle: VideoJobHandler, concurrency = 1): Promise<VideoWorker> => {
      const worker = await startVideoWorker(under.backend, handle, {
        lanes: { studio: concurrency, provider: concurrency },
        onError,
      });
      workers.push(worker);
      return worker;
    };

    beforeAll(async () => {
      under = await open();
      queue = await createVideoQueue(under.backend, { onError });
    });
    afterEach(async () => {
      await Promise.all(workers.splice(0).map((worker) => worker.close({ graceMs: 0 })));
      errors.length = 0;
    });
    afterAll(async () => {
      await queue.close();
      await under.close();
    });

    test('every id is delivered, and an id that was added twice is delivered once', async () => {
      const ids = Array.from({ length: 10 }, () => randomUUID());
      await Promise.all([...ids, ...ids].map((id) => queue.enqueue(of(id))));
      const delivered: string[] = [];
      const handle: VideoJobHandler = async (jobId) => {
        delivered.push(jobId);
        return done;
      };
      await work(handle, 2);
      await work(handle, 2);
      await vi.waitFor(() => expect(delivered).toHaveLength(10), soon);
      await settle();
      expect(delivered.toSorted()).toEqual(ids.toSorted());
    });

    test('a provider’s job that doesn’t come to an end keeps none of the studio’s waiting', async () => {
      const [hung, own] = [randomUUID(), randomUUID()];
      const taken: string[] = [];
      const handle: VideoJobHandler = async (jobId, signal) => {
        taken.push(jobId);
        if (jobId === hung) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        return done;
      };
      await work(handle);
      await queue.enqueue(of(hung, 1, 'provider'));
      await vi.waitFor(() => expect(taken).toEqual([hung]), soon);
      await queue.enqueue(of(own, 9));
      await vi.waitFor(() => expect(taken).toEqual([hung, own]), soon);
    });

    test('adding an id that is being worked on doesn’t deliver it again', async () => {
      const id = randomUUID();
      let finish: (verdict: VideoVerdict) => void = () => undefined;
      const handle = vi.fn(() => new Promise<VideoVerdict>((resolve) => (finish = resolve)));
      await work(handle, 2);
      await queue.enqueue(of(id));
      await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(1), soon);
      await queue.enqueue(of(id));
      await settle();
      finish(done);
      await settle();
      expect(handle).toHaveBeenCalledTimes(1);
    });

    test.each<VideoVerdict>([
      done,
      { kind: 'not_mine' },
      { kind: 'parked', until: 'provider' },
      { kind: 'failed', code: 'NO_FILM', message: 'nothing came out' },
    ])('a delivery that ended with "$kind" is over, and adding the id delivers it again', async (verdict) => {
      const id = randomUUID();
      // Not so quick that it is over before both have asked: whoever asks then is owed another delivery.
      let asked: Promise<unknown> = Promise.resolve();
      const handle = vi.fn(async (): Promise<VideoVerdict> => {
        await settle();
        await asked;
        return verdict;
      });
      await work(handle);
      await queue.enqueue(of(id));
      await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(1), soon);
      await settle();
      await settle();
      expect(handle).toHaveBeenCalledTimes(1);
      asked = Promise.all([queue.enqueue(of(id)), queue.enqueue(of(id))]);
      await asked;
      await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(2), soon);
      await settle();
      await settle();
      expect(handle).toHaveBeenCalledTimes(2);
    });

    test('the urgent go first, and a waiting one is pulled forward, never back', async () => {
      const [late, early, pulled] = [randomUUID(), randomUUID(), randomUUID()];
      await queue.enqueue(of(pulled, 9));
      await queue.enqueue(of(late, 6));
      await queue.enqueue(of(early, 3));
      await queue.enqueue(of(pulled, 1));
      await queue.enqueue(of(early, 9));
      const delivered: string[] = [];
      await work(async (jobId) => {
        delivered.push(jobId);
        return done;
      });
      await vi.waitFor(() => expect(delivered).toEqual([pulled, early, late]), soon);
    });

    test('a handler that breaks without a verdict gets the job again', async () => {
      const handle = vi.fn<VideoJobHandler>(async () => done);
      handle.mockRejectedValueOnce(new RangeError('the database was away'));
      await work(handle);
      await queue.enqueue(of(randomUUID()));
      await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(2), soon);
    });

    test('closing lets a running handler finish within its grace', async () => {
      const id = randomUUID();
      const handle = vi.fn<VideoJobHandler>(
        (_id, signal) =>
          new Promise((resolve, reject) => {
            setTimeout(() => resolve(done), 600);
            signal.addEventListener('abort', () => reject(signal.reason));
          }),
      );
      const worker = await work(handle);
      await queue.enqueue(of(id));
      await vi.waitFor(() => expect(handle).toHaveBeenCalled(), soon);
      await worker.close({ graceMs: 5_000 });
      await expect(handle.mock.results[0]?.value).resolves.toEqual(done);
      const next = vi.fn(async () => done);
      await work(next);
      await settle();
      expect(next).not.toHaveBeenCalled();
    });

    test('a handler that is stopped when the grace is over leaves the job to the next worker', async () => {
      const id = randomUUID();
      const handle = vi.fn<VideoJobHandler>(
        (_id, signal) =>
          new Promise((resolve) => {
            signal.addEventListener('abort', () => resolve({ kind: 'interrupted' }));
          }),
      );
      const worker = await work(handle);
      await queue.enqueue(of(id));
      await vi.waitFor(() => expect(handle).toHaveBeenCalled(), soon);
      const startedAt = performance.now();
      await worker.close({ graceMs: 300 });
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      const next = vi.fn<VideoJobHandler>(async () => done);
      await work(next);
      await vi.waitFor(() => expect(next).toHaveBeenCalledWith(id, expect.anything()), soon);
    });

    test('a handler that doesn’t listen can’t keep the worker from closing', async () => {
      const id = randomUUID();
      const handle = vi.fn<VideoJobHandler>(() => new Promise(() => undefined));
      const worker = await work(handle);
      await queue.enqueue(of(id));
      await vi.waitFor(() => expect(handle).toHaveBeenCalled(), soon);
      const startedAt = performance.now();
      await worker.close({ graceMs: 100 });
      expect(performance.now() - startedAt).toBeLessThan(6_000);
      const next = vi.fn<VideoJobHandler>(async () => done);
      await work(next);
      await vi.waitFor(() => expect(next).toHaveBeenCalledWith(id, expect.anything()), {
        timeout: 10_000,
        interval: 50,
      });
    });

    test('the job of a killed worker process starts again within seconds', async () => {
      const id = randomUUID();
      const script = fileURLToPath(new URL('hanging-worker.ts', import.meta.url));
      const child = spawn(process.execPath, [script, JSON.stringify(under.backend)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await queue.enqueue(of(id));
      const [line] = await once(child.stdout, 'data');
      expect(String(line)).toBe(`took ${id}\n`);
      const handle = vi.fn<VideoJobHandler>(async () => done);
      await work(handle);
      child.kill('SIGKILL');
      const killedAt = performance.now();
      await vi.waitFor(() => expect(handle).toHaveBeenCalledWith(id, expect.anything()), {
        timeout: 10_000,
        interval: 50,
      });
      expect(performance.now() - killedAt).toBeLessThan(8_000);
    });

    test('connections that were cut are made again, and no job is lost', async () => {
      const delivered: string[] = [];
      await work(async (jobId) => {
        delivered.push(jobId);
        return done;
      });
      const [before, after] = [randomUUID(), randomUUID()];
      await queue.enqueue(of(before));
      await vi.waitFor(() => expect(delivered).toEqual([before]), soon);
      await under.dropConnections();
      await vi.waitFor(() => queue.enqueue(of(after)), { timeout: 8_000, interval: 100 });
      // At least once each: what was under way when its connection went may come again.
      await vi.waitFor(() => expect(delivered).toContain(after), { timeout: 15_000, interval: 50 });
    });
  });
}
