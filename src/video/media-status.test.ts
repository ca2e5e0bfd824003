import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { settableClock } from '../../test/contracts/video-cache.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { lessons } from '../lessons/catalogue.ts';
import { lessonLocales } from '../lessons/worked-value.ts';
import { PostgresVideoCache } from '../storage/postgres-video-cache.ts';
import { PostgresVideoJobStore } from '../storage/postgres-video-job-store.ts';
import { cachedStatuses } from './cached-status.ts';
import { lessonMediaStatus } from './media-status.ts';
import type { SlotName } from './slot-key.ts';
import { readSlotMedia } from './slot-media.ts';

const HOUR_MS = 3_600_000;
const lifetimes = { readyMs: HOUR_MS, processingMs: HOUR_MS, failedMs: HOUR_MS };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => sql`truncate video_cache, video_cache_counts`.execute(database.db));

/** One status as the HTTP route reads it, and what the cache then holds and has counted. */
async function asked(slot: SlotName) {
  const clock = settableClock();
  const cache = new PostgresVideoCache({ db: database.db, clock });
  const jobs = new PostgresVideoJobStore(database.db);
  const status = await lessonMediaStatus(
    {
      clock,
      readMedia: (slots) =>
        cachedStatuses({ cache, clock, lifetimes, read: (missed) => readSlotMedia({ jobs }, missed) }, slots),
    },
    slot,
  );
  const { rows } = await sql`select from video_cache`.execute(database.db);
  const questions = Object.values(await cache.counts()).reduce((sum, count) => sum + count, 0);
  return { status, kept: rows.length, questions };
}

const [lesson] = lessons;
if (!lesson) throw new TypeError('the catalogue holds lessons');
const { persona, topic } = lesson;

test.each(lessonLocales)('a lesson has a state in %s, which is kept', async (locale) => {
  expect(await asked({ persona, topic, locale })).toMatchObject({
    status: { status: 'not_found' },
    kept: 1,
    questions: 1,
  });
});

test.each([
  ['a language that no lesson speaks', { persona, topic, locale: 'fr' }],
  ['a made-up language', { persona, topic, locale: 'zz1' }],
  ['a language in capitals', { persona, topic, locale: 'EN' }],
  ['a made-up topic', { persona, topic: 'made_up', locale: 'en' }],
])('%s has none, and leaves nothing behind in the cache or its counts', async (_, slot) => {
  expect(await asked(slot)).toEqual({ status: null, kept: 0, questions: 0 });
});
