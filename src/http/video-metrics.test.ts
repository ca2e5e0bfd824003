import { sql } from 'kysely';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { claimed, freshIntent, opened, planOf, renditionOf } from '../../test/factories/video-rows.ts';
import { PostgresVideoAttemptStore } from '../storage/postgres-video-attempt-store.ts';
import { PostgresVideoJobCounts } from '../storage/postgres-video-job-counts.ts';
import { PostgresVideoJobStore } from '../storage/postgres-video-job-store.ts';
import type { VideoIntent, VideoJob } from '../video/job.ts';
import type { ReadSlotMedia } from '../video/media-status.ts';
import type { Rendition } from '../video/rendition.ts';
import { slotKey } from '../video/slot-key.ts';
import { readSlotMedia } from '../video/slot-media.ts';
import { countAnswers, shareVideoMetrics } from './video-metrics.ts';

const CAP = 1_000;
const PRICE = 400;

let database: TestDatabase;
let jobs: PostgresVideoJobStore;
let attempts: PostgresVideoAttemptStore;
let registry: Registry;
beforeAll(async () => {
  database = await testDatabase();
  jobs = new PostgresVideoJobStore(database.db);
  attempts = new PostgresVideoAttemptStore(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`truncate video_slots, rendition_files, renditions, video_approvals, video_budget_entries,
    video_attempts, video_jobs`.execute(database.db);
  await sql`update video_budget set reserved_micro_usd = 0, spent_today_micro_usd = 0`.execute(database.db);
  registry = new Registry();
  shareVideoMetrics(
    {
      jobCounts: new PostgresVideoJobCounts(database.db),
      attempts,
      chain: { capMicroUsd: CAP },
      cache: { counts: async () => null },
    },
    registry,
  );
});

/** `labels value` of each line of a metric, sorted. */
async function lines(name: string): Promise<readonly string[]> {
  const text = await registry.metrics();
  return text
    .split('\n')
    .filter((line) => new RegExp(`^${name}[{ ]`).test(line))
    .map((line) => line.slice(name.length).trim())
    .sort();
}

async function published(
  other: Partial<Rendition>,
  intent: VideoIntent = freshIntent('studio'),
): Promise<Rendition> {
  const job = await claimed(jobs, intent);
  const rendition = renditionOf(job, other);
  const failure = rendition.link === 'film' ? null : { code: 'FILM_BLACK', message: 'it is black' };
  if (!(await jobs.publish(job, { rendition, failure, attempt: null }))) {
    throw new TypeError('nobody else has the job');
  }
  return rendition;
}

/** An order whose create call is under way. */
async function called(): Promise<{ job: VideoJob; attemptId: string }> {
  const job = await claimed(jobs);
  const outcome = await attempts.open(job, planOf(PRICE), { capMicroUsd: CAP });
  if (outcome.kind !== 'opened') throw new TypeError('there is money');
  const { attemptId } = outcome.attempt;
  await attempts.beginCall(job, attemptId, { startsPerMinute: 1e6, inFlightMax: 1e6 });
  return { job, attemptId };
}

test('slots are counted by the link that serves and who made it; what was asked for and has nothing is text', async () => {
  await published({});
  await published({});
  await published({ link: 'infographic', durationMs: 0 });
  await published({ provider: 'sora' }, freshIntent());
  const { renditionId } = await published({ provider: 'sora' }, freshIntent());
  await opened(jobs, freshIntent());
  expect(await lines('spendsense_video_slots')).toEqual([
    '{link="film",provider="sora"} 2',
    '{link="film",provider="studio"} 2',
    '{link="infographic",provider="studio"} 1',
    '{link="text",provider="none"} 1',
  ]);
  await sql`update renditions set evicted_at = now() where rendition_id = ${renditionId}`.execute(
    database.db,
  );
  expect(await lines('spendsense_video_slots')).toContain('{link="film",provider="sora"} 1');
  expect(await lines('spendsense_video_slots')).toContain('{link="text",provider="none"} 2');
});

test('a film that waits for a person’s yes serves nobody, and a slot with two jobs counts once', async () => {
  const { slotKey } = await published({ provider: 'sora', review: 'awaiting' }, freshIntent());
  await opened(jobs, { ...freshIntent('studio'), slotKey });
  expect(await lines('spendsense_video_slots')).toEqual(['{link="text",provider="none"} 1']);
});

test('the day’s money is told: set aside, spent, and what it may be', async () => {
  await called();
  const { job, attemptId } = await called();
  expect(await lines('spendsense_video_budget_micro_usd')).toEqual([
    '{kind="cap"} 1000',
    '{kind="reserved"} 800',
    '{kind="spent_today"} 0',
  ]);
  const failure = { code: 'FILM_BLACK', message: 'it is black' };
  await attempts.fail(job, attemptId, { failure, money: { kind: 'settle', microUsd: 350 } });
  expect(await lines('spendsense_video_budget_micro_usd')).toEqual([
    '{kind="cap"} 1000',
    '{kind="reserved"} 400',
    '{kind="spent_today"} 350',
  ]);
});

test('orders that may have been bought are told apart by whether their deadline has passed', async () => {
  const unknown = async (deadlineMs: number): Promise<void> => {
    const { job, attemptId } = await called();
    const reason = { code: 'CALL_UNANSWERED', message: 'no answer' };
    await attempts.becomeUnknown(job, attemptId, reason, deadlineMs);
  };
  expect(await lines('spendsense_video_unknown_purchases')).toEqual([
    '{overdue="false"} 0',
    '{overdue="true"} 0',
  ]);
  await unknown(60_000);
  await unknown(0);
  expect(await lines('spendsense_video_unknown_purchases')).toEqual([
    '{overdue="false"} 1',
    '{overdue="true"} 1',
  ]);
});

test('each purchase beyond the first is a double, and there are none before', async () => {
  expect(await lines('spendsense_video_double_purchases_total')).toEqual(['0']);
  const { attemptId } = await called();
  await attempts.keepDoubles(attemptId, [{ id: 'b' }, { id: 'c' }], PRICE);
  await attempts.keepDoubles(attemptId, [{ id: 'c' }], PRICE);
  expect(await lines('spendsense_video_double_purchases_total')).toEqual(['2']);
});

test('answers are counted by what they showed, each for itself, and come as they were read', async () => {
  const [filmed, drawn, nothing] = ['goal_setting', 'cd_basics', 'automation'].map((topic) => {
    const slot = { persona: 'savings_builder', topic, locale: 'en' };
    return { ...freshIntent('studio'), ...slot, slotKey: slotKey(slot) };
  });
  if (!filmed || !drawn || !nothing) throw new TypeError('there are three');
  await published({ provider: 'sora' }, filmed);
  await published({ link: 'infographic', durationMs: 0 }, drawn);
  const read: ReadSlotMedia = (slots) => readSlotMedia({ jobs }, slots);
  const counted = countAnswers(registry)(read);
  const slots = [filmed, drawn, nothing];
  expect(await counted(slots)).toEqual(await read(slots));
  await counted([filmed]);
  expect(await lines('spendsense_video_answers_total')).toEqual([
    '{link="film",provider="sora"} 2',
    '{link="infographic",provider="studio"} 1',
    '{link="text",provider="none"} 1',
  ]);
});
