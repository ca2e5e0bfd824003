import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settableClock, videoCacheContract } from '../../test/contracts/video-cache.contract.ts';
import { startRedis, type TestRedis } from '../../test/redis-server.ts';
import type { Clock } from '../kernel/clock.ts';
import { nothingToShow } from '../video/slot-media.ts';
import type { CacheEntry } from '../video/video-cache-port.ts';
import { RedisVideoCache } from './redis-video-cache.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.redisUrl);
});
afterAll(async () => {
  redis.disconnect();
  await server.close();
});

const open = (clock: Clock, redisUrl = server.redisUrl): Promise<RedisVideoCache> =>
  RedisVideoCache.open({ redisUrl, clock, onTrouble: () => undefined });

videoCacheContract('Redis', (clock) => open(clock));

const KEY = '00000000000000aa';
const HOUR_MS = 3_600_000;

const entryAt = (clock: Clock, media = nothingToShow): CacheEntry => ({
  media,
  wantedVersion: 1,
  expiresAt: new Date(clock.now().getTime() + HOUR_MS),
});

test('an entry is a hash that a person can read, and Redis forgets it by itself a day after its end', async () => {
  const clock = settableClock();
  const cache = await open(clock);
  const ticket = (await cache.getMany([KEY])).get(KEY)?.ticket ?? '';
  await cache.put(KEY, entryAt(clock), ticket);
  const hash = await redis.hgetall(`video:${KEY}`);
  expect(hash).toMatchObject({ status: '"not_found"', wantedVersion: '1', progress: '0', url: 'null' });
  const lastsMs = await redis.pttl(`video:${KEY}`);
  expect(lastsMs).toBeGreaterThan(24 * HOUR_MS);
  expect(lastsMs).toBeLessThanOrEqual(25 * HOUR_MS);
  await cache.remove(KEY, 'changed');
  expect(await redis.pttl(`video:${KEY}`)).toBeGreaterThan(0);
  await cache.close();
});

test('what another version of the program kept counts as nothing, and may be replaced', async () => {
  const clock = settableClock();
  const cache = await open(clock);
  await redis.hset(`video:${KEY}`, { generation: '7', status: '"ready"', wantedVersion: '1' });
  const lookup = (await cache.getMany([KEY])).get(KEY);
  expect(lookup).toMatchObject({ kind: 'absent' });
  expect(await cache.put(KEY, entryAt(clock), lookup?.ticket ?? '')).toBe(true);
  await cache.close();
});

test('what was read before Redis lost its memory is not kept after it', async () => {
  const clock = settableClock();
  const cache = await open(clock);
  await redis.del(`video:${KEY}`);
  const { ticket } = (await cache.getMany([KEY])).get(KEY) ?? { ticket: '' };
  await cache.remove(KEY, 'changed');
  await redis.flushall();
  await cache.getMany([KEY]);
  expect(await cache.put(KEY, entryAt(clock), ticket)).toBe(false);
  await cache.close();
});

test('a Redis that was never there costs an error, not a wait, and is found when it comes', async () => {
  const first = await startRedis();
  await first.close();
  const cache = await open(settableClock(), first.redisUrl);
  await expect(cache.getMany([KEY])).rejects.toThrow();
  const later = await startRedis({ port: first.port });
  await expect
    .poll(
      () =>
        cache.getMany([KEY]).then(
          ({ size }) => size,
          () => 0,
        ),
      { timeout: 10_000 },
    )
    .toBe(1);
  await cache.close();
  await later.close();
});

test('a Redis that stands still is given up soon', async () => {
  const frozen = await startRedis();
  const cache = await open(settableClock(), frozen.redisUrl);
  await cache.getMany([KEY]);
  process.kill(frozen.pid, 'SIGSTOP');
  try {
    await expect(cache.getMany([KEY])).rejects.toThrow('timed out');
    await expect(cache.remove(KEY, 'changed')).rejects.toThrow('timed out');
  } finally {
    process.kill(frozen.pid, 'SIGCONT');
  }
  await cache.close();
  await frozen.close();
});
