import { afterAll, beforeAll } from 'vitest';
import { videoReviewStoreContract } from '../../test/contracts/video-review-store.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { verifyChain } from '../audit/verify-chain.ts';
import { PostgresAuditLog } from './postgres-audit-log.ts';
import { PostgresVideoJobStore } from './postgres-video-job-store.ts';
import { PostgresVideoReviewStore } from './postgres-video-review-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

videoReviewStoreContract('PostgreSQL', async () => ({
  reviews: new PostgresVideoReviewStore(database.db),
  jobs: new PostgresVideoJobStore(database.db),
  log: async () => {
    const { kind } = await new PostgresAuditLog(database.db).snapshot((chain) => verifyChain(chain));
    const last = await database.db
      .selectFrom('audit_entries')
      .select('body')
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const { actor } = JSON.parse(last.body) as { actor: { name: string } };
    return { kind, lastName: actor.name };
  },
}));
