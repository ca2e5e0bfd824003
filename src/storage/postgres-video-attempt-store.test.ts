import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { videoAttemptStoreContract } from '../../test/contracts/video-attempt-store.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { PostgresVideoAttemptStore } from './postgres-video-attempt-store.ts';
import { PostgresVideoJobStore } from './postgres-video-job-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

type Ledger = { reserved: number; spent: number; reservedByEntries: number; spentByEntries: number };

videoAttemptStoreContract('PostgreSQL', async () => ({
  attempts: new PostgresVideoAttemptStore(database.db),
  jobs: new PostgresVideoJobStore(database.db),
  ledger: async () => {
    const { rows } = await sql<Ledger>`
      select reserved_micro_usd::int as reserved, spent_today_micro_usd::int as spent,
        (select coalesce(sum(micro_usd), 0)::int from video_budget_entries as reserve
          where kind = 'reserve' and not exists (select from video_budget_entries as ended
            where ended.attempt_id = reserve.attempt_id and ended.kind in ('settle', 'release')))
          as "reservedByEntries",
        (select coalesce(sum(micro_usd), 0)::int from video_budget_entries
          where kind in ('settle', 'found')) as "spentByEntries"
      from video_budget`.execute(database.db);
    return rows[0] as Ledger;
  },
  turnDay: async () => {
    await sql`update video_budget set day = day - 1`.execute(database.db);
  },
  clear: async () => {
    await sql`truncate video_budget_entries, video_attempts`.execute(database.db);
    await sql`update video_budget set reserved_micro_usd = 0, spent_today_micro_usd = 0`.execute(database.db);
  },
}));
