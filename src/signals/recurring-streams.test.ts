import { describe, expect, test } from 'vitest';
import { aBank, anAccount, aTransaction, charges } from '../../test/factories/bank-rows.ts';
import type { Transaction } from '../ingest/bank-record.ts';
import { computeSignals } from './compute-signals.ts';

const asOf = '2026-06-30';

function subscriptionsOf(transactions: readonly Transaction[], window: '30d' | '180d' = '180d') {
  const found = computeSignals(aBank({ transactions }), { asOf, window }).subscriptions;
  if (!found) throw new Error('subscriptions are measured');
  return found;
}
const streamsOf = (transactions: readonly Transaction[]) =>
  subscriptionsOf(transactions).streams.map(({ merchant, cadence }) => `${merchant} ${cadence}`);

const months = ['01', '02', '03', '04', '05', '06'];
const monthly = (day: string, dollars: number) =>
  months.map((month) => [`2026-${month}-${day}`, dollars] as const);

describe('is a stream', () => {
  test('a month’s end that is the 28th, 30th or 31st', () => {
    const dates = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30'];
    expect(
      streamsOf(
        charges(
          'Cinebox',
          dates.map((date) => [date, 12.99]),
        ),
      ),
    ).toEqual(['Cinebox monthly']);
  });

  test('a price that changed once', () => {
    const rows = [...monthly('09', 9.99).slice(0, 3), ...monthly('09', 11.99).slice(3)];
    expect(streamsOf(charges('Cinebox', rows))).toEqual(['Cinebox monthly']);
  });

  test('a charge that is missing once, and days that drift by four', () => {
    const dates = ['2026-01-06', '2026-02-10', '2026-04-02', '2026-05-09', '2026-06-06'];
    expect(
      streamsOf(
        charges(
          'Cinebox',
          dates.map((date) => [date, 12]),
        ),
      ),
    ).toEqual(['Cinebox monthly']);
  });

  test('names that a bank writes differently each month', () => {
    const names = [
      'Cinebox',
      'CINEBOX.COM 866-555-0142 CA',
      'POS DEBIT CINEBOX 8812',
      'Cinebox Inc',
      'CINEBOX *PREMIUM',
      'Cinebox',
    ];
    const rows = names.map((description, at) =>
      aTransaction({ date: `2026-0${at + 1}-09`, amountCents: 1_299, description }),
    );
    expect(subscriptionsOf(rows).streams).toMatchObject([
      { cadence: 'monthly', transactionIds: { length: 6 } },
    ]);
  });

  test.each([
    ['Acme Cloud', 'ACMECLOUD.IO', 'ACME CLOUD LLC'],
    ['Planet Fitness', 'PLANET FIT CLUB FEES 800-1112222', 'PLANET FITNESS #0231'],
    ['Disney+', 'Disney Plus', 'DISNEY PLUS 888-9057888 CA'],
    ['HLU*HULU 12345-U HULU.COM/BILL CA', 'Hulu', 'HULU 877-8244858 CA'],
  ])('%s, %s and %s are one merchant where they take the same price', (...names) => {
    const rows = [...names, ...names].map((description, at) =>
      aTransaction({ date: `2026-0${at + 1}-12`, amountCents: 1_499, description }),
    );
    expect(subscriptionsOf(rows).streams).toMatchObject([{ transactionIds: { length: 6 } }]);
  });

  test('two policies at one merchant are two streams', () => {
    const rows = [
      ...charges('Harborlight Insurance', monthly('03', 80)),
      ...charges('Harborlight Insurance', monthly('17', 131)),
    ];
    expect(subscriptionsOf(rows)).toMatchObject({ recurringCount: 2, streams: { length: 2 } });
  });

  test('one subscription among other purchases at the same merchant', () => {
    const others = [
      ['2026-02-11', 43.1],
      ['2026-02-19', 12.5],
      ['2026-04-27', 88],
      ['2026-05-02', 7.3],
    ] as const;
    const rows = [
      ...charges('Everything Store', monthly('14', 14.99)),
      ...charges('Everything Store', others),
    ];
    expect(subscriptionsOf(rows).streams).toMatchObject([
      { medianAmountCents: 1_499, transactionIds: { length: 6 } },
    ]);
  });

  test('a charge booked twice on one day counts once for the cadence, and both rows are evidence', () => {
    const rows = charges('Cinebox', [
      ['2026-04-05', 11],
      ['2026-04-05', 11],
      ['2026-05-05', 11],
      ['2026-06-05', 11],
    ]);
    expect(subscriptionsOf(rows).streams).toMatchObject([
      { cadence: 'monthly', transactionIds: { length: 4 } },
    ]);
  });

  test.each([
    ['weekly', 7, 8],
    ['biweekly', 14, 6],
  ])('%s at a fixed price', (cadence, gap, count) => {
    const rows = Array.from({ length: count }, (_, at) => {
      const date = new Date(Date.UTC(2026, 5, 28 - at * gap)).toISOString().slice(0, 10);
      return [date, 60] as const;
    });
    expect(streamsOf(charges('Mealcrate', rows))).toEqual([`Mealcrate ${cadence}`]);
  });

  test.each([
    ['quarterly', ['2025-12-20', '2026-03-20', '2026-06-20']],
    ['yearly', ['2025-05-11', '2026-05-11']],
  ])('%s is reported and not counted', (cadence, dates) => {
    const found = subscriptionsOf(
      charges(
        'Paperplane Mail',
        dates.map((date) => [date, 99]),
      ),
    );
    expect(found).toMatchObject({ recurringCount: 0, monthlySpendCents: 0, streams: [{ cadence }] });
  });
});

describe('is no stream', () => {
  test.each([
    ['a weekly burger', 'Burger Barn', 'FOOD_AND_DRINK_FAST_FOOD', 'FOOD_AND_DRINK'],
    ['a weekly burger without a category', 'Burger Barn', null, null],
    ['interest', 'Credit Card Interest', null, null],
    ['a card payment', 'Credit card payment', null, null],
    ['a transfer', 'Transfer to savings', null, null],
    ['a utility', 'Lakeside Electric', null, null],
    ['a utility by category', 'Lakeside', 'RENT_AND_UTILITIES_WATER', 'RENT_AND_UTILITIES'],
    ['rent', 'Maple Court Rent', 'RENT_AND_UTILITIES_RENT', 'RENT_AND_UTILITIES'],
    ['a loan payment', 'Student loan payment', null, null],
    ['a fee', 'Monthly maintenance fee', null, null],
  ])('%s, however regular', (_, name, detailed, primary) => {
    const category = primary === null ? null : { primary, detailed };
    const weekly = Array.from({ length: 20 }, (_unused, at) => {
      const date = new Date(Date.UTC(2026, 5, 28 - at * 7)).toISOString().slice(0, 10);
      return [date, 10] as const;
    });
    expect(streamsOf(charges(name, weekly, { category }))).toEqual([]);
    expect(streamsOf(charges(name, monthly('12', 10), { category }))).toEqual([]);
  });

  test('three visits to a shop on odd days', () => {
    expect(
      streamsOf(
        charges('Parkside Goods', [
          ['2026-03-02', 20],
          ['2026-03-29', 20],
          ['2026-05-21', 20],
        ]),
      ),
    ).toEqual([]);
  });

  test('a steady rhythm with different baskets', () => {
    const rows = monthly('10', 0).map(([date], at) => [date, 20 + at * 13] as const);
    expect(streamsOf(charges('Parkside Goods', rows))).toEqual([]);
  });

  test('two charges', () => {
    expect(
      streamsOf(
        charges('Cinebox', [
          ['2026-05-09', 12],
          ['2026-06-09', 12],
        ]),
      ),
    ).toEqual([]);
  });

  test('what is still pending', () => {
    expect(streamsOf(charges('Cinebox', monthly('09', 12), { isPending: true }))).toEqual([]);
  });

  test('what a business account pays', () => {
    const bank = aBank({
      accounts: [anAccount(), anAccount({ accountId: 'shop', holderCategory: 'business' })],
      transactions: charges('Cinebox', monthly('09', 12), { accountId: 'shop' }),
    });
    expect(computeSignals(bank, { asOf, window: '180d' }).subscriptions?.streams).toEqual([]);
  });
});

describe('a stream that ended', () => {
  const last = (date: string) =>
    charges('Cinebox', [
      ['2026-03-16', 12],
      ['2026-04-16', 12],
      [date, 12],
    ]);
  test('is active until one and a half periods after its last charge', () => {
    expect(subscriptionsOf(last('2026-05-16'))).toMatchObject({
      recurringCount: 1,
      streams: [{ active: true }],
    });
  });
  test('is reported and no longer counted a day later', () => {
    const found = computeSignals(aBank({ transactions: last('2026-05-16') }), {
      asOf: '2026-07-01',
      window: '180d',
    });
    expect(found.subscriptions).toMatchObject({ recurringCount: 0, streams: [{ active: false }] });
  });
  test('is left out of a window that none of its charges touches', () => {
    const transactions = [...last('2026-05-16'), aTransaction({ date: '2026-06-20' })];
    const found = computeSignals(aBank({ transactions }), { asOf, window: '30d' });
    expect(found.subscriptions).toMatchObject({ recurringCount: 0, streams: [] });
  });
});

test('recurring spend and its share are those of the last 30 days, net of refunds', () => {
  const rows = [
    ...charges('Cinebox', monthly('09', 20)),
    ...charges('Tunewave', monthly('12', 10)),
    aTransaction({
      date: '2026-06-20',
      amountCents: -500,
      merchantName: 'Tunewave',
      description: 'Tunewave refund',
    }),
    aTransaction({ date: '2026-06-15', amountCents: 7_500, merchantName: 'Parkside Goods' }),
  ];
  for (const window of ['30d', '180d'] as const) {
    expect(subscriptionsOf(rows, window)).toMatchObject({ monthlySpendCents: 2_500, shareRatio: 0.25 });
  }
});
