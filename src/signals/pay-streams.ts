import type { Cents } from '../kernel/units.ts';
import { payCadence } from './cadence.ts';
import type { Ledger } from './ledger.ts';
import { median } from './median.ts';
import type { Posting } from './posting.ts';
import type { PayrollStream } from './signals.ts';
import { recurringRules } from './thresholds.ts';
import { payKinds } from './transaction-kind.ts';

/** Pay of one source with the postings behind it. */
export type DetectedPay = { readonly stream: PayrollStream; readonly postings: readonly Posting[] };

/** Deposits of less prove an account; they are no pay. */
const PAY_CENTS_MIN = 100;
/** Inflows that nothing names count as pay where one source sends them this often, steadily. */
const UNLABELLED_COUNT_MIN = 3;
const UNLABELLED_CENTS_MIN = 10_000;

/** Gaps that differ from the middle one by no more are alike: weekends, short months. */
const STEADY_GAP_DAYS = 4;
const STEADY_GAPS_RATIO = 2 / 3;

/** Words of the payment, not of the payer. */
const PAY_WORDS =
  /\b(payroll|payrl|direct ?dep(osit)?|dir ?dep|ach|credit|deposit|dep|salary|wages?|paychecks?|net pay|bonus|commissions?|ppd|id)\b/g;

/**
 * Pay by source over the history: wages, gig payouts, benefits. Refunds, own transfers and interest never get
 * here. An inflow without any label counts only where its source pays steadily.
 */
export function detectPay(ledger: Ledger): readonly DetectedPay[] {
  const from = ledger.asOfDay - recurringRules.historyDays + 1;
  const sources = new Map<string, Posting[]>();
  for (const posting of ledger.postings) {
    if (posting.day < from || !isDeposit(posting) || -posting.transaction.amountCents < PAY_CENTS_MIN)
      continue;
    if (!payKinds.has(posting.kind) && posting.kind !== 'unlabelled_inflow') continue;
    const source = sourceKey(posting.merchant);
    const known = sources.get(source);
    if (known) known.push(posting);
    else sources.set(source, [posting]);
  }
  return [...sources]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, postings]) => {
      const pay = postings.some((posting) => payKinds.has(posting.kind)) ? postings : steadyOnly(postings);
      return pay.length === 0 ? [] : [{ stream: payStream(pay), postings: pay }];
    });
}

function isDeposit(posting: Posting): boolean {
  return posting.account === 'checking' || posting.account === 'savings' || posting.account === 'unstated';
}

function sourceKey(merchant: string): string {
  return merchant.replace(PAY_WORDS, ' ').replace(/\s+/g, ' ').trim() || merchant;
}

function steadyOnly(postings: readonly Posting[]): readonly Posting[] {
  const amounts = postings.map((posting) => -posting.transaction.amountCents);
  const isLarge = (median(amounts) ?? 0) >= UNLABELLED_CENTS_MIN;
  const isOften = postings.length >= UNLABELLED_COUNT_MIN;
  return isOften && isLarge && isSteady(gaps(payDays(postings))) ? postings : [];
}

/** Most gaps are about as long as the middle one, and that one has a name. */
function isSteady(between: readonly number[]): boolean {
  const middle = median(between);
  if (middle === null || payCadence(middle) === null) return false;
  const alike = between.filter((gap) => Math.abs(gap - middle) <= STEADY_GAP_DAYS);
  return alike.length >= between.length * STEADY_GAPS_RATIO;
}

/** The distinct days of pay, in order. */
export function payDays(postings: readonly Posting[]): readonly number[] {
  return [...new Set(postings.map((posting) => posting.day))].sort((a, b) => a - b);
}

/** What came on each day of pay: a pay that is split between two accounts is one. */
function paidByDay(postings: readonly Posting[]): readonly Cents[] {
  const paid = new Map<number, Cents>();
  for (const { day, transaction } of postings) {
    paid.set(day, (paid.get(day) ?? 0) - transaction.amountCents);
  }
  return [...paid.values()];
}

export function gaps(days: readonly number[]): readonly number[] {
  return days.slice(1).map((day, at) => day - (days[at] ?? day));
}

function payStream(postings: readonly Posting[]): PayrollStream {
  const latest = postings.at(-1)?.transaction;
  const medianGapDays = median(gaps(payDays(postings)));
  return {
    source: latest?.merchantName ?? latest?.description ?? '',
    cadence: payCadence(medianGapDays) ?? 'irregular',
    medianGapDays,
    medianAmountCents: Math.round(median(paidByDay(postings)) ?? 0),
    transactionIds: postings.map((posting) => posting.transaction.transactionId),
  };
}
