import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memberStoresContract } from '../../test/contracts/member-stores.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { PostgresBankStore } from './postgres-bank-store.ts';
import { PostgresConsentLedger } from './postgres-consent-ledger.ts';
import { PostgresMemberDirectory } from './postgres-member-directory.ts';
import { PostgresProfileStore } from './postgres-profile-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

memberStoresContract('PostgreSQL', async () => ({
  bank: new PostgresBankStore(database.db),
  directory: new PostgresMemberDirectory(database.db),
  consents: new PostgresConsentLedger(database.db),
  profiles: new PostgresProfileStore(database.db),
}));

test.each([
  'update consent_entries set reason = $$no$$',
  'delete from consent_entries',
  'truncate consent_entries',
])('the consent ledger only grows, even for whoever holds the database: %s', async (statement) => {
  await expect(sql.raw(statement).execute(database.db)).rejects.toThrow('only grows');
});
