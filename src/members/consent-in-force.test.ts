import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import type { BankRecord } from '../ingest/bank-record.ts';
import { PostgresBankStore } from '../storage/postgres-bank-store.ts';
import { PostgresConsentLedger } from '../storage/postgres-consent-ledger.ts';
import { PostgresFeedbackStore } from '../storage/postgres-feedback-store.ts';
import { PostgresMemberDirectory } from '../storage/postgres-member-directory.ts';
import { PostgresProfileStore } from '../storage/postgres-profile-store.ts';
import { changeConsent } from './change-consent.ts';
import { importBankFile } from './import-bank-file.ts';
import { memberView, memberViewToday } from './member-view.ts';
import { refreshMember } from './refresh-member.ts';

let database: TestDatabase;
let now: Date;
let asked: { persona: string; topic: string }[];
let bankReads: number;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  now = new Date('2026-11-22T12:00:00Z');
  asked = [];
  bankReads = 0;
});

/** Counts what it reads: nothing may be read without consent. */
class CountingBankStore extends PostgresBankStore {
  override memberBank(
    consent: Parameters<PostgresBankStore['memberBank']>[0],
  ): ReturnType<PostgresBankStore['memberBank']> {
    bankReads += 1;
    return super.memberBank(consent);
  }
}

function dependencies() {
  const { db } = database;
  return {
    bankStore: new CountingBankStore(db),
    consents: new PostgresConsentLedger(db),
    profiles: new PostgresProfileStore(db),
    directory: new PostgresMemberDirectory(db),
    feedback: new PostgresFeedbackStore(db),
    films: {
      request: async (lessons: readonly { persona: string; topic: string }[]) => {
        asked.push(...lessons);
      },
    },
    clock: { now: () => now },
    ids: { next: () => randomUUID() },
  };
}

/** A member whose only card is at 68 % of its limit. */
async function importMember(memberId: string): Promise<void> {
  const account = {
    accountId: `${memberId}-card`,
    type: 'credit',
    subtype: 'credit card',
    holderCategory: 'personal',
    name: 'Visa',
    officialName: null,
    mask: '4523',
    currency: 'USD',
    balanceCents: 340_000,
    availableCents: null,
    limitCents: 500_000,
  } as const;
  async function* records(): AsyncGenerator<readonly BankRecord[]> {
    yield [
      { kind: 'account', member: 0, account },
      { kind: 'member', member: 0, memberId },
    ];
  }
  await importBankFile(dependencies(), { fileName: `${memberId}.json`, records: records() });
}

const said = (memberId: string, action: 'grant' | 'revoke') =>
  changeConsent(dependencies(), {
    memberId,
    action,
    actor: { role: 'member', name: memberId },
    reason: 'said so on the page',
  });

test('without consent not one row is read, nothing is kept and no film is asked for', async () => {
  await importMember('ana');
  expect(await refreshMember(dependencies(), 'ana', 'new_day')).toEqual({ kind: 'no_consent' });
  const view = await memberViewToday(dependencies(), 'ana');
  expect(view).toMatchObject({ consent: { status: 'none' }, run: null });
  expect({ bankReads, asked }).toEqual({ bankReads: 0, asked: [] });
});

test('a grant leads to recommendations, and asks for the films of the first three', async () => {
  await importMember('ben');
  expect(await said('ben', 'grant')).toMatchObject({ kind: 'recorded', consent: { status: 'granted' } });
  const view = await memberView(dependencies(), 'ben');
  expect(view?.run?.personas['180d'].primary).toBe('high_utilization');
  expect(view?.run?.recommendations[0]?.value.rationale).toContain('$3,400');
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThanOrEqual(3);
  expect(new Set(asked.map(({ persona }) => persona))).toEqual(new Set(['high_utilization']));
});

test('a revoked consent hides everything at once; granting again looks anew', async () => {
  await importMember('cleo');
  await said('cleo', 'grant');
  await said('cleo', 'revoke');
  expect(await memberView(dependencies(), 'cleo')).toMatchObject({
    consent: { status: 'revoked' },
    run: null,
  });
  bankReads = 0;
  expect(await refreshMember(dependencies(), 'cleo', 'new_day')).toEqual({ kind: 'no_consent' });
  await importMember('cleo');
  expect(bankReads).toBe(0);
  await said('cleo', 'grant');
  expect((await memberView(dependencies(), 'cleo'))?.run).not.toBeNull();
});

test('saying the same again changes nothing', async () => {
  await importMember('dora');
  await said('dora', 'grant');
  expect(await said('dora', 'grant')).toMatchObject({ kind: 'unchanged' });
  expect(await dependencies().consents.history('dora')).toHaveLength(1);
});

test('whoever acts for a member states a reason', async () => {
  await importMember('eli');
  const change = {
    memberId: 'eli',
    action: 'grant',
    actor: { role: 'operator', name: 'Olga' },
    reason: ' ',
  } as const;
  expect(await changeConsent(dependencies(), change)).toEqual({ kind: 'reason_missing' });
  expect(await dependencies().consents.history('eli')).toEqual([]);
});

test('what is shown is as of today: the first look of another day looks at the data anew', async () => {
  await importMember('finn');
  await said('finn', 'grant');
  expect((await memberViewToday(dependencies(), 'finn'))?.run?.asOf).toBe('2026-11-22');
  now = new Date('2026-11-24T08:00:00Z');
  expect((await memberViewToday(dependencies(), 'finn'))?.run?.asOf).toBe('2026-11-24');
});

test('nobody of that id is nobody', async () => {
  expect(await said('nobody', 'grant')).toEqual({ kind: 'unknown_member' });
  expect(await memberView(dependencies(), 'nobody')).toBeNull();
});
