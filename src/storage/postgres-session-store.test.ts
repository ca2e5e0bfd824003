import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sessionStoreContract } from '../../test/contracts/session-store.contract.ts';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { PostgresSessionStore } from './postgres-session-store.ts';

const memberId = 'member-maya';
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.db.insertInto('members').values({ member_id: memberId }).execute();
});
afterAll(() => database.close());

sessionStoreContract('PostgreSQL', async () => ({
  sessions: new PostgresSessionStore(database.db),
  memberId,
}));

test('neither a token nor a session id can be read from the database', async () => {
  const sessions = new PostgresSessionStore(database.db);
  const [token, sessionId] = ['secret-token', 'secret-session'];
  const expiresAt = new Date('2030-01-01');
  const at = new Date('2026-11-22');
  await sessions.addLink({ role: 'operator', memberId: null, name: 'Ada', token, createdAt: at, expiresAt });
  await sessions.redeemLink({ token, at }, { sessionId, expiresAt });
  const rows = await sql<{ row: string }>`
    select sign_in_links::text as row from sign_in_links union all select sessions::text from sessions`.execute(
    database.db,
  );
  expect(rows.rows.length).toBeGreaterThanOrEqual(2);
  expect(rows.rows.map(({ row }) => row).join()).not.toContain('secret');
});
