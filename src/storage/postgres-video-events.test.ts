import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { shortDigest } from '../kernel/hash.ts';
import type { VideoEvent } from '../video/video-events-port.ts';
import { PostgresVideoEvents } from './postgres-video-events.ts';

const slotKey = shortDigest('slot');
const missedSome: VideoEvent = { kind: 'missed_some' };

let database: TestDatabase;
let events: PostgresVideoEvents;
let heard: VideoEvent[];
beforeEach(async () => {
  database = await testDatabase();
  heard = [];
  events = new PostgresVideoEvents(database.connection, { onTrouble: () => undefined });
  events.subscribe((event) => heard.push(event));
  await heardOf(missedSome);
  heard.length = 0;
});
afterEach(async () => {
  await events.close();
  await database.close();
});

async function heardOf(event: VideoEvent, times = 1): Promise<void> {
  await expect.poll(() => heard.filter((one) => isSame(one, event)).length, { timeout: 10_000 }).toBe(times);
}

function isSame(one: VideoEvent, other: VideoEvent): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function openJob(): Promise<string> {
  const { rows } = await sql<{ job_id: string }>`
    insert into video_jobs (slot_key, persona, topic, locale, lesson_version, state)
      values (${slotKey}, 'savings_builder', 'goal_setting', 'en', 1, 'queued') returning job_id`.execute(
    database.db,
  );
  return rows[0]?.job_id ?? '';
}

async function noteProgress(jobId: string, progress: number): Promise<void> {
  await sql`update video_jobs set progress = ${progress} where job_id = ${jobId}`.execute(database.db);
}

/** The last of these is heard after all that came before it. */
async function afterwards(): Promise<readonly VideoEvent[]> {
  const end = shortDigest('end');
  const payload = JSON.stringify({ slotKey: end, jobId: null });
  await sql`select pg_notify('spendsense_video', ${payload})`.execute(database.db);
  await heardOf({ kind: 'slot_changed', slotKey: end, jobId: null });
  return heard.slice(0, -1);
}

test('a job that is opened and moves on is told with its slot and id, progress by whole percents', async () => {
  const jobId = await openJob();
  for (const progress of [0.101, 0.102, 0.109, 0.11]) await noteProgress(jobId, progress);
  await sql`update video_jobs set updated_at = clock_timestamp() where job_id = ${jobId}`.execute(
    database.db,
  );
  const told = await afterwards();
  expect(told).toEqual(Array.from({ length: 3 }, () => ({ kind: 'slot_changed', slotKey, jobId })));
});

test('what was rolled back was never told', async () => {
  const gone = database.db.transaction().execute(async (tx) => {
    await sql`
      insert into video_jobs (slot_key, persona, topic, locale, lesson_version, state)
        values (${slotKey}, 'savings_builder', 'goal_setting', 'en', 1, 'queued')`.execute(tx);
    throw new TypeError('changed my mind');
  });
  await expect(gone).rejects.toThrow('changed my mind');
  expect(await afterwards()).toEqual([]);
});

test('a slot that gets, changes or loses its rendition is told, and so is the rendition itself', async () => {
  const jobId = await openJob();
  await sql`
    insert into renditions (rendition_id, job_id, slot_key, persona, topic, locale, lesson_version, provider,
      duration_ms, published_at)
      values ('r1', ${jobId}, ${slotKey}, 'savings_builder', 'goal_setting', 'en', 1, 'studio', 8000, now())`.execute(
    database.db,
  );
  await sql`insert into video_slots values (${slotKey}, 'r1')`.execute(database.db);
  await sql`update renditions set provider = 'other' where rendition_id = 'r1'`.execute(database.db);
  await sql`delete from video_slots`.execute(database.db);
  const ofSlot = { kind: 'slot_changed', slotKey, jobId: null };
  const ofJob = { kind: 'slot_changed', slotKey, jobId };
  expect(await afterwards()).toEqual([ofJob, ofSlot, ofJob, ofSlot]);
});

test('a listening connection that is cut comes back, and says that something may have been missed', async () => {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'spendsense-events' and datname = current_database()`.execute(database.db);
  await heardOf(missedSome);
  const jobId = await openJob();
  await heardOf({ kind: 'slot_changed', slotKey, jobId });
});

test('words on the channel that nobody here said make listeners look for themselves', async () => {
  await sql`select pg_notify('spendsense_video', 'hello')`.execute(database.db);
  await sql`select pg_notify('spendsense_video', '{"slotKey": 5}')`.execute(database.db);
  await heardOf(missedSome, 2);
});

test('whoever has left hears nothing, and a closed listener gives its connection back', async () => {
  const told: VideoEvent[] = [];
  const leave = events.subscribe((event) => told.push(event));
  leave();
  const jobId = await openJob();
  await heardOf({ kind: 'slot_changed', slotKey, jobId });
  expect(told).toEqual([]);
  await events.close();
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
      where application_name = 'spendsense-events' and datname = current_database()`.execute(database.db);
  expect(rows[0]?.count).toBe(0);
});
