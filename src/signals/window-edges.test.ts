import { describe, expect, test } from 'vitest';
import {
  aBank,
  aCard,
  aLiability,
  anAccount,
  aSavingsAccount,
  aTransaction,
  charges,
} from '../../test/factories/bank-rows.ts';
import { measured, pay } from '../../test/factories/measured.ts';
import type { Transaction } from '../ingest/bank-record.ts';

const incomeOf = (transactions: readonly Transaction[], window: '30d' | '180d' = '180d') =>
  measured(
    aBank({ accounts: [anAccount(), aCard(), anAccount({ accountId: 'second' })], transactions }),
    window,
  ).income;

describe('the first and the last day of a window belong to it', () => {
  const spent = (date: string, window: '30d' | '180d') =>
    measured(aBank({ transactions: charges('Parkside', [[date, 60]]) }), window).monthlySpendCents;
  test.each([
    ['30d', '2026-06-30', 6_000],
    ['30d', '2026-06-01', 6_000],
    ['30d', '2026-05-31', null],
    ['180d', '2026-06-30', 1_000],
    ['180d', '2026-01-02', 1_000],
    ['180d', '2026-01-01', null],
  ] as const)('%s: what was spent on %s is %s a month', (window, date, expected) => {
    expect(spent(date, window)).toBe(expected);
  });

  test('nothing is known of a window that lies before all data', () => {
    const later = aBank({ transactions: [aTransaction({ date: '2026-07-01' })] });
    expect(measured(later, '30d').monthlySpendCents).toBeNull();
    expect(measured(aBank({ accounts: [] })).monthlySpendCents).toBeNull();
  });

  test('pay on the first day of the history counts, a day earlier it doesn’t', () => {
    const gap = (first: string) => incomeOf(pay([first, '2026-06-29']))?.medianPayGapDays ?? null;
    expect(gap('2026-01-02')).toBe(178);
    expect(gap('2026-01-01')).toBeNull();
  });

  test('a charge on the first day of the history belongs to its stream, one before it doesn’t', () => {
    const length = (first: string) => {
      const dates = [first, '2026-02-01', '2026-03-03', '2026-04-02', '2026-05-02', '2026-06-01'];
      const rows = charges(
        'Cinebox',
        dates.map((date) => [date, 12]),
      );
      return measured(aBank({ transactions: rows })).subscriptions?.streams[0]?.transactionIds.length;
    };
    expect(length('2026-01-02')).toBe(6);
    expect(length('2026-01-01')).toBe(5);
  });

  test('the first of the 30 days counts for recurring spend', () => {
    const rows = charges('Cinebox', [
      ['2026-04-01', 12],
      ['2026-05-01', 12],
      ['2026-06-01', 12],
    ]);
    expect(measured(aBank({ transactions: rows })).subscriptions?.monthlySpendCents).toBe(1_200);
    const earlier = charges('Cinebox', [
      ['2026-03-31', 12],
      ['2026-04-30', 12],
      ['2026-05-31', 12],
    ]);
    expect(measured(aBank({ transactions: earlier })).subscriptions?.monthlySpendCents).toBe(0);
  });
});

describe('what can’t be known is null', () => {
  test('the sum of balances, where one is missing', () => {
    const accounts = [aSavingsAccount(), aSavingsAccount({ accountId: 'other', balanceCents: null })];
    expect(measured(aBank({ accounts })).savings).toMatchObject({ balanceCents: null, growthRatio: null });
  });
  test('months of cover, where nothing was spent or there is no such account', () => {
    expect(measured(aBank({ accounts: [anAccount(), aSavingsAccount()] }))).toMatchObject({
      savings: { emergencyFundMonths: null },
      income: { cashBufferMonths: null },
    });
    const spending = charges('Parkside', [['2026-06-10', 60]], { accountId: 'card' });
    expect(
      measured(aBank({ accounts: [aCard()], transactions: spending })).income?.cashBufferMonths,
    ).toBeNull();
  });
  test('variability in a single month, without any pay, and in months before the data', () => {
    expect(incomeOf(pay(['2026-06-10']), '30d')?.variabilityRatio).toBeNull();
    expect(incomeOf([aTransaction(), aTransaction({ date: '2026-02-01' })])?.variabilityRatio).toBeNull();
    expect(incomeOf(pay(['2026-05-10', '2026-06-10']))?.variabilityRatio).toBe(0);
  });
  test('the dues of a card without a balance or a minimum', () => {
    const card = (change: object, liability: object) =>
      measured(aBank({ accounts: [aCard(change)], liabilities: [aLiability(liability)] })).credit?.cards[0]
        ?.minimumPaymentOnly;
    expect(card({ balanceCents: null }, { lastPaymentCents: 4_000 })).toBeNull();
    expect(card({ balanceCents: null }, { lastPaymentCents: 9_000 })).toBe(false);
    expect(card({}, { minimumPaymentCents: 0, lastPaymentCents: null })).toBe(false);
  });
  test('a card beside an account of an unstated kind is still a card', () => {
    const accounts = [anAccount({ accountId: 'csv', type: 'unstated', subtype: null }), aCard()];
    expect(measured(aBank({ accounts })).credit?.maxUtilizationRatio).toBe(0.1);
  });
});

test('the latest payment on the card is the last one', () => {
  const payments = [
    aTransaction({
      accountId: 'card',
      amountCents: -90_000,
      date: '2026-05-02',
      description: 'Payment thank you',
    }),
    aTransaction({
      accountId: 'card',
      amountCents: -4_100,
      date: '2026-06-02',
      description: 'Payment thank you',
    }),
  ];
  const bank = aBank({
    accounts: [aCard()],
    transactions: payments,
    liabilities: [aLiability({ lastPaymentCents: null })],
  });
  expect(measured(bank).credit?.cards[0]?.minimumPaymentOnly).toBe(true);
});

test('what leaves an investment or a loan account is no spending', () => {
  const accounts = [
    anAccount(),
    anAccount({ accountId: 'broker', type: 'investment', subtype: 'brokerage' }),
    anAccount({ accountId: 'loan', type: 'loan', subtype: 'student' }),
  ];
  const transactions = ['broker', 'loan'].flatMap((accountId) =>
    charges('Parkside', [['2026-06-10', 60]], { accountId }),
  );
  expect(measured(aBank({ accounts, transactions }), '30d').monthlySpendCents).toBe(0);
});

describe('two legs of a transfer between own accounts', () => {
  const category = { primary: 'FOOD_AND_DRINK', detailed: 'FOOD_AND_DRINK_RESTAURANT' };
  const spentAfter = (
    out: Partial<Transaction>,
    into: Partial<Transaction>,
    more: readonly Transaction[] = [],
  ) =>
    measured(
      aBank({
        accounts: [anAccount(), anAccount({ accountId: 'second' })],
        transactions: [
          aTransaction({ amountCents: 50_000, description: 'Online banking', date: '2026-06-10', ...out }),
          aTransaction({
            accountId: 'second',
            amountCents: -50_000,
            description: 'Online banking',
            date: '2026-06-10',
            ...into,
          }),
          ...more,
        ],
      }),
      '30d',
    );
  test.each([
    ['three days apart are a transfer', {}, { date: '2026-06-13', description: 'Somebody' }, 0],
    ['four days apart are not', {}, { date: '2026-06-14', description: 'Somebody' }, 50_000],
    ['on one account are not', {}, { accountId: 'checking', description: 'Somebody' }, 50_000],
    ['are not where one is a meal', { category }, { description: 'Somebody' }, 50_000],
  ])('%s', (_, out, into, expected) => {
    expect(spentAfter(out, into).monthlySpendCents).toBe(expected);
  });
  test('one inflow settles one outflow', () => {
    const second = aTransaction({ amountCents: 50_000, description: 'Online banking', date: '2026-06-11' });
    expect(spentAfter({}, {}, [second]).monthlySpendCents).toBe(50_000);
  });
  test('pay that equals a purchase stays pay, unless the other leg is called a transfer', () => {
    const wages = { description: 'Acme Payroll' };
    expect(spentAfter({}, wages).income?.payroll).toHaveLength(1);
    expect(spentAfter({ description: 'Transfer to second' }, wages).income?.payroll).toEqual([]);
  });
});

describe('pay', () => {
  test('a cent that proves an account is no pay', () => {
    expect(incomeOf(pay(['2026-06-01', '2026-06-02'], { amountCents: -99 }))?.payroll).toEqual([]);
    expect(incomeOf(pay(['2026-06-01', '2026-06-02'], { amountCents: -100 }))?.payroll).toHaveLength(1);
  });
  test('what nothing names is pay from 100 dollars on', () => {
    const dates = ['2026-05-01', '2026-05-15', '2026-05-29', '2026-06-12'];
    const unnamed = (amountCents: number) =>
      incomeOf(pay(dates, { description: 'MERIDIAN GROUP', amountCents }))?.payroll.length;
    expect(unnamed(-10_000)).toBe(1);
    expect(unnamed(-9_999)).toBe(0);
  });
  test('a source is reported where it paid on the window’s first day, and not where it paid the day before', () => {
    expect(incomeOf(pay(['2026-05-18', '2026-06-01']), '30d')?.payroll).toHaveLength(1);
    const before = [...pay(['2026-05-17', '2026-05-31']), aTransaction()];
    expect(incomeOf(before, '30d')).toMatchObject({ payroll: [], medianPayGapDays: null });
  });
  test('what comes into a loan account is no pay', () => {
    const accounts = [anAccount(), anAccount({ accountId: 'loan', type: 'loan', subtype: 'student' })];
    const transactions = pay(['2026-06-01', '2026-06-15'], { accountId: 'loan' });
    expect(measured(aBank({ accounts, transactions })).income?.payroll).toEqual([]);
  });
  test('nobody is paid on a card', () => {
    expect(incomeOf(pay(['2026-06-01', '2026-06-15'], { accountId: 'card' }))?.payroll).toEqual([]);
  });
  test('two deposits on one day are one payday', () => {
    const days = ['2026-05-01', '2026-05-01', '2026-05-15', '2026-05-29', '2026-06-12', '2026-06-12'];
    expect(incomeOf(pay(days))?.medianPayGapDays).toBe(14);
    expect(incomeOf(pay(['2026-06-01', '2026-06-01']))?.medianPayGapDays).toBeNull();
  });
});
