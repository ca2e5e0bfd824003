import { afterAll, beforeAll } from 'vitest';
import { videoJobStoreContract } from '../../test/contracts/video-job-store.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { PostgresVideoJobStore } from './postgres-video-job-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

videoJobStoreContract('PostgreSQL', async () => new PostgresVideoJobStore(database.db));
