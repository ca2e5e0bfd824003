import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { consentingMember, type MemberUseCases, memberUseCases } from '../../test/factories/member-stores.ts';
import type { BankRecord } from '../ingest/bank-record.ts';
import { PostgresSessionStore } from '../storage/postgres-session-store.ts';
import { changeConsent } from './change-consent.ts';
import { exportMember } from './export-member.ts';
import { giveFeedback } from './give-feedback.ts';
import { importBankFile } from './import-bank-file.ts';
import { memberView } from './member-view.ts';

let database: TestDatabase;
let use: MemberUseCases;
beforeAll(async () => {
  database = await testDatabase();
  use = memberUseCases(database.db);
});
afterAll(() => database.close());

const own = { role: 'member', name: 'Mara M.' } as const;

/** A member with a row in every table that can hold one. */
async function memberWithEverything(memberId: string): Promise<void> {
  await consentingMember(use, { memberId });
  async function* records(): AsyncGenerator<readonly BankRecord[]> {
    const row = { transactionId: 't-1', accountId: `${memberId}-card`, date: '2026-11-03' } as const;
    const transaction = {
      ...row,
      authorizedDate: '2026-11-02',
      amountCents: 1_234,
      currency: 'USD',
      merchantName: 'Blue Bottle',
      description: 'BLUE BOTTLE 117',
      category: { primary: 'FOOD_AND_DRINK', detailed: 'FOOD_AND_DRINK_COFFEE' },
      paymentChannel: 'in store',
      isPending: false,
      pendingTransactionId: 't-0',
    } as const;
    const liability = {
      accountId: `${memberId}-card`,
      aprs: [{ type: 'purchase_apr', percentage: 19.9, interestChargeCents: 321 }],
      isOverdue: false,
      lastPaymentCents: 4_321,
      lastPaymentDate: '2026-10-28',
      minimumPaymentCents: 2_500,
      lastStatementBalanceCents: 98_765,
      lastStatementDate: '2026-10-05',
      nextPaymentDueDate: '2026-11-30',
    } as unknown as Extract<BankRecord, { kind: 'liability' }>['liability'];
    yield [
      { kind: 'member', member: 0, memberId },
      { kind: 'transaction', member: 0, place: 'transactions[0]', transaction },
      { kind: 'liability', member: 0, place: 'liabilities[0]', liability },
    ];
  }
  await importBankFile(use, { fileName: 'mara-november.json', records: records() });
  const shown = (await memberView(use, memberId))?.run?.recommendations[0]?.value;
  const said = { recommendationId: shown?.id ?? '', kind: 'saved', speakerMemberId: memberId } as const;
  await giveFeedback(use, { ...said, actor: own });
  await changeConsent(use, { memberId, action: 'revoke', actor: own, reason: 'moving to another bank' });
  await changeConsent(use, { memberId, action: 'grant', actor: own, reason: 'came back' });
  const sessions = new PostgresSessionStore(database.db);
  const [token, createdAt] = [randomUUID(), new Date('2026-11-21T07:08:09.010Z')];
  const times = { createdAt, expiresAt: new Date('2026-11-23T07:08:09.010Z') };
  await sessions.addLink({ role: 'member', memberId, name: own.name, token, ...times });
  const session = { sessionId: randomUUID(), expiresAt: times.expiresAt };
  await sessions.redeemLink({ token, at: createdAt }, session);
  await sessions.revoke(session.sessionId, new Date('2026-11-21T09:00:00Z'));
}

/** Digests of secrets, the database's own numbers, and what is the same for everybody. */
const notToldColumns = new Set([
  ...['token_sha256', 'session_sha256', 'entry_number', 'feedback_number', 'change_number', 'import_number'],
  ...['basis', 'signal_window', 'role', 'is_sample', 'is_current'],
]);

type Row = Readonly<Record<string, unknown>>;

/** Every row of every table that belongs to the member. */
async function heldRows(memberId: string): Promise<readonly (readonly [table: string, row: Row])[]> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'member_id'`.execute(database.db);
  const rows = await Promise.all(
    tables.rows.map(async ({ name }) => {
      const found = await sql<{ row: Row }>`
        select to_jsonb(t) as row from ${sql.table(name)} t where member_id = ${memberId}`.execute(
        database.db,
      );
      expect(found.rows.length, `the test has a row in ${name}`).toBeGreaterThan(0);
      return found.rows.map(({ row }) => [name, row] as const);
    }),
  );
  return rows.flat();
}

/** Strings and numbers in a value, however deep; times in one form, texts that are JSON looked into. */
function leaves(value: unknown): readonly string[] {
  if (value === null || typeof value === 'boolean' || value === undefined) return [];
  if (typeof value === 'object') return Object.values(value).flatMap(leaves);
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return [new Date(text).toISOString()];
  if (text.startsWith('{"nonce"')) return leaves(JSON.parse(text).value);
  return [text];
}

test('an export tells every value of every row that is held about the member', async () => {
  await memberWithEverything('mara');
  await consentingMember(use, { memberId: 'somebody-else' });
  const held = await heldRows('mara');
  const exported = JSON.parse(JSON.stringify(await exportMember(use, { memberId: 'mara', actor: own })));
  const told = new Set(leaves(exported));
  const untold = held.flatMap(([table, row]) =>
    Object.entries(row)
      .filter(([column]) => !notToldColumns.has(column))
      .flatMap(([column, value]) => leaves(value).map((leaf) => ({ table, column, leaf })))
      .filter(({ leaf }) => !told.has(leaf)),
  );
  expect(untold).toEqual([]);
  expect(exported).toMatchObject({
    removedTransactionIds: ['t-0'],
    imports: [{ fileName: 'mara.json' }, { fileName: 'mara-november.json' }],
    quarantinedRows: [{ code: 'BAD_DATE', message: '=no such day' }],
    sessions: [{ revokedAt: '2026-11-21T09:00:00.000Z' }],
  });
  expect(JSON.stringify(exported)).not.toContain('somebody-else');
});
