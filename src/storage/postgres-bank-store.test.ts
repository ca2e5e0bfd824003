import { afterAll, beforeAll } from 'vitest';
import { bankStoreContract } from '../../test/contracts/bank-store.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { PostgresBankStore } from './postgres-bank-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

bankStoreContract('PostgreSQL', async () => new PostgresBankStore(database.db));
