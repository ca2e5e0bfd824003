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
  const job = { jobId: crypto.randomUUID(), priority: 1 };
  await queue.enqueue(job);
  const client = new Redis(redisUrl);
  await client.flushall();
  client.disconnect();
  await queue.enqueue(job);
  const handle = vi.fn(async () => ({ kind: 'done' }) as const);
  const worker = await startVideoWorker({ redisUrl }, handle, { concurrency: 1, onError });
  await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(1), { timeout: 3_000 });
  await worker.close({ graceMs: 100 });
  await queue.close();
  await close();
});
