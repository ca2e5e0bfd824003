import { expect, test } from 'vitest';
import { z } from 'zod';
import { readBySchema, readOrdinaryTransaction, readPlaidTransaction } from './plaid-transaction.ts';
import { synthesizeMember } from './synthetic/synthesize-member.ts';

const full = {
  transaction_id: 't1',
  account_id: 'a1',
  date: '2026-06-01',
  authorized_date: '2026-05-31',
  amount: 12.345,
  iso_currency_code: 'USD',
  unofficial_currency_code: null,
  merchant_name: 'Shop',
  name: 'SHOP 123',
  original_description: 'POS SHOP',
  personal_finance_category: { primary: 'FOOD_AND_DRINK', detailed: 'FOOD_AND_DRINK_COFFEE' },
  payment_channel: 'in store',
  pending: false,
  pending_transaction_id: null,
};

const odd: readonly unknown[] = [
  undefined,
  null,
  '',
  'x',
  '2026-02-30',
  '2026-06-01T00:00',
  0,
  -0,
  -0.001,
  7,
  1e15,
  1e300,
  Number.NaN,
  true,
  [],
  ['2026-06-01'],
  {},
  { primary: '' },
  { primary: 'A' },
  { primary: 'A', detailed: null },
  { primary: 'A', detailed: 3 },
  { primary: 3, detailed: 'B' },
];

test('the short way and the schema read every row alike', () => {
  const rows: unknown[] = [full, {}, ...odd];
  for (const key of Object.keys(full)) {
    for (const value of odd) rows.push({ ...full, [key]: value });
    const { [key as keyof typeof full]: _, ...without } = full;
    rows.push(without);
  }
  let ordinaryCount = 0;
  for (const row of rows) {
    const ordinary = readOrdinaryTransaction(row);
    expect(readPlaidTransaction(row), JSON.stringify(row)).toEqual(readBySchema(row));
    if (ordinary !== null) ordinaryCount += 1;
  }
  expect(ordinaryCount).toBeGreaterThan(50);
  expect(ordinaryCount).toBeLessThan(rows.length);
});

test('what banks usually send goes the short way', () => {
  const { document } = synthesizeMember({ seed: 'ordinary', index: 0, asOf: '2026-06-30' });
  const { transactions } = z.object({ transactions: z.array(z.unknown()) }).parse(document);
  for (const row of transactions) {
    expect({ row: readOrdinaryTransaction(row) }).toEqual(readBySchema(row));
  }
});
