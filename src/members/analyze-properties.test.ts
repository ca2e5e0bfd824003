import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aTransaction } from '../../test/factories/bank-rows.ts';
import { collect, jsonSource } from '../../test/factories/bank-source.ts';
import { synthesizeMember } from '../ingest/synthetic/synthesize-member.ts';
import { analyzeMember, type MemberAnalysis } from './analyze-member.ts';

const asOf = '2026-06-30';
const options = { asOf, locale: 'en' } as const;

const documents = Array.from(
  { length: 24 },
  (_, index) => synthesizeMember({ seed: 'properties', index, asOf }).document,
);
const banks = await Promise.all(
  documents.map(async (document) => {
    const [bank] = (await collect(jsonSource('member.json', document))).members;
    if (!bank) throw new Error('each document holds a member');
    return bank;
  }),
);
const anyBank = fc.constantFrom(...banks);

const criterion = (analysis: MemberAnalysis, code: string) =>
  analysis.personas['180d'].criteria.find((one) => one.code === code);

describe('a transaction that a rule can’t touch changes nothing of it', () => {
  test('a purchase from checking leaves every card criterion as it was', () => {
    fc.assert(
      fc.property(
        anyBank,
        fc.integer({ min: 100, max: 400_000 }),
        fc.integer({ min: 1, max: 28 }),
        (bank, amountCents, day) => {
          const account = bank.accounts.find(({ subtype }) => subtype === 'checking');
          const extra = aTransaction({
            accountId: account?.accountId ?? '',
            amountCents,
            date: `2026-04-${String(day).padStart(2, '0')}`,
            merchantName: 'Once Only Antiques',
          });
          const before = analyzeMember(bank, options);
          const after = analyzeMember({ ...bank, transactions: [...bank.transactions, extra] }, options);
          for (const code of [
            'max_utilization',
            'interest_charged',
            'minimum_payment_only',
            'overdue',
            'recurring_count',
            'median_pay_gap_days',
            'savings_growth',
            'monthly_savings_inflow_cents',
            'every_card_below_30',
          ]) {
            expect(criterion(after, code)).toEqual(criterion(before, code));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('pending rows, other currencies and business accounts change no criterion at all', () => {
    fc.assert(
      fc.property(
        anyBank,
        fc.constantFrom('pending', 'currency', 'business'),
        fc.integer({ min: -900_000, max: 900_000 }),
        (bank, how, amountCents) => {
          const accountId = how === 'business' ? 'of-the-firm' : (bank.accounts[0]?.accountId ?? '');
          const extra = aTransaction({
            accountId,
            amountCents,
            date: '2026-06-10',
            isPending: how === 'pending',
            currency: how === 'currency' ? 'EUR' : 'USD',
            description: 'Cinebox',
          });
          const [first] = bank.accounts;
          if (!first) throw new Error('every bank has an account');
          const accounts = [
            ...bank.accounts,
            { ...first, accountId: 'of-the-firm', holderCategory: 'business' as const },
          ];
          const after = analyzeMember(
            { ...bank, accounts, transactions: [...bank.transactions, extra] },
            options,
          );
          expect(after.personas).toEqual(analyzeMember(bank, options).personas);
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('row order never matters, and the same input gives the same bytes', () => {
  fc.assert(
    fc.property(anyBank, fc.integer(), (bank, seed) => {
      const shuffled = <Row>(rows: readonly Row[]): Row[] => {
        const order = rows.map((row, at) => ({ row, key: Math.sin(seed + at * 12.9898) }));
        return order.sort((a, b) => a.key - b.key).map(({ row }) => row);
      };
      const mixed = {
        ...bank,
        accounts: shuffled(bank.accounts),
        transactions: shuffled(bank.transactions),
        liabilities: shuffled(bank.liabilities),
      };
      const bytes = JSON.stringify(analyzeMember(bank, options));
      expect(JSON.stringify(analyzeMember(mixed, options))).toBe(bytes);
      expect(JSON.stringify(analyzeMember(bank, options))).toBe(bytes);
    }),
    { numRuns: 30 },
  );
});

test('every change of the data changes its digest', () => {
  const [bank] = banks;
  const [first, ...rest] = bank?.transactions ?? [];
  if (!bank || !first) throw new Error('there is a transaction');
  const digest = analyzeMember(bank, options).inputDigest;
  for (const change of [
    { amountCents: 1 },
    { date: '2026-01-01' },
    { description: 'x' },
    { merchantName: 'x' },
    { isPending: true },
    { category: null, currency: 'EUR' },
  ]) {
    const changed = { ...bank, transactions: [{ ...first, ...change }, ...rest] };
    expect(analyzeMember(changed, options).inputDigest, JSON.stringify(change)).not.toBe(digest);
  }
});
