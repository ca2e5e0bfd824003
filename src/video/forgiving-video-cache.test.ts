import { afterAll, beforeAll, expect, test } from 'vitest';
import { settableClock } from '../../test/contracts/video-cache.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { PostgresVideoCache } from '../storage/postgres-video-cache.ts';
import { ForgivingVideoCache } from './forgiving-video-cache.ts';
import { nothingToShow } from './slot-media.ts';
import type { VideoCache } from './video-cache-port.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

class Away extends Error {}

/** A real cache with a switch that takes it away. */
function switchable() {
  const clock = settableClock();
  const real = new PostgresVideoCache({ db: database.db, clock });
  const at = { isAway: false };
  const behind: VideoCache = new Proxy(real, {
    get: (target, name: keyof VideoCache) => {
      const method = target[name].bind(target) as (...given: unknown[]) => unknown;
      return (...given: unknown[]) => (at.isAway ? Promise.reject(new Away()) : method(...given));
    },
  });
  const cache = new ForgivingVideoCache({ cache: behind, clock, onTrouble: () => undefined });
  const pass = (ms: number): void => {
    clock.at = new Date(clock.at.getTime() + ms);
  };
  return { at, real, cache, pass };
}

test.each([
  { what: 'a step of a job', take: (cache: VideoCache, key: string) => cache.removeUnlessShown(key) },
  { what: 'a change', take: (cache: VideoCache, key: string) => cache.remove(key, 'changed') },
])('$what that the cache was away for is made good before it is asked again', async ({ what, take }) => {
  const key = what === 'a change' ? '00000000000000c1' : '00000000000000c2';
  const { at, real, cache, pass } = switchable();
  const { ticket = '' } = (await cache.getMany([key])).get(key) ?? {};
  const media = { ...nothingToShow, status: 'processing' as const };
  await cache.put(key, { media, wantedVersion: 1, expiresAt: new Date('2100-01-01') }, ticket);
  at.isAway = true;
  await take(cache, key);
  expect(await cache.getMany([key])).toEqual(new Map());
  at.isAway = false;
  expect((await real.getMany([key])).get(key)).toMatchObject({ kind: 'found' });
  expect(await cache.getMany([key])).toEqual(new Map());
  pass(1_000);
  expect((await cache.getMany([key])).get(key)).toMatchObject({ kind: 'absent', cause: 'changed' });
});
