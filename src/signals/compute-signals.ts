import type { MemberBank } from '../ingest/bank-record.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { isCovered } from './covered-range.ts';
import { creditSignals } from './credit-signals.ts';
import { incomeSignals } from './income-signals.ts';
import { buildLedger, type Ledger } from './ledger.ts';
import { type DetectedPay, detectPay } from './pay-streams.ts';
import { type DetectedStream, detectStreams } from './recurring-streams.ts';
import { savingsSignals, totalBalance } from './savings-signals.ts';
import type { Signals, SignalWindow } from './signals.ts';
import { type DayRange, type Spend, spendWithin } from './spend.ts';
import { subscriptionSignals } from './subscription-signals.ts';
import { daysPerMonth, windowDays } from './thresholds.ts';

/** What doesn't depend on the window: the ledger, and what recurs in it. */
export type Measurable = {
  readonly ledger: Ledger;
  readonly streams: readonly DetectedStream[];
  readonly pay: readonly DetectedPay[];
  /** The 30 days that end at the as-of date: their recurring spend is told in both windows. */
  readonly month: DayRange;
  readonly monthSpend: Spend;
};

export function prepare(bank: MemberBank, asOf: IsoDate): Measurable {
  const ledger = buildLedger(bank, asOf);
  const month = { fromDay: ledger.asOfDay - daysPerMonth + 1, toDay: ledger.asOfDay };
  return {
    ledger,
    streams: detectStreams(ledger),
    pay: detectPay(ledger),
    month,
    monthSpend: spendWithin(ledger, month),
  };
}

/**
 * One member's bank data → the four families of signals over a window of 30 or 180 days that ends at `asOf`
 * (that day and the N − 1 before it). Money in cents, shares as ratios; what can't be known is null.
 */
export function computeSignals(bank: MemberBank, options: { asOf: IsoDate; window: SignalWindow }): Signals {
  return measure(prepare(bank, options.asOf), options.window);
}

/** As `computeSignals`, for data that is prepared already. */
export function measure(measurable: Measurable, window: SignalWindow): Signals {
  const { ledger, streams, pay, month, monthSpend } = measurable;
  const days = windowDays[window];
  const range = { fromDay: ledger.asOfDay - days + 1, toDay: ledger.asOfDay };
  if (!isCovered(ledger, range)) return unmeasured(ledger, range);
  const months = days / daysPerMonth;
  const spend = range.fromDay === month.fromDay ? monthSpend : spendWithin(ledger, range);
  const monthlySpendCents = spend.spentCents / months;
  const spendingAccounts = ledger.accounts.map((entry) => entry.account.accountId);
  const subscriptions = subscriptionSignals(streams, range, { month, monthSpend });
  const spending = {
    cents: monthlySpendCents,
    transactionIds: spend.postings.map(({ transaction }) => transaction.transactionId),
  };
  const savings = savingsSignals(ledger, { range, months, spending });
  const credit = creditSignals(ledger, range);
  const income = incomeSignals(ledger, pay, { range, spending });
  return {
    subscriptions: subscriptions.signals,
    savings: savings.signals,
    credit: credit.signals,
    income: income.signals,
    monthlySpendCents: Math.round(monthlySpendCents),
    evidence: {
      spend: { transactionIds: spending.transactionIds, accountIds: spendingAccounts },
      ...subscriptions.evidence,
      ...savings.evidence,
      ...credit.evidence,
      ...income.evidence,
    },
  };
}

/** A window that the data says nothing about: balances and cards are known, flows are not. */
function unmeasured(ledger: Ledger, range: DayRange): Signals {
  const credit = creditSignals(ledger, range);
  return {
    subscriptions: { streams: [], recurringCount: null, monthlySpendCents: null, shareRatio: null },
    savings: {
      balanceCents: totalBalance(ledger.accounts.filter((entry) => entry.class === 'savings')),
      netInflowCents: null,
      monthlyInflowCents: null,
      growthRatio: null,
      emergencyFundMonths: null,
    },
    credit: credit.signals,
    income: { payroll: [], medianPayGapDays: null, variabilityRatio: null, cashBufferMonths: null },
    monthlySpendCents: null,
    evidence: credit.evidence,
  };
}
