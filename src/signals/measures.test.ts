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
import { asOf, measured } from '../../test/factories/measured.ts';
import type { MemberBank } from '../ingest/bank-record.ts';
import { buildLedger } from './ledger.ts';

describe('credit', () => {
  const card = (
    change: object,
    liability: object | null = {},
    transactions: MemberBank['transactions'] = [],
  ) =>
    measured(
      aBank({
        accounts: [anAccount(), aCard(change)],
        liabilities: liability === null ? [] : [aLiability(liability)],
        transactions,
      }),
    ).credit?.cards[0];

  test('utilisation is balance ÷ limit, and null without a limit', () => {
    expect(card({ balanceCents: 340_000, limitCents: 500_000 })?.utilizationRatio).toBe(0.68);
    expect(card({ limitCents: null })?.utilizationRatio).toBeNull();
    expect(card({ limitCents: 0 })?.utilizationRatio).toBeNull();
    expect(card({ balanceCents: -5_000 })?.utilizationRatio).toBe(0);
  });

  test('the highest card counts', () => {
    const cards = [
      aCard({ accountId: 'a', balanceCents: 30_000, limitCents: 100_000 }),
      aCard({ accountId: 'b', balanceCents: 150_000, limitCents: 200_000 }),
      aCard({ accountId: 'c', limitCents: null }),
    ];
    expect(measured(aBank({ accounts: cards })).credit?.maxUtilizationRatio).toBe(0.75);
  });

  test.each([
    ['exactly the minimum', { lastPaymentCents: 4_000 }, true],
    ['1.05 × the minimum', { lastPaymentCents: 4_200 }, true],
    ['a cent more than that', { lastPaymentCents: 4_201 }, false],
    ['nothing paid', { lastPaymentCents: 0 }, false],
    ['no minimum due', { minimumPaymentCents: 0, lastPaymentCents: 10 }, false],
    ['minimum unknown', { minimumPaymentCents: null }, null],
    ['payment unknown', { lastPaymentCents: null }, null],
  ])('minimum-payment-only with %s is %s', (_, liability, expected) => {
    expect(card({ balanceCents: 50_000 }, liability)?.minimumPaymentOnly).toBe(expected);
  });

  test('a paid-off card pays no minimum only, and a payment on the statement stands in for an unstated one', () => {
    expect(card({ balanceCents: 0 }, { lastPaymentCents: 4_000 })?.minimumPaymentOnly).toBe(false);
    const payment = aTransaction({
      accountId: 'card',
      amountCents: -4_100,
      description: 'Payment thank you',
      date: '2026-06-02',
    });
    expect(card({}, { lastPaymentCents: null }, [payment])?.minimumPaymentOnly).toBe(true);
  });

  test('posted interest in the window counts, else the last statement’s, else a measured nothing', () => {
    const interest = aTransaction({
      accountId: 'card',
      amountCents: 2_345,
      description: 'Interest charge',
      date: '2026-03-02',
    });
    const bank = aBank({
      accounts: [aCard()],
      liabilities: [aLiability()],
      transactions: [interest, aTransaction({ accountId: 'card', date: '2026-06-20' })],
    });
    expect(measured(bank).credit?.cards[0]?.interestChargedCents).toBe(2_345);
    expect(measured(bank, '30d').credit?.cards[0]?.interestChargedCents).toBe(0);
    const stated = { aprs: [{ type: 'purchase_apr', rateRatio: 0.2, interestChargeCents: 700 }] };
    expect(card({}, stated)?.interestChargedCents).toBe(700);
    expect(card({}, null)?.interestChargedCents).toBe(0);
  });

  test('a card without rows in a covered window was charged nothing; before the data nobody knows', () => {
    const idle = aBank({ accounts: [anAccount(), aCard()], transactions: [aTransaction()] });
    expect(measured(idle).credit?.cards[0]?.interestChargedCents).toBe(0);
    const stale = aBank({
      accounts: [anAccount(), aCard()],
      transactions: [aTransaction({ accountId: 'card', date: '2026-05-01' })],
    });
    expect(measured(stale, '30d').credit?.cards[0]?.interestChargedCents).toBeNull();
    expect(measured(stale, '180d').credit?.cards[0]?.interestChargedCents).toBe(0);
  });

  test('no card is an empty list; accounts of an unstated kind are unknown', () => {
    expect(measured(aBank()).credit).toEqual({ cards: [], maxUtilizationRatio: null });
    expect(measured(aBank({ accounts: [anAccount({ type: 'unstated', subtype: null })] })).credit).toBeNull();
  });

  test('a business card is nobody’s signal', () => {
    expect(
      measured(aBank({ accounts: [aCard({ holderCategory: 'business' }), anAccount()] })).credit?.cards,
    ).toEqual([]);
  });
});

describe('savings', () => {
  const flows = [
    aTransaction({ accountId: 'savings', amountCents: -60_000, date: '2026-03-01', description: 'Deposit' }),
    aTransaction({
      accountId: 'savings',
      amountCents: 12_000,
      date: '2026-06-10',
      description: 'Withdrawal',
    }),
  ];
  const bank = aBank({
    accounts: [anAccount(), aSavingsAccount({ balanceCents: 148_000 })],
    transactions: [
      ...flows,
      aTransaction({ amountCents: 60_000, date: '2026-06-20', description: 'Furniture' }),
    ],
  });

  test('inflow, growth from the rebuilt start, and months of cover', () => {
    expect(measured(bank).savings).toEqual({
      balanceCents: 148_000,
      netInflowCents: 48_000,
      monthlyInflowCents: 8_000,
      growthRatio: 0.48,
      emergencyFundMonths: 148_000 / ((60_000 + 12_000) / 6),
    });
    expect(measured(bank, '30d').savings).toMatchObject({ netInflowCents: -12_000, growthRatio: -0.075 });
  });

  test('without a savings account nothing is known, with an idle one nothing flowed', () => {
    expect(measured(aBank()).savings).toEqual({
      balanceCents: null,
      netInflowCents: null,
      monthlyInflowCents: null,
      growthRatio: null,
      emergencyFundMonths: null,
    });
    const idle = aBank({
      accounts: [anAccount(), aSavingsAccount()],
      transactions: [aTransaction({ date: '2026-06-20' })],
    });
    expect(measured(idle).savings).toMatchObject({ netInflowCents: 0, growthRatio: 0 });
  });

  test('a monthly inflow is not rounded up to a threshold that it has not reached', () => {
    const inflow = (amountCents: number) =>
      measured(
        aBank({
          accounts: [aSavingsAccount()],
          transactions: [
            aTransaction({ accountId: 'savings', amountCents: -amountCents, description: 'Deposit' }),
          ],
        }),
      ).savings?.monthlyInflowCents;
    expect(inflow(120_000)).toBe(20_000);
    expect(inflow(119_999)).toBe(19_999);
  });

  test('growth from nothing is unknown', () => {
    const fresh = aBank({
      accounts: [aSavingsAccount({ balanceCents: 60_000 })],
      transactions: flows.slice(0, 1),
    });
    expect(measured(fresh).savings?.growthRatio).toBeNull();
  });

  test.each(['savings', 'money market', 'cash management', 'hsa'])('%s is savings-like', (subtype) => {
    expect(measured(aBank({ accounts: [aSavingsAccount({ subtype })] })).savings?.balanceCents).toBe(100_000);
  });
});

describe('spending', () => {
  const spendOf = (
    transactions: MemberBank['transactions'],
    accounts = [anAccount(), aSavingsAccount(), aCard()],
  ) =>
    measured(
      aBank({
        accounts,
        transactions: [...transactions, aTransaction({ date: '2026-06-30', amountCents: 0 })],
      }),
      '30d',
    ).monthlySpendCents;

  test.each([
    ['a transfer to savings', { description: 'Transfer to savings' }],
    ['a card payment', { description: 'Chase credit card payment' }],
    [
      'a card payment by category',
      {
        description: 'CRD 8812',
        category: { primary: 'LOAN_PAYMENTS', detailed: 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT' },
      },
    ],
    ['a mortgage payment', { description: 'Mortgage Payment' }],
    ['a pending purchase', { isPending: true }],
    ['a purchase on an account of the business', { accountId: 'nobody' }],
  ])('%s is no spending', (_, change) => {
    expect(spendOf([aTransaction({ date: '2026-06-10', amountCents: 9_900, ...change })])).toBe(0);
  });

  test('refunds lessen what the same merchant took, and never another’s', () => {
    const rows = [
      ...charges('Parkside', [
        ['2026-06-05', 50],
        ['2026-06-09', 10],
      ]),
      aTransaction({
        date: '2026-06-12',
        amountCents: -2_000,
        merchantName: 'Parkside',
        description: 'Parkside refund',
      }),
      aTransaction({
        date: '2026-06-13',
        amountCents: -9_000,
        merchantName: 'Elsewhere',
        description: 'Elsewhere refund',
      }),
    ];
    expect(spendOf(rows)).toBe(4_000);
  });

  test('money back from a shop that doesn’t call it a refund is one, and no more than it took', () => {
    const other = {
      primary: 'GENERAL_MERCHANDISE',
      detailed: 'GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE',
    };
    const back = (dollars: number, date = '2026-06-12') =>
      spendOf([
        ...charges('Parkside', [['2026-06-05', 50]], { transactionId: 'z', category: other }),
        ...charges('Parkside', [[date, -dollars]], { transactionId: 'a', category: other }),
      ]);
    expect(back(20)).toBe(3_000);
    expect(back(50, '2026-06-05')).toBe(0);
    expect(back(20, '2026-06-04')).toBe(5_000);
    expect(back(50.01)).toBe(5_000);
  });

  test('the window is as-of and the 29 days before', () => {
    expect(
      spendOf([
        aTransaction({ date: '2026-06-01', amountCents: 700 }),
        aTransaction({ date: '2026-05-31', amountCents: 900 }),
      ]),
    ).toBe(700);
  });
});

describe('the ledger', () => {
  test('a pending row gives way to the posted one that names it', () => {
    const rows = [
      aTransaction({ transactionId: 'p', amountCents: 900 }),
      aTransaction({ transactionId: 't', amountCents: 950, pendingTransactionId: 'p' }),
    ];
    expect(
      buildLedger(aBank({ transactions: rows }), asOf).postings.map(
        ({ transaction }) => transaction.transactionId,
      ),
    ).toEqual(['t']);
  });

  test('an analysis stays in one currency and says what it left out', () => {
    const bank = aBank({
      accounts: [anAccount(), anAccount({ accountId: 'euro', currency: 'EUR' })],
      transactions: [
        aTransaction(),
        aTransaction({ date: '2026-06-02' }),
        aTransaction({ date: '2026-06-03' }),
        aTransaction({ accountId: 'euro', currency: 'EUR', amountCents: 99_900 }),
        aTransaction({ currency: 'EUR' }),
      ],
    });
    const ledger = buildLedger(bank, asOf);
    expect(ledger.currency).toBe('USD');
    expect(ledger.postings).toHaveLength(3);
    expect(ledger.otherCurrencies).toEqual([{ currency: 'EUR', accountCount: 1, transactionCount: 2 }]);
  });

  test('what comes after the as-of date is not looked at', () => {
    expect(
      buildLedger(aBank({ transactions: [aTransaction({ date: '2026-07-01' })] }), asOf).postings,
    ).toEqual([]);
  });
});

describe('covered and uncovered windows', () => {
  test('an empty history is a measured nothing', () => {
    expect(measured(aBank()).subscriptions).toEqual({
      streams: [],
      recurringCount: 0,
      monthlySpendCents: 0,
      shareRatio: 0,
    });
  });
  test('data that ended before the window says nothing about it', () => {
    const stale = aBank({ transactions: [aTransaction({ date: '2025-06-01' })] });
    expect(measured(stale).subscriptions?.recurringCount).toBeNull();
    expect(measured(stale).monthlySpendCents).toBeNull();
  });
});

test('every measure names the rows and accounts behind it', () => {
  const pay = ['2026-04-10', '2026-05-10', '2026-06-10'].map((date, at) =>
    aTransaction({ transactionId: `pay-${at}`, date, amountCents: -200_000, description: 'Acme Payroll' }),
  );
  const films = charges('Cinebox', [
    ['2026-04-09', 12],
    ['2026-05-09', 12],
    ['2026-06-09', 12],
  ]).map((row, at) => ({ ...row, transactionId: `film-${at}` }));
  const saved = aTransaction({
    transactionId: 'saved',
    accountId: 'savings',
    amountCents: -5_000,
    date: '2026-06-02',
    description: 'Deposit',
  });
  const lunch = aTransaction({ transactionId: 'lunch', date: '2026-06-20' });
  const paid = aTransaction({
    transactionId: 'paid',
    accountId: 'card',
    amountCents: -4_000,
    date: '2026-06-01',
    description: 'Payment thank you',
  });
  const bank = aBank({
    accounts: [anAccount(), aSavingsAccount(), aCard()],
    transactions: [...pay, ...films, saved, lunch, paid],
    liabilities: [aLiability({ lastPaymentCents: null })],
  });
  const films3 = ['film-0', 'film-1', 'film-2'];
  const spent = ['film-2', 'lunch'];
  const of = (transactionIds: string[], ...accountIds: string[]) => ({ transactionIds, accountIds });
  expect(measured(bank, '30d').evidence).toEqual({
    spend: of(spent, 'card', 'checking', 'savings'),
    recurringCount: of(films3, 'checking'),
    monthlySpendCents: of(['film-2'], 'checking'),
    shareRatio: of(spent, 'checking'),
    balanceCents: of([], 'savings'),
    netInflowCents: of(['saved'], 'savings'),
    monthlyInflowCents: of(['saved'], 'savings'),
    growthRatio: of(['saved'], 'savings'),
    emergencyFundMonths: of(spent, 'savings'),
    maxUtilizationRatio: of([], 'card'),
    'utilizationRatio:card': of([], 'card'),
    'minimumPaymentOnly:card': of(['paid'], 'card'),
    'interestChargedCents:card': of([], 'card'),
    'isOverdue:card': of([], 'card'),
    pay: of(['pay-2'], 'checking'),
    medianPayGapDays: of(['pay-1', 'pay-2'], 'checking'),
    variabilityRatio: of(['pay-2'], 'checking'),
    cashBufferMonths: of(spent, 'checking'),
  });
});
