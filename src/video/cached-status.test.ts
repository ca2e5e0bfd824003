import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { settableClock } from '../../test/contracts/video-cache.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { startRedis } from '../../test/redis-server.ts';
import { lessons } from '../lessons/catalogue.ts';
import { PostgresVideoCache } from '../storage/postgres-video-cache.ts';
import { RedisVideoCache } from '../storage/redis-video-cache.ts';
import { type CachedStatusDependencies, cachedStatuses } from './cached-status.ts';
import { ForgivingVideoCache } from './forgiving-video-cache.ts';
import { removeUntrue } from './keep-cache-true.ts';
import { type SlotName, slotKey } from './slot-key.ts';
import { nothingToShow } from './slot-media.ts';
import type { SlotMedia, VideoCache } from './video-cache-port.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => sql`truncate video_cache, video_cache_counts`.execute(database.db));

const MINUTE_MS = 60_000;
const lifetimes = {
  readyMs: 30 * 24 * 60 * MINUTE_MS,
  processingMs: 60 * MINUTE_MS,
  failedMs: 24 * 60 * MINUTE_MS,
};
const [lesson] = lessons;
if (!lesson) throw new TypeError('the catalogue holds a lesson');
const slots = lessons.slice(0, 3).map(({ persona, topic }): SlotName => ({ persona, topic, locale: 'en' }));
const [slot] = slots;
if (!slot) throw new TypeError('there are three slots');

const filmOf = ({ topic }: SlotName, lessonVersion = lesson.version): SlotMedia => ({
  ...nothingToShow,
  status: 'ready',
  link: 'film',
  lessonVersion,
  url: `/videos/${topic}.mp4`,
  provider: 'studio',
  publishedAt: new Date('2026-11-20T08:00:00Z'),
  progress: 1,
});

/** The truth as a function, with a note of what was asked of it. */
function statusOver(cache: VideoCache, answer: (slot: SlotName) => SlotMedia = (one) => filmOf(one)) {
  const clock = settableClock();
  const asked: string[][] = [];
  const dependencies: CachedStatusDependencies = {
    cache,
    clock,
    lifetimes,
    read: async (wanted) => {
      asked.push(wanted.map(({ topic }) => topic));
      return wanted.map(answer);
    },
  };
  return { clock, asked, dependencies };
}

const postgresCache = (clock = settableClock()) => new PostgresVideoCache({ db: database.db, clock });

test('a page’s answers come in its order; the truth is read once for what isn’t kept, and then not at all', async () => {
  const cache = postgresCache();
  const { asked, dependencies } = statusOver(cache);
  await cachedStatuses(dependencies, slots.slice(1, 2));
  expect(await cachedStatuses(dependencies, slots)).toEqual(slots.map((one) => filmOf(one)));
  expect(await cachedStatuses(dependencies, slots)).toEqual(slots.map((one) => filmOf(one)));
  const topics = slots.map(({ topic }) => topic);
  expect(asked).toEqual([[topics[1]], [topics[0], topics[2]]]);
  expect(await cache.counts()).toMatchObject({ cold: 3, hit: 4, stale: 0 });
  expect(await cachedStatuses(dependencies, [])).toEqual([]);
});

test('after a change is told, the next answer is the truth', async () => {
  let provider = 'studio';
  const { asked, dependencies } = statusOver(postgresCache(), (one) => ({ ...filmOf(one), provider }));
  await cachedStatuses(dependencies, [slot]);
  provider = 'sora';
  await dependencies.cache.remove(slotKey(slot), 'changed');
  expect(await cachedStatuses(dependencies, [slot])).toMatchObject([{ provider: 'sora' }]);
  expect(asked).toHaveLength(2);
  expect(await dependencies.cache.counts()).toMatchObject({ cold: 1, changed: 1 });
});

test('a change that comes while the truth is being read is not overwritten by what was read', async () => {
  const cache = postgresCache();
  const { dependencies } = statusOver(cache);
  const slow: CachedStatusDependencies = {
    ...dependencies,
    read: async (wanted) => {
      const old = wanted.map((one) => filmOf(one, 0));
      await cache.remove(slotKey(slot), 'changed');
      return old;
    },
  };
  expect(await cachedStatuses(slow, [slot])).toMatchObject([{ lessonVersion: 0 }]);
  expect(await cachedStatuses(dependencies, [slot])).toEqual([filmOf(slot)]);
});

test('a changed lesson is read anew once; the old film, shown meanwhile, is counted as stale', async () => {
  const cache = postgresCache();
  const { asked, dependencies } = statusOver(cache, (one) => filmOf(one, lesson.version - 1));
  const before = { media: filmOf(slot, lesson.version - 1), wantedVersion: lesson.version - 1 };
  const ticket = (await cache.getMany([slotKey(slot)])).get(slotKey(slot))?.ticket ?? '';
  await cache.put(slotKey(slot), { ...before, expiresAt: new Date('2100-01-01') }, ticket);
  for (let view = 0; view < 3; view += 1) await cachedStatuses(dependencies, [slot]);
  expect(asked).toHaveLength(1);
  expect(await cache.counts()).toMatchObject({ version_changed: 1, stale: 2, hit: 0 });
});

test.each([
  { what: 'a film', over: filmOf(slot), minutes: 30 * 24 * 60 },
  { what: 'a film that is being made', over: { status: 'processing' }, minutes: 60 },
  { what: 'a failure', over: { status: 'failed' }, minutes: 24 * 60 },
  {
    what: 'a failure whose rest ends earlier',
    over: { status: 'failed', restsUntil: new Date('2026-11-22T12:20:00.123Z') },
    minutes: 20,
  },
  {
    what: 'a failure whose rest is over',
    over: { status: 'failed', restsUntil: new Date('2026-11-22T11:00:00Z') },
    minutes: 1,
  },
] as const)('$what is answered from the cache for $minutes minutes', async ({ over, minutes }) => {
  const clock = settableClock();
  const { asked, dependencies } = statusOver(postgresCache(clock), () => ({ ...nothingToShow, ...over }));
  const at = { ...dependencies, clock };
  await cachedStatuses(at, [slot]);
  clock.at = new Date(clock.at.getTime() + minutes * MINUTE_MS - 1);
  await cachedStatuses(at, [slot]);
  expect(asked).toHaveLength(1);
  clock.at = new Date(clock.at.getTime() + 1);
  await cachedStatuses(at, [slot]);
  expect(asked).toHaveLength(2);
});

test('where something may have been missed, what differs from the truth is taken out and nothing else', async () => {
  const cache = postgresCache();
  const { dependencies } = statusOver(cache);
  await cachedStatuses(dependencies, slots);
  const readTrueMedia = async (wanted: readonly SlotName[]) =>
    wanted.map((one) => (one.topic === slot.topic ? { ...filmOf(one), provider: 'sora' } : filmOf(one)));
  expect(await removeUntrue({ cache, readTrueMedia })).toBe(1);
  expect((await cache.getMany([slotKey(slot)])).get(slotKey(slot))).toMatchObject({ cause: 'changed' });
  expect(await removeUntrue({ cache, readTrueMedia })).toBe(0);
});

test('with Redis stopped, frozen and back again every answer is right, and the log hears of it once a minute', async () => {
  const server = await startRedis();
  const clock = settableClock();
  const complaints: unknown[] = [];
  const behind = await RedisVideoCache.open({ redisUrl: server.redisUrl, clock, onTrouble: () => undefined });
  const cache = new ForgivingVideoCache({
    cache: behind,
    clock,
    onTrouble: (error) => complaints.push(error),
  });
  let provider = 'studio';
  const { asked, dependencies } = statusOver(cache, (one) => ({ ...filmOf(one), provider }));
  const ask = () => cachedStatuses(dependencies, [slot]);
  const pass = (ms: number) => {
    clock.at = new Date(clock.at.getTime() + ms);
  };
  await ask();
  await ask();
  expect(asked).toHaveLength(1);

  process.kill(server.pid, 'SIGSTOP');
  provider = 'sora';
  await dependencies.cache.remove(slotKey(slot), 'changed');
  for (let view = 0; view < 3; view += 1) expect(await ask()).toMatchObject([{ provider: 'sora' }]);
  expect(asked).toHaveLength(4);
  expect(complaints).toHaveLength(1);
  pass(2_000);
  await ask();
  expect(complaints).toHaveLength(1);
  // It comes back with the old answer in its memory; the removal that it slept through is made good first.
  process.kill(server.pid, 'SIGCONT');
  pass(2_000);
  expect(await ask()).toMatchObject([{ provider: 'sora' }]);
  await ask();
  expect(asked).toHaveLength(6);

  await server.close();
  pass(60_000);
  expect(await ask()).toMatchObject([{ provider: 'sora' }]);
  expect(complaints).toHaveLength(2);
  const again = await startRedis({ port: server.port });
  await expect
    .poll(
      async () => {
        pass(2_000);
        await ask();
        const before = asked.length;
        await ask();
        return asked.length - before;
      },
      { timeout: 10_000 },
    )
    .toBe(0);
  await sleep(0);
  await cache.close();
  await again.close();
});
