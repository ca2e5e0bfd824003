import type { ImportReceipt } from './bank-store-port.ts';

export type ImportReport = Omit<ImportReceipt, 'memberIds'> & {
  readonly importedAt: Date;
  readonly memberCount: number;
};

/** What came in, import by import. The rows that were put aside are in the bank store. */
export interface ImportReports {
  /** The latest first, at most `countMax`. */
  latest(countMax: number): Promise<readonly ImportReport[]>;
  /** Null where there is no such import. */
  find(importId: string): Promise<ImportReport | null>;
}
