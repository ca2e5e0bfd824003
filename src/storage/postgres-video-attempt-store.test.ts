import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { videoAttemptStoreContract } from '../../test/contracts/video-attempt-store.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { claimed, freshIntent, planOf } from '../../test/factories/video-rows.ts';
import { PostgresVideoAttemptStore } from './postgres-video-attempt-store.ts';
import { PostgresVideoJobStore } from './postgres-video-job-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

let startOfLog = 0;
const logEnd = async (): Promise<number> => {
  const { rows } = await sql<{ end: number }>`
    select coalesce(max(position), 0)::int as end from audit_entries`.execute(database.db);
  return rows[0]?.end ?? 0;
};

type Ledger = { reserved: number; spent: number; reservedByEntries: number; spentByEntries: number };

videoAttemptStoreContract('PostgreSQL', async () => ({
  attempts: new PostgresVideoAttemptStore(database.db),
  jobs: new PostgresVideoJobStore(database.db),
  ledger: async () => {
    const { rows } = await sql<Ledger>`
      select reserved_micro_usd::int as reserved, spent_today_micro_usd::int as spent,
        (select coalesce(sum(micro_usd), 0)::int from video_budget_entries as reserve
          where kind in ('reserve', 'raise') and not exists (select from video_budget_entries as ended
            where ended.attempt_id = reserve.attempt_id and ended.kind in ('settle', 'release')))
          as "reservedByEntries",
        (select coalesce(sum(micro_usd), 0)::int from video_budget_entries
          where kind in ('settle', 'found')) as "spentByEntries"
      from video_budget`.execute(database.db);
    return rows[0] as Ledger;
  },
  decisions: async () => {
    const { rows } = await sql<{ action: string }>`
      select action from audit_entries where position > ${startOfLog} order by position`.execute(database.db);
    return rows.map(({ action }) => action);
  },
  turnDay: async (days) => {
    await sql`update video_budget set day = day - ${days}::int`.execute(database.db);
  },
  clear: async () => {
    await sql`truncate video_budget_entries, video_attempts`.execute(database.db);
    await sql`update video_budget set reserved_micro_usd = 0, spent_today_micro_usd = 0`.execute(database.db);
    startOfLog = await logEnd();
  },
}));

test('what is resumed has as much time again as its provider may take, however often', async () => {
  const { db } = database;
  const jobs = new PostgresVideoJobStore(db);
  const attempts = new PostgresVideoAttemptStore(db);
  const job = await claimed(jobs, freshIntent(), { kind: 'ordered', plan: planOf(1), capMicroUsd: 1e12 });
  const [attempt] = await attempts.attemptsOf(job.jobId);
  const attemptId = attempt?.attemptId ?? '';
  await attempts.beginCall(job, attemptId, { startsPerMinute: 1e6, inFlightMax: 1e6 });
  await attempts.keepHandle(job, attemptId, {
    handle: { id: 'a' },
    deadlineMs: 60_000,
    quotedMicroUsd: null,
  });
  let held = job;
  for (let round = 0; round < 2; round += 1) {
    await sql`update video_attempts set started_at = started_at - interval '1 hour'
      where attempt_id = ${attemptId}`.execute(db);
    await jobs.timeOut(held, { code: 'DEADLINE', message: 'too late' });
    await jobs.resume(job.jobId);
    held = (await jobs.claim(job.jobId, 60_000)) ?? held;
  }
  const { rows } = await sql<{ left: number }>`
    select extract(epoch from deadline_at - clock_timestamp())::float8 as left from video_attempts
      where attempt_id = ${attemptId}`.execute(db);
  expect(rows[0]?.left).toBeGreaterThan(0);
  expect(rows[0]?.left).toBeLessThanOrEqual(60);
});
