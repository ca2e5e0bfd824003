import type { Transaction } from '../ingest/bank-record.ts';
import type { AccountClass } from './account-class.ts';
import type { TransactionKind } from './transaction-kind.ts';

/** A posted transaction with what the measures need to know about it. */
export type Posting = {
  readonly transaction: Transaction;
  readonly day: number;
  readonly account: AccountClass;
  readonly merchant: string;
  readonly kind: TransactionKind;
};
