import { describe, expect, test } from 'vitest';
import { aBank, charges } from '../../test/factories/bank-rows.ts';
import type { Transaction } from '../ingest/bank-record.ts';
import { computeSignals } from './compute-signals.ts';

type Charge = readonly [date: string, dollars: number];

const asOf = '2026-06-30';
const subscriptionsOf = (transactions: readonly Transaction[], at = asOf) => {
  const found = computeSignals(aBank({ transactions }), { asOf: at, window: '180d' }).subscriptions;
  if (!found) throw new Error('subscriptions are measured');
  return found;
};
/** A charge a month that ends in June, one for each price. */
const monthly = (day: string, ...prices: readonly number[]): Charge[] =>
  prices.map((dollars, at) => [`2026-0${at + 7 - prices.length}-${day}`, dollars]);
const streamsOf = (merchant: string, ...rows: readonly Charge[]) =>
  subscriptionsOf(charges(merchant, rows)).streams.map(
    ({ cadence, medianAmountCents, transactionIds }) =>
      `${cadence} ${medianAmountCents} × ${transactionIds.length}`,
  );

/** An unknown merchant has to bring more proof than one that people are known to subscribe to. */
describe.each(['Netflix', 'Blue Fern'])('prices at %s', (merchant) => {
  test.each([
    ['up once', [9.99, 9.99, 9.99, 11.99, 11.99, 11.99]],
    ['up twice', [9.99, 9.99, 11.99, 11.99, 13.99, 13.99]],
    ['up by 60 %', [10, 10, 10, 16, 16, 16]],
    ['down once', [14.99, 14.99, 14.99, 9.99, 9.99, 9.99]],
    ['doubled', [9.99, 9.99, 9.99, 19.99, 19.99, 19.99]],
    ['a trial for a dollar', [1, 12.99, 12.99, 12.99]],
    ['a first quarter for less', [4.99, 4.99, 4.99, 12.99, 12.99, 12.99]],
    ['charged in another currency', [10.87, 11.02, 10.95, 10.78, 11.1, 10.91]],
  ])('%s is one stream of every charge', (_, prices) => {
    const found = subscriptionsOf(charges(merchant, monthly('09', ...prices)));
    expect(found).toMatchObject({
      recurringCount: 1,
      streams: [{ cadence: 'monthly', active: true, transactionIds: { length: prices.length } }],
    });
  });

  test('a yearly fee beside the monthly one is a stream of its own', () => {
    const yearly: Charge[] = [
      ['2025-03-20', 119],
      ['2026-03-20', 119],
    ];
    expect(streamsOf(merchant, ...yearly, ...monthly('09', 10, 10, 10, 10, 10, 10))).toEqual([
      'yearly 11900 × 2',
      'monthly 1000 × 6',
    ]);
  });

  test('months from before the history are no stream beside the present one', () => {
    const before = ['06', '07', '08', '09', '10', '11', '12'].map((month): Charge => [`2025-${month}-09`, 8]);
    expect(streamsOf(merchant, ...before, ...monthly('09', 10, 10, 10, 10, 10, 10))).toEqual([
      'monthly 1000 × 6',
    ]);
  });

  test('quarters may have one new price', () => {
    const quarters: Charge[] = [
      ['2025-08-10', 30],
      ['2025-11-10', 30],
      ['2026-02-10', 33],
      ['2026-05-10', 33],
    ];
    expect(streamsOf(merchant, ...quarters)).toEqual(['quarterly 3150 × 4']);
  });

  test.each([
    ['on one day at one price', '03', 80],
    ['on one day at two prices', '03', 131],
    ['at one price on two days', '09', 80],
    ['on two days at prices nearly the same', '17', 84],
  ])('two policies %s are two streams', (_, day, dollars) => {
    const two = [
      ...charges(merchant, monthly('03', 80, 80, 80, 80)),
      ...charges(merchant, monthly(day, dollars, dollars, dollars, dollars)),
    ];
    expect(subscriptionsOf(two)).toMatchObject({
      recurringCount: 2,
      monthlySpendCents: 8_000 + dollars * 100,
      streams: [{ transactionIds: { length: 4 } }, { transactionIds: { length: 4 } }],
    });
  });
});

test('three prices that don’t rise, or are charged once each, are no stream of an unknown merchant', () => {
  expect(streamsOf('Blue Fern', ...monthly('09', 9.99, 13.99, 9.99, 13.99, 11.99, 11.99))).toEqual([]);
  expect(streamsOf('Blue Fern', ...monthly('09', 8, 10, 12, 15))).toEqual([]);
});

test('a shop’s cheaper first visit is no introductory price', () => {
  expect(streamsOf('Parkside Market', ...monthly('09', 5, 20, 20, 20))).toEqual([]);
});

test.each(['Uber *One Membership', 'DOORDASH*DASHPASS'])(
  '%s is a membership, not a ride or a meal',
  (name) => {
    expect(streamsOf(name, ...monthly('12', 9.99, 9.99, 9.99, 9.99))).toHaveLength(1);
  },
);

test('twice a month is active for one and a half times its fifteen days', () => {
  const dates = ['2026-04-01', '2026-04-15', '2026-05-01', '2026-05-15', '2026-06-01', '2026-06-15'];
  const rows = charges(
    'Mealcrate',
    dates.map((date) => [date, 24]),
  );
  expect(subscriptionsOf(rows, '2026-07-07').streams).toMatchObject([{ active: true }]);
  expect(subscriptionsOf(rows, '2026-07-08').streams).toMatchObject([{ active: false }]);
});
