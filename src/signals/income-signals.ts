import type { Ratio } from '../kernel/units.ts';
import { evidenceOf } from './evidence-of.ts';
import type { Ledger } from './ledger.ts';
import { median } from './median.ts';
import { type DetectedPay, gaps, payDays } from './pay-streams.ts';
import type { Posting } from './posting.ts';
import { totalBalance } from './savings-signals.ts';
import type { IncomeSignals, MeasureEvidence } from './signals.ts';
import { type DayRange, type MonthlySpending, monthsOfSpending } from './spend.ts';
import { daysPerMonth } from './thresholds.ts';

/** Pay that touches the window, its rhythm and how long the checking balance would carry the spending. */
export function incomeSignals(
  ledger: Ledger,
  pay: readonly DetectedPay[],
  options: { range: DayRange; spending: MonthlySpending },
): { signals: IncomeSignals; evidence: Record<string, MeasureEvidence> } {
  const { range } = options;
  const touching = pay.filter((found) => found.postings.some((posting) => posting.day >= range.fromDay));
  const all = pay.flatMap((found) => found.postings);
  const days = payDaysOf(all, range);
  const checking = ledger.accounts.filter((entry) => entry.class === 'checking');
  const balanceCents = totalBalance(checking);
  const within = all.filter((posting) => posting.day >= range.fromDay);
  return {
    signals: {
      payroll: touching.map((found) => found.stream),
      medianPayGapDays: median(gaps(days)),
      variabilityRatio: variability(ledger, within, range),
      cashBufferMonths: balanceCents === null ? null : monthsOfSpending(balanceCents, options.spending),
    },
    evidence: {
      pay: evidenceOf(within),
      medianPayGapDays: evidenceOf(days.length > 1 ? all.filter(({ day }) => day >= (days[0] ?? day)) : []),
      variabilityRatio: evidenceOf(within),
      cashBufferMonths: {
        transactionIds: options.spending.transactionIds,
        accountIds: checking.map((entry) => entry.account.accountId),
      },
    },
  };
}

/**
 * The distinct pay dates of all sources together, from the last one before the window: a gap belongs to the
 * window in which it ends, so a month with one payday still has its gap.
 */
function payDaysOf(postings: readonly Posting[], range: DayRange): readonly number[] {
  const days = payDays(postings);
  const first = days.findIndex((day) => day >= range.fromDay);
  return first === -1 ? [] : days.slice(Math.max(0, first - 1));
}

/**
 * Sample standard deviation ÷ mean of the pay of each 30 days, counted back from the as-of date. Stretches
 * from before the data begins are unknown, not empty.
 */
function variability(ledger: Ledger, postings: readonly Posting[], range: DayRange): Ratio | null {
  const stretches: number[] = [];
  const firstDay = Math.max(range.fromDay, ledger.coveredDays?.first ?? range.fromDay);
  for (
    let last = range.toDay;
    last - daysPerMonth + 1 >= range.fromDay && last >= firstDay;
    last -= daysPerMonth
  ) {
    const sum = postings
      .filter((posting) => posting.day <= last && posting.day > last - daysPerMonth)
      .reduce((total, posting) => total - posting.transaction.amountCents, 0);
    stretches.push(sum);
  }
  if (stretches.length < 2) return null;
  const mean = stretches.reduce((sum, value) => sum + value, 0) / stretches.length;
  if (mean <= 0) return null;
  const squares = stretches.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (stretches.length - 1)) / mean;
}
