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
import type { VideoEvent } from './video-events-port.ts';

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
  const keep = () => keepCacheTrue({ cache, clock, lifetimes, events, readTrueMedia, onTrouble: noTrouble });
  const kept = async () => (await cache.getMany([key])).get(key);
  return { cache, clock, lifetimes, readTrueMedia, statusNow, keep, kept, events };
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

test('what changed is kept anew before anybody asks; a slot that lost its film keeps the reason', async () => {
  const { cache, keep, kept, events } = server();
  const keeping = keep();
  let lastHeard: string | null = null;
  keeping.events.subscribe((event) => {
    lastHeard = event.kind === 'slot_changed' ? event.slotKey : event.kind;
  });
  await expect.poll(() => lastHeard).toBe('missed_some');
  const { renditionId } = await published();
  await expect.poll(kept).toMatchObject({ kind: 'found', entry: { media: { status: 'ready' } } });
  await sql`delete from video_slots where rendition_id = ${renditionId}`.execute(database.db);
  await cache.remove(key, 'evicted');
  // One that comes after the others: by then they were all taken in.
  await sql`select pg_notify('spendsense_video', '{"slotKey": "ffffffffffffffff"}')`.execute(database.db);
  await expect.poll(() => lastHeard).toBe('ffffffffffffffff');
  expect(await kept()).toMatchObject({ kind: 'absent', cause: 'evicted' });
  keeping.stop();
  await events.close();
});

test('a slot that changes a hundred times at once is read once', async () => {
  const { cache, clock, lifetimes, readTrueMedia } = server();
  await published();
  let tell = (_: VideoEvent): void => undefined;
  let [heard, read] = [0, 0];
  const keeping = keepCacheTrue({
    cache,
    clock,
    lifetimes,
    events: {
      subscribe: (listener) => {
        tell = listener;
        return () => undefined;
      },
    },
    readTrueMedia: (slots) => {
      read += 1;
      return readTrueMedia(slots);
    },
    onTrouble: noTrouble,
  });
  keeping.events.subscribe(() => {
    heard += 1;
  });
  for (let change = 0; change < 100; change += 1) tell({ kind: 'slot_changed', slotKey: key, jobId: null });
  tell({ kind: 'slot_changed', slotKey: 'ffffffffffffffff', jobId: null });
  await expect.poll(() => heard).toBe(101);
  expect(read).toBe(1);
  keeping.stop();
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

test('a slot that shows a film is answered from the cache while another one is made', async () => {
  const { cache, statusNow, kept } = server();
  const jobs = new CacheTellingJobStore(database.db, cache);
  await published();
  expect(await statusNow()).toBe('ready');
  const intent = { ...slot, slotKey: key, lessonVersion: lesson.version, track: 'provider' } as const;
  const opened = await jobs.open(intent, { priority: 1, beginning: { kind: 'queued' } });
  if (opened.kind === 'over_budget') throw new TypeError('nothing is ordered yet');
  expect(await kept()).toMatchObject({ kind: 'found', entry: { media: { status: 'ready' } } });
  const claimed = await jobs.claim(opened.job.jobId, 60_000);
  const reason = { code: 'NO_FILM', message: 'nothing came out' };
  await jobs.fail({ jobId: opened.job.jobId, claim: claimed?.claim ?? 0 }, reason);
  expect(await kept()).toMatchObject({ kind: 'found', entry: { media: { status: 'ready' } } });
});
