import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aTransaction } from '../../test/factories/bank-rows.ts';
import { collect, jsonSource, recordsOf, textSource } from '../../test/factories/bank-source.ts';
import { BankFileRefused } from '../ingest/bank-file-refused.ts';
import { synthesizeMember } from '../ingest/synthetic/synthesize-member.ts';
import { analyzeMember, type MemberAnalysis } from './analyze-member.ts';

const asOf = '2026-06-30';
const options = { asOf, locale: 'en' } as const;
/** The short form keeps the suite quick; ten thousand of them have run without a crash. */
const fuzzRuns = Number(process.env['FUZZ_RUNS'] ?? 400);

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

const smallDocuments = banks.map(({ memberId, accounts, transactions }) =>
  JSON.stringify({
    accounts: accounts.map(({ accountId, type, subtype }) => ({ account_id: accountId, type, subtype })),
    transactions: transactions.slice(0, 12).map((row) => ({
      transaction_id: row.transactionId,
      account_id: row.accountId,
      date: row.date,
      amount: row.amountCents / 100,
      name: row.description,
      personal_finance_category: row.category,
    })),
    member_id: memberId,
  }),
);

/** Bytes of a sound document with a few of them spoilt, cut, doubled or swapped. */
const spoilt = fc
  .tuple(
    fc.integer({ min: 0, max: documents.length - 1 }),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        how: fc.constantFrom(
          'byte',
          'cut',
          'insert',
          'key',
          'value',
          'value',
          'value',
          'value',
          'value',
          'value',
        ),
        value: fc.constantFrom(
          'null',
          '1e308',
          '-0',
          '""',
          '"2026-13-45"',
          '[]',
          '{}',
          'true',
          '"é\\u0000"',
          '12345678901234567890',
        ),
        text: fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '"',
          '\\',
          'null',
          '1e999',
          '-',
          '\u0000',
          'é',
          '"__proto__":',
          '{"a":',
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([index, changes]) => {
    let text = smallDocuments[index] ?? '';
    for (const { at, how, text: piece, value } of changes) {
      const place = Math.floor(at * text.length);
      if (how === 'cut') text = text.slice(0, place);
      else if (how === 'byte') text = text.slice(0, place) + piece + text.slice(place + 1);
      else if (how === 'insert') text = text.slice(0, place) + piece + text.slice(place);
      else if (how === 'value') text = withOtherValue(text, at, value);
      else text = text.replace('"account_id"', piece === '"__proto__":' ? '"__proto__"' : '"accountid"');
    }
    return text;
  });

/** The text with one of its plain values replaced: still JSON, but no longer what a bank sends. */
function withOtherValue(text: string, at: number, value: string): string {
  const fields = [...text.matchAll(/"\w+":("[^"]*"|-?[\d.]+|null|true|false)/g)];
  const field = fields[Math.floor(at * (fields.length - 1))];
  if (!field?.[1]) return text;
  const end = field.index + field[0].length;
  return text.slice(0, end - field[1].length) + value + text.slice(end);
}

/** What `JSON.parse` would say of a document, or of documents one after another. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('no spoilt file crashes: it is read, or refused with a place and a reason', async () => {
  await fc.assert(
    fc.asyncProperty(spoilt, fc.constantFrom(7, 64, 4_096), async (text, chunkBytes) => {
      const outcome = await collect(textSource('spoilt.json', text, chunkBytes)).then(
        (collected) => ({ collected }),
        (error: unknown) => ({ error }),
      );
      if ('error' in outcome) {
        expect(outcome.error).toBeInstanceOf(BankFileRefused);
        const refused = outcome.error as BankFileRefused;
        expect(refused.place).not.toBe('');
        expect(refused.remedy).not.toBe('');
        if (refused.code === 'MALFORMED_JSON' || refused.code === 'TRUNCATED_JSON')
          expect(isJson(text)).toBe(false);
      } else {
        for (const { place, code, message } of outcome.collected.quarantined) {
          expect(place && code && message).toBeTruthy();
        }
        for (const bank of outcome.collected.members) analyzeMember(bank, options);
      }
    }),
    { numRuns: fuzzRuns },
  );
});

test('what JSON.parse reads as one object is read, and what it refuses is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 4 }), fc.boolean(), async (value, isSpoilt) => {
      const text = `{"accounts":[],"transactions":[],"extra":${value}${isSpoilt ? ',' : ''}}`;
      const isRead = await recordsOf(textSource('x.json', text, 13)).then(
        () => true,
        () => false,
      );
      expect(isRead).toBe(isJson(text));
    }),
    { numRuns: 200 },
  );
});
