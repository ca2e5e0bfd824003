import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { settableClock } from '../../test/contracts/video-cache.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { storedRendition } from '../../test/factories/stored-rendition.ts';
import { lessons } from '../lessons/catalogue.ts';
import { CacheTellingJobStore } from '../storage/cache-telling-job-store.ts';
import { PostgresVideoCache } from '../storage/postgres-video-cache.ts';
import { PostgresVideoEvents } from '../storage/postgres-video-events.ts';
import { PostgresVideoJobStore } from '../storage/postgres-video-job-store.ts';
import { cachedStatuses } from './cached-status.ts';
import { keepCacheTrue } from './keep-cache-true.ts';
import type { ReadSlotMedia } from './media-status.ts';
import { slotKey } from './slot-key.ts';
import { readSlotMedia } from './slot-media.ts';

const [lesson] = lessons;
if (!lesson) throw new TypeError('the catalogue holds a lesson');
const slot = { persona: lesson.persona, topic: lesson.topic, locale: 'en' };
const key = slotKey(slot);

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  database = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'spendsense-keep-'));
});
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(() =>
  sql`truncate video_slots, rendition_files, renditions, video_jobs, video_cache cascade`.execute(
    database.db,
  ),
);

const noTrouble = (error: unknown): never => {
  throw error;
};

/** The answers of a server, with its cache kept true by what the database tells. */
function server() {
  const clock = settableClock();
  const cache = new PostgresVideoCache({ db: database.db, clock });
  const jobs = new PostgresVideoJobStore(database.db);
  const readTrueMedia: ReadSlotMedia = (slots) => readSlotMedia({ jobs }, slots);
  const lifetimes = { readyMs: 3_600_000, processingMs: 3_600_000, failedMs: 3_600_000 };
  const statusNow = async () =>
    (await cachedStatuses({ cache, clock, lifetimes, read: readTrueMedia }, [slot]))[0]?.status;
  const events = new PostgresVideoEvents(database.connection, { onTrouble: noTrouble });
  const keep = () => keepCacheTrue({ cache, events, readTrueMedia, onTrouble: noTrouble });
  return { cache, statusNow, keep, events };
}

const published = () =>
  storedRendition(
    { db: database.db, dataDir },
    { slotKey: key, createdAt: new Date('2026-11-01T00:00:00Z') },
  );

test('what another process does is in the next answer, and whoever hears of it finds it', async () => {
  const { statusNow, keep, events } = server();
  const kept = keep();
  const heard: Promise<string | undefined>[] = [];
  let isListening = (): void => undefined;
  const listening = new Promise<void>((resolve) => {
    isListening = resolve;
  });
  kept.events.subscribe((event) => {
    if (event.kind === 'missed_some') isListening();
    else heard.push(statusNow());
  });
  await listening;
  expect(await statusNow()).toBe('not_found');
  const { renditionId } = await published();
  await expect.poll(async () => (await Promise.all(heard)).at(-1)).toBe('ready');
  await sql`delete from video_slots where rendition_id = ${renditionId}`.execute(database.db);
  await expect.poll(async () => (await Promise.all(heard)).at(-1)).toBe('not_found');
  kept.stop();
  await events.close();
});

test('what changed while nobody listened is found when somebody listens again', async () => {
  const { statusNow, keep, events } = server();
  expect(await statusNow()).toBe('not_found');
  await published();
  expect(await statusNow()).toBe('not_found');
  const kept = keep();
  await expect.poll(statusNow).toBe('ready');
  kept.stop();
  await events.close();
});

test('whoever asked for a film and looks at once sees that it is being made, and every later step', async () => {
  const { cache, statusNow } = server();
  const jobs = new CacheTellingJobStore(database.db, cache);
  expect(await statusNow()).toBe('not_found');
  const intent = { ...slot, slotKey: key, lessonVersion: lesson.version, track: 'studio' } as const;
  const options = { priority: 1, beginning: { kind: 'queued' } } as const;
  const opened = await jobs.open(intent, options);
  if (opened.kind === 'over_budget') throw new TypeError('the studio costs nothing');
  expect(await statusNow()).toBe('processing');
  expect((await jobs.open(intent, options)).kind).toBe('joined');
  expect((await cache.getMany([key])).get(key)).toMatchObject({ kind: 'found' });
  const claimed = await jobs.claim(opened.job.jobId, 60_000);
  const reason = { code: 'NO_FILM', message: 'nothing came out' };
  expect(await jobs.fail({ jobId: opened.job.jobId, claim: claimed?.claim ?? 0 }, reason)).toBe(true);
  expect(await statusNow()).toBe('failed');
  await jobs.open(intent, options);
  expect(await statusNow()).toBe('processing');
});
