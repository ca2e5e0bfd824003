import type { AuditEntry, AuditHead, Decision } from './audit-entry.ts';

/** The whole log at one moment. */
export type AuditChain = {
  /** Every entry in the order of the chain, as it is stored, a bounded number of them in memory. */
  readonly entries: AsyncIterable<AuditEntry>;
  /** What the log says its last entry is: position 0 and the genesis hash where there is none. */
  readonly head: AuditHead;
  /** What is held of words, runs and imports and isn't what the log says was decided, and the other way round. */
  strayRecords(): Promise<readonly StrayRecord[]>;
};

/** `position` is the entry's; null where no entry speaks of the record. */
export type StrayRecord = {
  readonly code: string;
  readonly message: string;
  readonly position: number | null;
};

/**
 * The record of decisions: it only grows, and each entry's hash covers the one before. What has to be atomic
 * with its decision is recorded by the store that does it; this is for reading, and for decisions that
 * change nothing else.
 */
export interface AuditLog {
  record(decision: Decision): Promise<void>;
  /** Reads the chain as it stands at one moment, whatever is appended meanwhile. */
  snapshot<Value>(read: (chain: AuditChain) => Promise<Value>): Promise<Value>;
  /**
   * The entries about one member, also after the member was erased, and about the imports that named them,
   * oldest first.
   */
  entriesOf(memberId: string): Promise<readonly AuditEntry[]>;
}
