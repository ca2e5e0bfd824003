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
  /** Those of them who had been erased and are here again, without consent. */
  readonly returnedMemberIds: readonly string[];
};

/** How many of a member's rows one import brought or changed last; null for rows from before that was kept. */
export type ImportShare = {
  readonly importId: string | null;
  readonly accounts: number;
  readonly transactions: number;
  readonly liabilities: number;
};

/** What is known of a member's money, and where it came from, the oldest import first. */
export type SourcedBank = { readonly bank: MemberBank; readonly imports: readonly ImportShare[] };

/** Where members' bank data is kept. */
export interface BankStore {
  /**
   * Takes a whole file, and the log's entry about it, or nothing: a throw from `records` or from the store leaves no row behind.
   * Memory stays flat however long `records` is. A transaction or liability of an account that its member
   * lacks is quarantined (`UNKNOWN_ACCOUNT`). Importing the same rows again changes nothing.
   */
  importRecords(source: ImportSource, records: AsyncIterable<readonly BankRecord[]>): Promise<ImportReceipt>;

  /**
   * Everything known about one member's money. Null where there is no such member, or where their consent was
   * taken back since the grant was given: it is asked again in the transaction that reads.
   */
  memberBank(consent: ConsentGrant): Promise<SourcedBank | null>;

  /** The same for the member themself, to take along. It needs no consent, and nothing is made from it. */
  memberCopy(memberId: string): Promise<MemberBank | null>;

  quarantinedRows(importId: string): Promise<readonly QuarantinedRow[]>;
}
