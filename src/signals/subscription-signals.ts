import type { Cents } from '../kernel/units.ts';
import { evidenceOf } from './evidence-of.ts';
import { type DetectedStream, isCounted } from './recurring-streams.ts';
import type { MeasureEvidence, SubscriptionSignals } from './signals.ts';
import type { DayRange, Spend } from './spend.ts';

/** Streams that touch the window; spend and share over the 30 days that end at the as-of date. */
export function subscriptionSignals(
  streams: readonly DetectedStream[],
  range: DayRange,
  { month, monthSpend: spend }: { readonly month: DayRange; readonly monthSpend: Spend },
): { signals: SubscriptionSignals; evidence: Record<string, MeasureEvidence> } {
  const touching = streams.filter((found) => found.postings.some((posting) => posting.day >= range.fromDay));
  const counted = touching.filter((found) => found.stream.active && isCounted(found.stream.cadence));
  const recurring = recurringWithin(streams, month, spend.byMerchant);
  return {
    signals: {
      streams: touching.map((found) => found.stream),
      recurringCount: counted.length,
      monthlySpendCents: recurring.spentCents,
      shareRatio: spend.spentCents === 0 ? 0 : recurring.spentCents / spend.spentCents,
    },
    evidence: {
      recurringCount: evidenceOf(counted.flatMap((found) => found.postings)),
      monthlySpendCents: evidenceOf(recurring.postings),
      shareRatio: evidenceOf(spend.postings),
    },
  };
}

/** What counted streams took within the range; a refund by the same merchant takes it back. */
function recurringWithin(
  streams: readonly DetectedStream[],
  range: DayRange,
  netByMerchant: ReadonlyMap<string, Cents>,
) {
  const postings = streams
    .filter((found) => isCounted(found.stream.cadence))
    .flatMap((found) => found.postings)
    .filter((posting) => posting.day >= range.fromDay && posting.day <= range.toDay);
  const gross = new Map<string, Cents>();
  for (const { merchant, transaction } of postings) {
    gross.set(merchant, (gross.get(merchant) ?? 0) + transaction.amountCents);
  }
  let spentCents = 0;
  for (const [merchant, cents] of gross) spentCents += Math.min(cents, netByMerchant.get(merchant) ?? cents);
  return { spentCents, postings };
}
