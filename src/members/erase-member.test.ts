import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import {
  consentingMember,
  importCard,
  type MemberUseCases,
  memberUseCases,
} from '../../test/factories/member-stores.ts';
import { verifyChain } from '../audit/verify-chain.ts';
import type { BankRecord } from '../ingest/bank-record.ts';
import { PostgresSessionStore } from '../storage/postgres-session-store.ts';
import { eraseMember } from './erase-member.ts';
import { exportMember } from './export-member.ts';
import { giveFeedback } from './give-feedback.ts';
import { memberTrace } from './member-trace.ts';
import { memberView } from './member-view.ts';
import { refreshMember } from './refresh-member.ts';
import { seedSamples } from './seed-samples.ts';

let database: TestDatabase;
let use: MemberUseCases;
beforeAll(async () => {
  database = await testDatabase();
  use = memberUseCases(database.db);
});
afterAll(() => database.close());

const olga = { role: 'operator', name: 'Olga' } as const;

async function signedIn(memberId: string): Promise<{ sessionId: string; sessions: PostgresSessionStore }> {
  const sessions = new PostgresSessionStore(database.db);
  const [token, sessionId] = [randomUUID(), randomUUID()];
  const createdAt = use.clock.now();
  const expiresAt = new Date(createdAt.getTime() + 3_600_000);
  await sessions.addLink({ role: 'member', memberId, name: memberId, token, createdAt, expiresAt });
  await sessions.redeemLink({ token, at: createdAt }, { sessionId, expiresAt });
  await sessions.addLink({
    role: 'member',
    memberId,
    name: memberId,
    token: randomUUID(),
    createdAt,
    expiresAt,
  });
  return { sessionId, sessions };
}

/** Every column of every table as text: what a thief of the database could search. */
async function everythingStored(): Promise<string> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(
    database.db,
  );
  const texts = await Promise.all(
    tables.rows.map(async ({ name }) => {
      const rows = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(
        database.db,
      );
      return rows.rows.map(({ row }) => row).join('\n');
    }),
  );
  return texts.join('\n');
}

test('erasure leaves nothing of the member anywhere, everything of others, and an unbroken chain', async () => {
  await consentingMember(use, { memberId: 'quinby-7' });
  await consentingMember(use, { memberId: 'other-1' });
  const { sessionId, sessions } = await signedIn('quinby-7');
  const shown = (await memberView(use, 'quinby-7'))?.run?.recommendations[0]?.value;
  await giveFeedback(use, {
    recommendationId: shown?.id ?? '',
    kind: 'helpful',
    actor: { role: 'member', name: 'quinby-7' },
    speakerMemberId: 'quinby-7',
  });
  expect((await everythingStored()).includes('quinby-7')).toBe(true);
  const before = await memberView(use, 'other-1');

  const order = { memberId: 'quinby-7', actor: olga, reason: 'asked in writing' };
  const outcome = await eraseMember(use, order);
  expect(outcome).toMatchObject({
    kind: 'erased',
    removedRows: { members: 1, accounts: 1, member_runs: 2, feedback: 1, sessions: 1, sign_in_links: 2 },
  });
  expect((await everythingStored()).includes('quinby-7')).toBe(false);
  expect(await sessions.find(sessionId, use.clock.now())).toBeNull();
  expect(await memberView(use, 'other-1')).toEqual(before);
  const chain = await use.audit.snapshot((read) => verifyChain(read));
  expect(chain).toMatchObject({ kind: 'intact' });
});

test('after erasure the log still answers that it was done, by whom, when and why', async () => {
  await consentingMember(use, { memberId: 'rhea' });
  await eraseMember(use, { memberId: 'rhea', actor: olga, reason: 'account closed' });
  const trace = await memberTrace(use, 'rhea');
  expect(trace).toMatchObject({ isErased: true, personaHistory: [] });
  expect(trace?.decisions.map(({ action, detail }) => [action, detail])).toEqual([
    ['consent_granted', null],
    ['member_analysed', null],
    ['member_erased', null],
  ]);
  expect(trace?.decisions.at(-1)).toMatchObject({
    actor: olga,
    reason: 'account closed',
    at: '2026-11-22T12:00:00.000Z',
  });
  expect(await use.erasure.wasErased('rhea')).toBe(true);
  expect(await use.erasure.wasErased('nobody')).toBe(false);
});

test('an erasure needs a reason, and one that names nobody: it outlives the member', async () => {
  await consentingMember(use, { memberId: 'sol-1' });
  const erase = (reason: string) => eraseMember(use, { memberId: 'sol-1', actor: olga, reason });
  expect(await erase('  ')).toEqual({ kind: 'reason_missing' });
  expect(await erase('SOL-1 asked for it')).toEqual({ kind: 'reason_names_member' });
  expect(await use.directory.find('sol-1')).not.toBeNull();
  expect(await erase('form xsol-17, page 2')).toMatchObject({ kind: 'erased' });
  expect(await eraseMember(use, { memberId: 'nobody', actor: olga, reason: 'asked' })).toEqual({
    kind: 'unknown_member',
  });
});

test('an erasure amid runs that are being saved wins, whoever came first', async () => {
  await consentingMember(use, { memberId: 'tess' });
  const runs = [1, 2, 3].map(() => refreshMember(use, 'tess', 'new_day'));
  const erased = eraseMember(use, { memberId: 'tess', actor: olga, reason: 'asked in writing' });
  const late = [1, 2, 3].map(() => refreshMember(use, 'tess', 'new_day'));
  await Promise.all([...runs, erased, ...late]);
  expect((await everythingStored()).includes('tess')).toBe(false);
});

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await sql<{ count: number }>`
      select count(*) as count from pg_locks join pg_database on database = pg_database.oid
      where not granted and datname = current_database()`.execute(database.db);
    const blocked = await sql<{ count: number }>`
      select count(*) as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db);
    if ((waiting.rows[0]?.count ?? 0) + (blocked.rows[0]?.count ?? 0) > 0) return;
  }
}

test('an import that waits for an erasure brings its member anew, without consent, and the list says so', async () => {
  await importCard(use, { memberId: 'yara', balanceCents: 1 });
  let imported: Promise<unknown> = Promise.resolve();
  await database.db.transaction().execute(async (tx) => {
    await sql`select from members where member_id = 'yara' for update`.execute(tx);
    imported = importCard(use, { memberId: 'yara', balanceCents: 1 });
    await untilSomebodyWaits();
    await sql`delete from accounts where member_id = 'yara'`.execute(tx);
    await sql`delete from members where member_id = 'yara'`.execute(tx);
  });
  await imported;
  expect((await memberView(use, 'yara'))?.consent.status).toBe('none');

  await eraseMember(use, { memberId: 'yara', actor: olga, reason: 'asked in writing' });
  const receipt = await importCard(use, { memberId: 'yara', balanceCents: 1 });
  expect(receipt).toMatchObject({ memberIds: ['yara'], returnedMemberIds: ['yara'] });
  expect((await use.directory.find('yara'))?.erasedAt).toEqual(use.clock.now());
  expect(await importCard(use, { memberId: 'yara', balanceCents: 1 })).toMatchObject({
    returnedMemberIds: [],
  });
});

test('only the announced member’s rows can go: an erasure that reaches further is refused', async () => {
  await consentingMember(use, { memberId: 'uma' });
  const tooMuch = database.db.transaction().execute(async (tx) => {
    await sql`select set_config('spendsense.erased_member', 'uma', true)`.execute(tx);
    await sql`delete from consent_entries`.execute(tx);
  });
  await expect(tooMuch).rejects.toThrow('only grows');
});

test('an export holds bank data, consent, persona history, feedback and every decision, and is on the record', async () => {
  await consentingMember(use, { memberId: 'vera' });
  const actor = { role: 'operator', name: 'Olga' } as const;
  const exported = await exportMember(use, { memberId: 'vera', actor });
  expect(exported).toMatchObject({
    member: { memberId: 'vera' },
    bank: { accounts: [{ accountId: 'vera-card', balanceCents: 340_000 }] },
    consentHistory: [{ action: 'grant', scope: ['analysis'] }],
    personaHistory: [{ persona: 'high_utilization', from: '2026-11-22' }],
  });
  expect(exported?.decisions.map(({ action }) => action)).toEqual([
    'bank_file_imported',
    'consent_granted',
    'member_analysed',
    'member_data_exported',
  ]);
  expect(await exportMember(use, { memberId: 'nobody', actor })).toBeNull();
});

test('a sample member who was erased stays away at the next start, others come in', async () => {
  await consentingMember(use, { memberId: 'wim' });
  await eraseMember(use, { memberId: 'wim', actor: olga, reason: 'asked in writing' });
  const sample = (memberId: string) => {
    async function* records(): AsyncGenerator<readonly BankRecord[]> {
      yield [{ kind: 'member', member: 0, memberId }];
    }
    const file = { fileName: `${memberId}.json`, records: records() };
    return { memberId, displayName: 'Sample', story: 'Made up.', file };
  };
  await seedSamples(use, [sample('wim'), sample('xena')]);
  expect(await use.directory.find('wim')).toBeNull();
  expect(await use.directory.find('xena')).toMatchObject({ isSample: true });
});
