import type { QuarantinedRow } from '../ingest/bank-record.ts';

/** One time that the member signed in, or a link to do so. The secrets themselves are kept nowhere. */
type Access = { readonly name: string; readonly createdAt: Date; readonly expiresAt: Date };

/** What is held about a member beside their money, their words and the decisions about them. */
export type MemberHoldings = {
  /** Since the first file that named them. */
  readonly knownSince: Date;
  /** What the bank took back: only ids are kept, so that it doesn't come in again. */
  readonly removedTransactionIds: readonly string[];
  /** Rows put aside from files that named nobody else, or that name the member themselves. */
  readonly quarantinedRows: readonly (QuarantinedRow & { readonly importId: string })[];
  readonly signInLinks: readonly (Access & { readonly usedAt: Date | null })[];
  readonly sessions: readonly (Access & { readonly revokedAt: Date | null })[];
  /** Every run, the oldest first: which is shown, and when a revocation hid it. What it led to is in its decision. */
  readonly runs: readonly {
    readonly runId: string;
    readonly isCurrent: boolean;
    readonly hiddenAt: Date | null;
  }[];
};

/** Where the member's own copy comes from, beside what the other stores tell. */
export interface MemberHoldingsStore {
  /** Null where there is no such member. */
  of(memberId: string): Promise<MemberHoldings | null>;
}
