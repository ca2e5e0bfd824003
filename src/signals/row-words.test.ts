import { expect, test } from 'vitest';
import type { Transaction } from '../ingest/bank-record.ts';
import { RowWords } from './row-words.ts';
import { transactionKind } from './transaction-kind.ts';

const row = (more: Partial<Transaction>): Transaction => ({
  transactionId: 't1',
  accountId: 'a1',
  date: '2026-06-01',
  authorizedDate: null,
  amountCents: 1_000,
  currency: 'USD',
  merchantName: null,
  description: 'Rent',
  category: null,
  paymentChannel: null,
  isPending: false,
  pendingTransactionId: null,
  ...more,
});

test('what a row is never depends on the rows read before it', () => {
  const rows = [
    row({}),
    row({ merchantName: 'Rent' }),
    row({ merchantName: '' }),
    row({ amountCents: -1_000 }),
    row({ amountCents: 0 }),
    row({ category: { primary: 'BANK_FEES', detailed: null } }),
    row({ category: { primary: 'BANK_FEES', detailed: 'BANK_FEES_INTEREST_CHARGE' } }),
    row({ merchantName: 'Payroll', amountCents: -1_000 }),
  ];
  for (const order of [rows, rows.toReversed(), [...rows, ...rows]]) {
    const words = new RowWords();
    for (const one of order) {
      for (const account of ['checking', 'card'] as const) {
        expect(words.read(one, account).kind).toBe(transactionKind(one, account));
      }
    }
  }
});
