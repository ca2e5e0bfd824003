import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settableClock, videoCacheContract } from '../../test/contracts/video-cache.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { nothingToShow } from '../video/slot-media.ts';
import { PostgresVideoCache } from './postgres-video-cache.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

videoCacheContract('PostgreSQL', async (clock) => new PostgresVideoCache({ db: database.db, clock }));

const KEY = '00000000000000aa';
const DAY_MS = 24 * 3_600_000;

test('what another version of the program kept counts as nothing, and may be replaced', async () => {
  const cache = new PostgresVideoCache({ db: database.db, clock: settableClock() });
  await sql`
    insert into video_cache (slot_key, media, wanted_version, expires_at)
    values (${KEY}, '{"status": "ready", "film": "elsewhere"}', 1, '2100-01-01')`.execute(database.db);
  const lookup = (await cache.getMany([KEY])).get(KEY);
  expect(lookup).toMatchObject({ kind: 'absent', cause: 'cold' });
  const entry = { media: nothingToShow, wantedVersion: 1, expiresAt: new Date('2100-01-01') };
  expect(await cache.put(KEY, entry, lookup?.ticket ?? '')).toBe(true);
  expect((await cache.getMany([KEY])).get(KEY)).toMatchObject({ kind: 'found', entry });
});

test('sweeping forgets what expired a day ago, and only says so where it only looks', async () => {
  const clock = settableClock();
  const cache = new PostgresVideoCache({ db: database.db, clock });
  await sql`delete from video_cache`.execute(database.db);
  const key = '00000000000000bb';
  await cache.remove(key, 'evicted');
  const late = (await cache.getMany([key])).get(key)?.ticket ?? '';
  clock.at = new Date(clock.at.getTime() + 2 * DAY_MS + 1);
  expect(await cache.sweep({ isDryRun: true })).toBe(1);
  expect((await cache.getMany([key])).get(key)).toMatchObject({ cause: 'evicted' });
  expect(await cache.sweep({ isDryRun: false })).toBe(1);
  expect((await cache.getMany([key])).get(key)).toMatchObject({ cause: 'cold' });
  const entry = { media: nothingToShow, wantedVersion: 1, expiresAt: new Date('2100-01-01') };
  expect(await cache.put(key, entry, late)).toBe(false);
});
