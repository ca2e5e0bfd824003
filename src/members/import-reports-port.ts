import type { ImportReceipt } from './bank-store-port.ts';

export type ImportReport = Omit<ImportReceipt, 'memberIds' | 'returnedMemberIds'> & {
  readonly importedAt: Date;
  readonly memberCount: number;
};

/** A file that named a member. */
export type NamingImport = Pick<ImportReport, 'importId' | 'fileName' | 'importedAt'>;

/** What came in, import by import. The rows that were put aside are in the bank store. */
export interface ImportReports {
  /** The latest first, at most `countMax`. */
  latest(countMax: number): Promise<readonly ImportReport[]>;
  /** Null where there is no such import. */
  find(importId: string): Promise<ImportReport | null>;
  /** The oldest first. */
  naming(memberId: string): Promise<readonly NamingImport[]>;
}
