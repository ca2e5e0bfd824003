import { Redis } from 'ioredis';
import { expect, test, vi } from 'vitest';
import { videoQueueContract } from '../../test/contracts/video-queue.contract.ts';
import { startRedis } from '../../test/redis-server.ts';
import { createVideoQueue } from './bullmq-video-queue.ts';
import { startVideoWorker } from './bullmq-video-worker.ts';

videoQueueContract('BullMQ over Redis', async () => {
  const { redisUrl, close } = await startRedis();
  return {
    backend: { redisUrl },
    dropConnections: async () => {
      const client = new Redis(redisUrl);
      await client.client('KILL', 'SKIPME', 'yes');
      client.disconnect();
    },
    close,
  };
});

test('a Redis that lost everything takes ids again, and they are delivered', async () => {
  const { redisUrl, close } = await startRedis();
  const onError = (): void => undefined;
  const queue = await createVideoQueue({ redisUrl }, { onError });
  const job = { jobId: crypto.randomUUID(), priority: 1, track: 'studio' as const };
  await queue.enqueue(job);
  const client = new Redis(redisUrl);
  await client.flushall();
  client.disconnect();
  await queue.enqueue(job);
  const handle = vi.fn(async () => ({ kind: 'done' }) as const);
  const worker = await startVideoWorker({ redisUrl }, handle, { lanes: { studio: 1, provider: 1 }, onError });
  await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(1), { timeout: 3_000 });
  await worker.close({ graceMs: 100 });
  await queue.close();
  await close();
});

test('queue and worker may open before their Redis is there; jobs flow when it comes', async () => {
  const gone = await startRedis();
  await gone.close();
  const { redisUrl, port } = gone;
  const onError = (): void => undefined;
  const queue = await createVideoQueue({ redisUrl }, { onError });
  const handle = vi.fn(async () => ({ kind: 'done' }) as const);
  const worker = await startVideoWorker({ redisUrl }, handle, { lanes: { studio: 1, provider: 1 }, onError });
  const job = { jobId: crypto.randomUUID(), priority: 1, track: 'studio' as const };
  await expect(queue.enqueue(job)).rejects.toThrow('ECONNREFUSED');
  expect(await queue.trouble()).toContain('ECONNREFUSED');

  const { close } = await startRedis({ port });
  await vi.waitFor(async () => expect(await queue.trouble()).toBeNull(), { timeout: 8_000, interval: 100 });
  await queue.enqueue(job);
  await vi.waitFor(() => expect(handle).toHaveBeenCalledOnce(), { timeout: 8_000, interval: 50 });
  await close();
  // Gone again: nobody waits for it to part.
  await Promise.all([worker.close({ graceMs: 100 }), queue.close()]);
}, 30_000);
