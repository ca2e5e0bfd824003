import type { Cents, Months } from '../kernel/units.ts';
import type { Ledger } from './ledger.ts';
import type { Posting } from './posting.ts';
import { spendKinds } from './transaction-kind.ts';

export type DayRange = { readonly fromDay: number; readonly toDay: number };

export type Spend = {
  readonly spentCents: Cents;
  /** What each merchant kept, after refunds. */
  readonly byMerchant: ReadonlyMap<string, Cents>;
  readonly postings: readonly Posting[];
};

/** Average spend of 30 days of the window, with the rows behind it. */
export type MonthlySpending = { readonly cents: number; readonly transactionIds: readonly string[] };

/** How many months of average spending a balance carries: balance ÷ monthly spend. Null where nothing was spent. */
export function monthsOfSpending(balanceCents: Cents, spending: MonthlySpending): Months | null {
  return spending.cents === 0 ? null : balanceCents / spending.cents;
}

export function isWithin(posting: Posting, range: DayRange): boolean {
  return posting.day >= range.fromDay && posting.day <= range.toDay;
}

/**
 * Money out over a range of days, less refunds at the same merchant. Own transfers, card payments, savings
 * transfers and loan payments are no spend. A merchant that paid back more than it took counts as 0.
 */
export function spendWithin(ledger: Ledger, range: DayRange): Spend {
  const net = new Map<string, Cents>();
  const postings: Posting[] = [];
  for (const posting of ledger.postings) {
    if (!isWithin(posting, range) || posting.account === 'loan' || posting.account === 'invested') continue;
    if (!spendKinds.has(posting.kind) && posting.kind !== 'refund') continue;
    net.set(posting.merchant, (net.get(posting.merchant) ?? 0) + posting.transaction.amountCents);
    postings.push(posting);
  }
  let spentCents = 0;
  for (const [merchant, cents] of net) {
    if (cents < 0) net.set(merchant, 0);
    else spentCents += cents;
  }
  return { spentCents, byMerchant: net, postings };
}
