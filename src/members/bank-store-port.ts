import type { Actor } from '../audit/audit-entry.ts';
import type { ConsentGrant } from '../guardrails/consent-grant.ts';
import type { BankRecord, MemberBank, QuarantinedRow } from '../ingest/bank-record.ts';

/** Which file, when, on whose order; where nobody is named, the product itself. */
export type ImportSource = {
  readonly importId: string;
  readonly fileName: string;
  readonly importedAt: Date;
  readonly importedBy?: Actor;
};

/** One import as the record keeps it. Rows are accounts, transactions and liabilities. */
export type ImportReceipt = {
  readonly importId: string;
  readonly fileName: string;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  /** Accepted rows that the store already held, unchanged. */
  readonly rowsUnchanged: number;
  readonly rowsQuarantined: number;
  /** The members whose data the file held, each once, in the file's order. */
  readonly memberIds: readonly string[];
};

/** Where members' bank data is kept. */
export interface BankStore {
  /**
   * Takes a whole file, and the log's entry about it, or nothing: a throw from `records` or from the store leaves no row behind.
   * Memory stays flat however long `records` is. A transaction or liability of an account that its member
   * lacks is quarantined (`UNKNOWN_ACCOUNT`). Importing the same rows again changes nothing.
   */
  importRecords(source: ImportSource, records: AsyncIterable<readonly BankRecord[]>): Promise<ImportReceipt>;

  /** Everything known about one member's money, or null where there is no such member. */
  memberBank(consent: ConsentGrant): Promise<MemberBank | null>;

  /** The same for the member themself, to take along. It needs no consent, and nothing is made from it. */
  memberCopy(memberId: string): Promise<MemberBank | null>;

  quarantinedRows(importId: string): Promise<readonly QuarantinedRow[]>;
}
