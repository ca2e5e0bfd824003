import type { Actor } from '../audit/audit-entry.ts';
import type { BankRecord } from '../ingest/bank-record.ts';
import type { ImportReceipt } from './bank-store-port.ts';
import { type RefreshDependencies, refreshMember } from './refresh-member.ts';

/** A bank file, opened: its records as the parser emits them. */
export type OpenBankFile = {
  readonly fileName: string;
  readonly records: AsyncIterable<readonly BankRecord[]>;
};

/**
 * Takes a bank file in, whole or not at all, and looks anew at those of its members who gave consent.
 * A file that the parser refuses throws `BankFileRefused` and leaves nothing behind.
 */
export async function importBankFile(
  dependencies: RefreshDependencies,
  { fileName, records }: OpenBankFile,
  importedBy: Actor = { role: 'system', name: 'spendsense' },
): Promise<ImportReceipt> {
  const { bankStore, clock, ids } = dependencies;
  const receipt = await bankStore.importRecords(
    { importId: ids.next(), fileName, importedAt: clock.now(), importedBy },
    records,
  );
  for (const memberId of receipt.memberIds) await refreshMember(dependencies, memberId, 'import');
  return receipt;
}
