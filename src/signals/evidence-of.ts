import type { Posting } from './posting.ts';
import type { MeasureEvidence } from './signals.ts';

/** The rows that a measure was added up from, and the accounts they lie in. */
export function evidenceOf(postings: readonly Posting[]): MeasureEvidence {
  return {
    transactionIds: postings.map(({ transaction }) => transaction.transactionId),
    accountIds: [...new Set(postings.map(({ transaction }) => transaction.accountId))].sort(),
  };
}
