import { describe, expect, test } from 'vitest';
import { aBank, anAccount, aSavingsAccount, aTransaction } from '../../test/factories/bank-rows.ts';
import { measured, pay } from '../../test/factories/measured.ts';
import type { MemberBank } from '../ingest/bank-record.ts';

describe('income', () => {
  const incomeOf = (transactions: MemberBank['transactions'], window: '30d' | '180d' = '180d') => {
    const found = measured(
      aBank({ accounts: [anAccount(), anAccount({ accountId: 'second' }), aSavingsAccount()], transactions }),
      window,
    ).income;
    if (!found) throw new Error('income is measured');
    return found;
  };

  test('biweekly pay has a gap of fourteen days in both windows', () => {
    const rows = pay(['2026-05-01', '2026-05-15', '2026-05-29', '2026-06-12', '2026-06-26']);
    for (const window of ['30d', '180d'] as const) {
      expect(incomeOf(rows, window)).toMatchObject({
        medianPayGapDays: 14,
        payroll: [{ cadence: 'biweekly' }],
      });
    }
  });

  test('two employers are two sources, and paydays of both make the gap', () => {
    const rows = [
      ...pay(['2026-05-01', '2026-05-15', '2026-05-29']),
      ...pay(['2026-05-08', '2026-05-22'], { description: 'Bluebird Direct Deposit' }),
    ];
    expect(incomeOf(rows)).toMatchObject({ medianPayGapDays: 7, payroll: { length: 2 } });
  });

  test.each([
    ['gig payouts', 'Uber Payout', null],
    ['a pension', 'State Pension Fund', 'INCOME_RETIREMENT_PENSION'],
    ['social security', 'SSA TREAS 310 XXSOC SEC', null],
    ['an ACH credit', 'ACH CREDIT ACME CORP', null],
    ['wages by category alone', 'Harbor Theatre', 'INCOME_WAGES'],
  ])('%s count as pay', (_, description, detailed) => {
    const category = detailed === null ? null : { primary: 'INCOME', detailed };
    expect(incomeOf(pay(['2026-05-01', '2026-06-01'], { description, category })).payroll).toHaveLength(1);
  });

  test.each([
    [
      'interest that a bank files under wages',
      { description: 'INTRST PYMNT', category: { primary: 'INCOME', detailed: 'INCOME_WAGES' } },
    ],
    ['a refund', { description: 'United Airlines **** REFUND ****' }],
    ['a tax refund', { description: 'IRS TREAS 310 TAX REF' }],
    ['a transfer', { description: 'Transfer from savings' }],
    [
      'a transfer by category',
      {
        description: 'Online banking',
        category: { primary: 'TRANSFER_IN', detailed: 'TRANSFER_IN_ACCOUNT_TRANSFER' },
      },
    ],
    ['a friend', { description: 'Venmo cashout' }],
    [
      'a refund by the merchant’s category',
      { description: 'Sky Airlines', category: { primary: 'TRAVEL', detailed: 'TRAVEL_FLIGHTS' } },
    ],
  ])('%s is never pay', (_, change) => {
    expect(incomeOf(pay(['2026-04-01', '2026-05-01', '2026-06-01'], change)).payroll).toEqual([]);
  });

  test('the other leg of a transfer between own accounts is never pay', () => {
    const rows = ['2026-04-01', '2026-05-01', '2026-06-01'].flatMap((date) => [
      aTransaction({ date, amountCents: 50_000, description: 'Online banking', accountId: 'second' }),
      aTransaction({ date, amountCents: -50_000, description: 'Online banking' }),
    ]);
    expect(incomeOf(rows).payroll).toEqual([]);
  });

  test('inflows without any label count where they come steadily', () => {
    const steady = pay(['2026-05-01', '2026-05-15', '2026-05-29', '2026-06-12'], {
      description: 'MERIDIAN GROUP 8831',
    });
    expect(incomeOf(steady).payroll).toHaveLength(1);
    expect(incomeOf(steady.slice(0, 2)).payroll).toEqual([]);
  });

  test('inflows without any label that come at odd times are no pay', () => {
    const days = ['2026-01-09', '2026-01-30', '2026-03-03', '2026-03-20', '2026-05-08', '2026-06-14'];
    expect(incomeOf(pay(days, { description: 'BRIGHT CO' })).payroll).toEqual([]);
    expect(incomeOf(pay(days, { description: 'BRIGHT CO FREELANCE' })).payroll).toHaveLength(1);
  });

  test('a bonus is pay of the same employer', () => {
    const rows = [
      ...pay(['2026-05-15', '2026-05-29', '2026-06-12']),
      ...pay(['2026-05-20'], { description: 'Acme Payroll Bonus' }),
    ];
    expect(incomeOf(rows).payroll).toMatchObject([{ transactionIds: { length: 4 } }]);
  });

  test('a pay that is split between two accounts is one pay of a payday', () => {
    const days = ['2026-05-15', '2026-05-29', '2026-06-12'];
    const rows = [
      ...pay(days, { amountCents: -180_000 }),
      ...pay(days, { amountCents: -20_000, accountId: 'second' }),
    ];
    expect(incomeOf(rows).payroll).toMatchObject([
      { medianAmountCents: 200_000, medianGapDays: 14, transactionIds: { length: 6 } },
    ]);
  });

  test('one payday has no gap', () => {
    expect(incomeOf(pay(['2026-06-01']))).toMatchObject({ medianPayGapDays: null });
  });

  test('variability is the spread of the six months: 0 for the same every month', () => {
    const days = ['2026-01-15', '2026-02-14', '2026-03-16', '2026-04-15', '2026-05-15', '2026-06-14'];
    expect(incomeOf(pay(days)).variabilityRatio).toBe(0);
    const uneven = days.map((date, at) =>
      aTransaction({ date, amountCents: at % 2 ? -100_000 : -300_000, description: 'Acme Payroll' }),
    );
    expect(incomeOf(uneven).variabilityRatio).toBeCloseTo(0.5477, 3);
  });
});
