import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Approved } from '../../src/guardrails/approved.ts';
import { ConsentGrant } from '../../src/guardrails/consent-grant.ts';
import type { Account } from '../../src/ingest/bank-record.ts';
import type { BankStore } from '../../src/members/bank-store-port.ts';
import type { ConsentEntry, ConsentLedger } from '../../src/members/consent-ledger-port.ts';
import type { MemberDirectory } from '../../src/members/member-directory-port.ts';
import type { MemberRun, ProfileStore } from '../../src/members/profile-store-port.ts';
import type { Assignment } from '../../src/personas/assignment.ts';
import type { Recommendation } from '../../src/recommendations/recommendation.ts';
import type { Signals } from '../../src/signals/signals.ts';
import { streamed } from './bank-store.contract.ts';

/** The stores around one member: they promise things together, so they are tested together. */
export type MemberStores = {
  readonly bank: BankStore;
  readonly directory: MemberDirectory;
  readonly consents: ConsentLedger;
  readonly profiles: ProfileStore;
};

const signals: Signals = {
  subscriptions: null,
  savings: null,
  credit: { cards: [], maxUtilizationRatio: 0.68 },
  income: null,
  evidence: { maxUtilizationRatio: { transactionIds: [], accountIds: ['acc-card'] } },
};
const assignment: Assignment = {
  primary: 'high_utilization',
  matches: ['high_utilization'],
  criteria: [
    { persona: 'high_utilization', code: 'UTILIZATION', value: 0.68, threshold: 0.5, met: true },
    { persona: 'savings_builder', code: 'GROWTH', value: null, threshold: 0.02, met: null },
  ],
};
const cardAccount: Account = {
  accountId: 'acc-card',
  type: 'credit',
  subtype: 'credit card',
  holderCategory: 'personal',
  name: 'Visa',
  officialName: null,
  mask: '0002',
  currency: 'USD',
  balanceCents: 340_000,
  availableCents: null,
  limitCents: 500_000,
};
const recommendation: Recommendation = {
  id: 'rec-1',
  kind: 'education',
  topic: 'credit_utilization',
  title: 'What your card’s balance says',
  summary: 'How the share of a limit in use matters.',
  rationale: 'Because your card ending in 0002 uses 68 % of its limit.',
  evidence: [
    {
      name: 'utilizationRatio',
      label: 'utilization',
      value: 0.68,
      unit: 'ratio',
      transactionIds: [],
      accountIds: ['acc-card'],
    },
  ],
  disclosure: 'Education, not advice.',
};

const runOf = (memberId: string, basis: MemberRun['basis'] = null): MemberRun => ({
  runId: randomUUID(),
  memberId,
  basis,
  asOf: '2026-11-22',
  ranAt: new Date('2026-11-22T10:00:00.000Z'),
  inputDigest: createHash('sha256').update(memberId).digest('hex'),
  windows: { '30d': signals, '180d': signals },
  personas: { '30d': assignment, '180d': assignment },
  recommendations: [Approved.mint(recommendation), Approved.mint({ ...recommendation, id: 'rec-2' })],
  translations: { es: [Approved.mint({ ...recommendation, title: 'Lo que dice el saldo' })] },
});

/** The trace's content is nobody's business here: the stores keep it as it is. */
const decided: Parameters<ProfileStore['saveRun']>[1] = {
  ruleVersion: 'rules-1',
  trace: {
    runId: 'run-1',
    memberId: 'ana',
    asOf: '2026-11-22',
    ranAt: '2026-11-22T10:00:00.000Z',
    cause: 'import',
    consentSince: '2026-11-20T08:00:00.000Z',
    imports: [{ importId: 'import-1', accounts: 1, transactions: 2, liabilities: 0 }],
    currency: 'USD',
    otherCurrencies: [],
    inputDigest: '0'.repeat(64),
    ruleVersions: { signals: 's', personas: 'p', recommendations: 'r', wording: 'w', guardrails: 'g' },
    signals: { '30d': signals, '180d': signals },
    personas: { '30d': assignment, '180d': assignment },
    personaBefore: null,
    feedback: [],
    candidates: [{ kind: 'offer', topic: 'certificate', outcome: 'dropped', code: 'CANDIDATE_DISMISSED' }],
    recommendations: [recommendation],
    refusedTranslations: [],
    translations: {},
  },
};

const entryOf = (memberId: string, action: 'grant' | 'revoke'): ConsentEntry => ({
  memberId,
  action,
  actor: { role: 'operator', name: 'Ada' },
  reason: `asked to ${action} by phone`,
  scope: ['analysis'],
  at: new Date(action === 'grant' ? '2026-11-20T08:00:00.000Z' : '2026-11-21T08:00:00.000Z'),
});

/** What the stores around a member promise. Suites share them and use members of their own. */
export function memberStoresContract(adapter: string, open: () => Promise<MemberStores>): void {
  const newMember = async ({ bank }: MemberStores): Promise<string> => {
    const memberId = randomUUID();
    await bank.importRecords(
      { importId: randomUUID(), fileName: 'member.json', importedAt: new Date() },
      streamed([{ kind: 'member', member: 0, memberId }]),
    );
    return memberId;
  };
  /** Saves a run that was made from what holds now. */
  const save = async ({ profiles }: MemberStores, run: MemberRun) =>
    profiles.saveRun({ ...run, basis: await profiles.basis(run.memberId) }, decided);
  const shown = async ({ profiles }: MemberStores, memberId: string) => {
    const run = await profiles.currentRun(memberId);
    return run === null ? null : run.recommendations.map(({ value }) => value.id);
  };

  describe(`members' stores on ${adapter}`, () => {
    test('a member without a word has no consent; an unknown one can’t give any', async () => {
      const { consents, ...stores } = await open();
      const memberId = await newMember({ consents, ...stores });
      expect(await consents.status(memberId)).toEqual({ status: 'none', since: null });
      expect(await consents.record(entryOf('nobody', 'grant'))).toBe('unknown_member');
      expect(await consents.history('nobody')).toEqual([]);
    });

    test('the latest word is in force, the history keeps every one, repeating it changes nothing', async () => {
      const stores = await open();
      const memberId = await newMember(stores);
      const [grant, revoke] = [entryOf(memberId, 'grant'), entryOf(memberId, 'revoke')];
      expect(await stores.consents.record(grant)).toBe('recorded');
      expect(await stores.consents.record({ ...grant, reason: 'again' })).toBe('unchanged');
      expect(await stores.consents.status(memberId)).toEqual({ status: 'granted', since: grant.at });
      expect(await stores.consents.record(revoke)).toBe('recorded');
      expect(await stores.consents.status(memberId)).toEqual({ status: 'revoked', since: revoke.at });
      expect(await stores.consents.history(memberId)).toEqual([grant, revoke]);
    });

    test('the same word given ten times at once is recorded once', async () => {
      const stores = await open();
      const memberId = await newMember(stores);
      const grant = entryOf(memberId, 'grant');
      const answers = await Promise.all(Array.from({ length: 10 }, () => stores.consents.record(grant)));
      expect(answers.filter((answer) => answer === 'recorded')).toHaveLength(1);
      expect(await stores.consents.history(memberId)).toHaveLength(1);
    });

    test('without consent nothing is kept', async () => {
      const stores = await open();
      const memberId = await newMember(stores);
      expect(await save(stores, runOf(memberId))).toBe('consent_not_in_force');
      expect(await save(stores, runOf('nobody'))).toBe('consent_not_in_force');
      expect(await stores.profiles.currentRun(memberId)).toBeNull();
    });

    test('a run comes back as it was saved, and the next one takes its place', async () => {
      const stores = await open();
      const memberId = await newMember(stores);
      await stores.consents.record(entryOf(memberId, 'grant'));
      const first = runOf(memberId, await stores.profiles.basis(memberId));
      expect(await stores.profiles.saveRun(first, decided)).toBe('saved');
      const found = await stores.profiles.currentRun(memberId);
      expect({ ...found, recommendations: null }).toEqual({ ...first, recommendations: null });
      expect(found?.recommendations.map(({ value }) => value)).toEqual(
        first.recommendations.map(({ value }) => value),
      );
      expect(found?.recommendations[0]).toBeInstanceOf(Approved);
      const second = { ...runOf(memberId), recommendations: [] };
      await save(stores, second);
      expect((await stores.profiles.currentRun(memberId))?.runId).toBe(second.runId);
    });

    test('a run is not kept where the member’s data or word is another than when it began', async () => {
      const stores = await open();
      const memberId = await newMember(stores);
      await stores.consents.record(entryOf(memberId, 'grant'));
      const slow = runOf(memberId, await stores.profiles.basis(memberId));
      await stores.bank.importRecords(
        { importId: randomUUID(), fileName: 'more.json', importedAt: new Date() },
        streamed([{ kind: 'member', member: 0, memberId }]),
      );
      expect(await stores.profiles.saveRun(slow, decided)).toBe('outdated');
      const alsoSlow = runOf(memberId, await stores.profiles.basis(memberId));
      await stores.consents.record(entryOf(memberId, 'revoke'));
      await stores.consents.record(entryOf(memberId, 'grant'));
      expect(await stores.profiles.saveRun(alsoSlow, decided)).toBe('outdated');
      expect(await shown(stores, memberId)).toBeNull();
      expect(await save(stores, runOf(memberId))).toBe('saved');
    });

    test('a member’s data is read only while their consent is in force, and says which imports it came with', async () => {
      const stores = await open();
      const memberId = await newMember(stores);
      const importId = randomUUID();
      const account = { ...cardAccount, accountId: `${memberId}-card` };
      await stores.bank.importRecords(
        { importId, fileName: 'card.json', importedAt: new Date() },
        streamed([
          { kind: 'account', member: 0, account },
          { kind: 'member', member: 0, memberId },
        ]),
      );
      const grant = ConsentGrant.mint(memberId, new Date());
      expect(await stores.bank.memberBank(grant)).toBeNull();
      await stores.consents.record(entryOf(memberId, 'grant'));
      expect(await stores.bank.memberBank(grant)).toMatchObject({
        bank: { accounts: [account] },
        imports: [{ importId, accounts: 1, transactions: 0, liabilities: 0 }],
      });
      await stores.consents.record(entryOf(memberId, 'revoke'));
      expect(await stores.bank.memberBank(grant)).toBeNull();
    });

    test('the personas of each window have a history of their own, one entry a change', async () => {
      const stores = await open();
      const memberId = await newMember(stores);
      await stores.consents.record(entryOf(memberId, 'grant'));
      const general: Assignment = { primary: 'general', matches: [], criteria: [] };
      await save(stores, runOf(memberId));
      await save(stores, {
        ...runOf(memberId),
        asOf: '2026-11-23',
        personas: { '30d': general, '180d': assignment },
      });
      await save(stores, {
        ...runOf(memberId),
        asOf: '2026-11-24',
        personas: { '30d': general, '180d': assignment },
      });
      expect(await stores.profiles.personaHistory(memberId)).toEqual({
        '30d': [
          { persona: 'high_utilization', from: '2026-11-22' },
          { persona: 'general', from: '2026-11-23' },
        ],
        '180d': [{ persona: 'high_utilization', from: '2026-11-22' }],
      });
    });

    test('a revoked consent hides every recommendation, and granting again doesn’t bring them back', async () => {
      const stores = await open();
      const memberId = await newMember(stores);
      await stores.consents.record(entryOf(memberId, 'grant'));
      await save(stores, runOf(memberId));
      expect(await shown(stores, memberId)).toEqual(['rec-1', 'rec-2']);
      await stores.consents.record(entryOf(memberId, 'revoke'));
      expect(await shown(stores, memberId)).toBeNull();
      expect(await save(stores, runOf(memberId))).toBe('consent_not_in_force');
      await stores.consents.record({ ...entryOf(memberId, 'grant'), at: new Date('2026-11-22T08:00:00Z') });
      expect(await shown(stores, memberId)).toBeNull();
    });

    test('a consent revoked while runs are being saved leaves nothing to see, whoever came first', async () => {
      const stores = await open();
      for (let round = 0; round < 15; round += 1) {
        const memberId = await newMember(stores);
        await stores.consents.record(entryOf(memberId, 'grant'));
        const saves = [1, 2, 3].map(() => save(stores, runOf(memberId)));
        const revoked = stores.consents.record(entryOf(memberId, 'revoke'));
        const late = [1, 2, 3].map(() => save(stores, runOf(memberId)));
        await Promise.all([...saves, revoked, ...late]);
        expect(await shown(stores, memberId), `round ${round}`).toBeNull();
      }
    });

    test('the directory finds members, and describes the product’s own samples', async () => {
      const stores = await open();
      const memberId = await newMember(stores);
      const plain = { memberId, displayName: null, story: null, isSample: false, erasedAt: null };
      expect(await stores.directory.find(memberId)).toEqual(plain);
      expect(await stores.directory.find('nobody')).toBeNull();
      const sample = { memberId, displayName: 'Maya', story: 'Carries a balance.' };
      await stores.directory.describeSample(sample);
      expect(await stores.directory.find(memberId)).toEqual({ ...plain, ...sample, isSample: true });
      expect(await stores.directory.list()).toContainEqual({ ...plain, ...sample, isSample: true });
    });
  });
}
