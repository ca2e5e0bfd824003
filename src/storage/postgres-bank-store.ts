import { sql, type Transaction } from 'kysely';
import type { Decision } from '../audit/audit-entry.ts';
import type { BankRecord, MemberBank, QuarantinedRow } from '../ingest/bank-record.ts';
import type { BankStore, ImportReceipt, ImportSource, SourcedBank } from '../members/bank-store-port.ts';
import { appendDecision } from './audit-append.ts';
import { accountOf, liabilityOf, transactionOf } from './bank-columns.ts';
import { mergeStaged } from './bank-merge.ts';
import { BankStaging } from './bank-staging.ts';
import { latestConsent } from './consent-in-force.ts';
import type { Database } from './database.ts';
import { importShares } from './import-shares.ts';
import type { Schema } from './schema.ts';

export class PostgresBankStore implements BankStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async importRecords(
    source: ImportSource,
    records: AsyncIterable<readonly BankRecord[]>,
  ): Promise<ImportReceipt> {
    const { importId, fileName, importedAt } = source;
    return await this.#db.transaction().execute(async (tx) => {
      const staging = await BankStaging.open(tx);
      for await (const batch of records) await staging.take(batch);
      await staging.finish();
      const { importNumber } = await tx
        .insertInto('imports')
        .values({ import_id: importId, file_name: fileName, imported_at: importedAt })
        .returning('import_number as importNumber')
        .executeTakeFirstOrThrow();
      const merged = await mergeStaged(tx, { ...source, importNumber });
      const receipt = {
        importId,
        fileName,
        rowsRead: merged.accepted + merged.quarantined,
        rowsAccepted: merged.accepted,
        rowsUnchanged: merged.accepted - merged.changed,
        rowsQuarantined: merged.quarantined,
        memberIds: merged.memberIds,
        returnedMemberIds: merged.returnedMemberIds,
      };
      await sql`
        update imports set rows_read = ${receipt.rowsRead}, rows_accepted = ${receipt.rowsAccepted},
          rows_unchanged = ${receipt.rowsUnchanged}, rows_quarantined = ${receipt.rowsQuarantined},
          member_ids = ${receipt.memberIds} where import_id = ${importId}`.execute(tx);
      await appendDecision(tx, importDecision(source, receipt));
      return receipt;
    });
  }

  async memberBank({ memberId }: Parameters<BankStore['memberBank']>[0]): Promise<SourcedBank | null> {
    return await this.#reading(async (tx) => {
      if ((await latestConsent(tx, memberId))?.action !== 'grant') return null;
      const bank = await readBank(tx, memberId);
      return bank && { bank, imports: await importShares(tx, memberId) };
    });
  }

  async memberCopy(memberId: string): Promise<MemberBank | null> {
    return await this.#reading((tx) => readBank(tx, memberId));
  }

  /** One snapshot: an import that commits between the queries is seen by all of them or by none. */
  async #reading<Value>(read: (tx: Transaction<Schema>) => Promise<Value>): Promise<Value> {
    return await this.#db.transaction().setIsolationLevel('repeatable read').execute(read);
  }

  async quarantinedRows(importId: string): Promise<readonly QuarantinedRow[]> {
    return await this.#db
      .selectFrom('quarantined_rows')
      .select(['file', 'place', 'code', 'message'])
      .where('import_id', '=', importId)
      .orderBy('ordinal')
      .execute();
  }
}

async function readBank(tx: Transaction<Schema>, memberId: string): Promise<MemberBank | null> {
  const member = await tx
    .selectFrom('members')
    .select('member_id')
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  if (member === undefined) return null;
  const accounts = await tx
    .selectFrom('accounts')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('account_id')
    .execute();
  const transactions = await tx
    .selectFrom('transactions')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('date')
    .orderBy('transaction_id')
    .execute();
  const liabilities = await tx
    .selectFrom('credit_liabilities')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('account_id')
    .execute();
  return {
    memberId,
    accounts: accounts.map(accountOf),
    transactions: transactions.map(transactionOf),
    liabilities: liabilities.map(liabilityOf),
  };
}

/** File name and members stand in the import's own row: both can name a person. */
function importDecision(source: ImportSource, receipt: ImportReceipt): Decision {
  const { importId, rowsRead, rowsAccepted, rowsUnchanged, rowsQuarantined, memberIds } = receipt;
  return {
    action: 'bank_file_imported',
    at: source.importedAt,
    actor: source.importedBy ?? { role: 'system', name: 'spendsense' },
    memberId: null,
    reason: 'a bank file came in',
    ruleVersion: null,
    facts: {
      importId,
      rowsRead,
      rowsAccepted,
      rowsUnchanged,
      rowsQuarantined,
      memberCount: memberIds.length,
    },
    detail: null,
  };
}
