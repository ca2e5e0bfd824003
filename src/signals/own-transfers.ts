import type { Posting } from './posting.ts';
import type { TransactionKind } from './transaction-kind.ts';

/** Days between the two legs of a transfer between own accounts. */
const TRANSFER_LEGS_DAYS_MAX = 3;

/** Kinds that a matching opposite leg turns into an own transfer: all that no words or category settled. */
const pairableOut = new Set<TransactionKind>(['purchase', 'own_transfer', 'peer_transfer']);
const pairableIn = new Set<TransactionKind>(['unlabelled_inflow', 'own_transfer', 'other_inflow', 'wages']);

/** Marks the two legs of transfers between own deposit accounts: same amount, opposite sign, days apart. */
export function withOwnTransfers(postings: readonly Posting[]): readonly Posting[] {
  const inflows = new Map<number, Posting[]>();
  for (const posting of postings) {
    if (posting.transaction.amountCents < 0 && isDeposit(posting) && pairableIn.has(posting.kind)) {
      const amount = -posting.transaction.amountCents;
      const known = inflows.get(amount);
      if (known) known.push(posting);
      else inflows.set(amount, [posting]);
    }
  }
  if (inflows.size === 0) return postings;
  const legs = new Set<Posting>();
  for (const out of postings) {
    if (!isDeposit(out) || !pairableOut.has(out.kind) || out.transaction.amountCents <= 0) continue;
    const match = inflows.get(out.transaction.amountCents)?.find((into) => isOtherLeg(out, into, legs));
    if (match) {
      legs.add(out);
      legs.add(match);
    }
  }
  return legs.size === 0
    ? postings
    : postings.map((posting) => (legs.has(posting) ? { ...posting, kind: 'own_transfer' } : posting));
}

function isDeposit(posting: Posting): boolean {
  return posting.account === 'checking' || posting.account === 'savings' || posting.account === 'unstated';
}

function isOtherLeg(out: Posting, into: Posting, taken: ReadonlySet<Posting>): boolean {
  if (taken.has(into) || out.transaction.accountId === into.transaction.accountId) return false;
  if (Math.abs(out.day - into.day) > TRANSFER_LEGS_DAYS_MAX) return false;
  // Pay that happens to equal a purchase stays pay: only a transfer's own words on the other leg say otherwise.
  if (into.kind === 'wages') return out.kind === 'own_transfer';
  const isPlainPurchase = out.kind === 'purchase' && out.transaction.category !== null;
  return !isPlainPurchase;
}
