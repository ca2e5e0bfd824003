import { Redis } from 'ioredis';
import { expect, test, vi } from 'vitest';
import { videoQueueContract } from '../../test/contracts/video-queue.contract.ts';
import { redisLine } from '../../test/factories/redis-line.ts';
import { startRedis } from '../../test/redis-server.ts';
import { createVideoQueue } from './bullmq-video-queue.ts';
import { startVideoWorker } from './bullmq-video-worker.ts';

const done = { kind: 'done' } as const;

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
  const handle = vi.fn(async () => done);
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
  const handle = vi.fn(async () => done);
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

test.each([1, 3, 4])(
  'a line that is cut at answer %s of every first conversation is made again, and jobs flow',
  async (cutAt) => {
    const redis = await startRedis();
    const line = await redisLine(redis.port);
    const { redisUrl } = line;
    const onError = (): void => undefined;
    line.let((answer, nth) => (nth >= cutAt ? 'cut' : answer));
    const [queue, handle] = [await createVideoQueue({ redisUrl }, { onError }), vi.fn(async () => done)];
    const worker = await startVideoWorker({ redisUrl }, handle, {
      lanes: { studio: 1, provider: 1 },
      onError,
    });

    line.let((answer) => answer);
    await vi.waitFor(async () => expect(await queue.trouble()).toBeNull(), { timeout: 8_000, interval: 100 });
    await queue.enqueue({ jobId: crypto.randomUUID(), priority: 1, track: 'studio' });
    await vi.waitFor(() => expect(handle).toHaveBeenCalledOnce(), { timeout: 8_000, interval: 50 });
    await Promise.all([worker.close({ graceMs: 100 }), queue.close()]);
    await line.close();
    await redis.close();
  },
  30_000,
);

test('a server that is too old is told as trouble, with its version', async () => {
  const redis = await startRedis();
  const line = await redisLine(redis.port);
  line.let((answer) =>
    Buffer.from(answer.toString('latin1').replace(/redis_version:\d/, 'redis_version:4'), 'latin1'),
  );
  const queue = await createVideoQueue({ redisUrl: line.redisUrl }, { onError: () => undefined });
  expect(await queue.trouble()).toMatch(/^Redis 4\.\S+ is too old: 6\.2 or newer is needed$/);
  await queue.close();
  await line.close();
  await redis.close();
});
