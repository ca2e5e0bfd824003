import type { Posting } from './posting.ts';
import { spendKinds } from './transaction-kind.ts';

/**
 * An inflow that nothing names is a refund where its merchant took at least as much at once before, or on the
 * same day: shops send money back without saying so.
 */
export function withMerchantRefunds(postings: readonly Posting[]): readonly Posting[] {
  const charges = new Map<string, Posting[]>();
  for (const { kind, merchant } of postings) if (kind === 'unlabelled_inflow') charges.set(merchant, []);
  if (charges.size === 0) return postings;
  for (const posting of postings) {
    if (spendKinds.has(posting.kind)) charges.get(posting.merchant)?.push(posting);
  }
  return postings.map((posting) =>
    posting.kind === 'unlabelled_inflow' &&
    charges.get(posting.merchant)?.some((charge) => couldPayBack(posting, charge))
      ? { ...posting, kind: 'refund' }
      : posting,
  );
}

function couldPayBack(refund: Posting, charge: Posting): boolean {
  return charge.day <= refund.day && charge.transaction.amountCents >= -refund.transaction.amountCents;
}
