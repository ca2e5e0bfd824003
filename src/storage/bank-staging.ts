import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { BankRecord } from '../ingest/bank-record.ts';
import {
  accountColumns,
  accountRow,
  type BankColumns,
  liabilityColumns,
  liabilityRow,
  transactionColumns,
  transactionRow,
} from './bank-columns.ts';
import type { Schema } from './schema.ts';
import { storableJson } from './storable-json.ts';

const ROWS_PER_STATEMENT = 2_000;

type Column = readonly [name: string, type: string];

const turn: readonly Column[] = [
  ['ordinal', 'bigint'],
  ['member', 'integer'],
  ['place', 'text'],
];

/** The temporary tables of one import, by name; they vanish with its transaction. */
const stagedTables = {
  staged_members: [
    ['ordinal', 'bigint'],
    ['member', 'integer'],
    ['member_id', 'text'],
  ],
  staged_accounts: [...turn, ...accountColumns.columns],
  staged_transactions: [...turn, ...transactionColumns.columns],
  staged_removals: [...turn, ['transaction_id', 'text']],
  staged_credit_liabilities: [...turn, ...liabilityColumns.columns],
  staged_quarantine: [
    ['ordinal', 'bigint'],
    ['file', 'text'],
    ['place', 'text'],
    ['code', 'text'],
    ['message', 'text'],
  ],
} as const satisfies Readonly<Record<string, readonly Column[]>>;

type StagedTable = keyof typeof stagedTables;
const stagedTableNames = Object.keys(stagedTables) as StagedTable[];

export function stagedTableOf(columns: BankColumns): StagedTable {
  return `staged_${columns.table}`;
}

/**
 * Takes records as they stream in and writes them to temporary tables, a bounded number of rows at a time.
 * Every row keeps its turn in the file (`ordinal`), because later rows replace earlier ones.
 */
export class BankStaging {
  readonly #transaction: Transaction<Schema>;
  readonly #waiting = new Map<StagedTable, object[]>();
  #ordinal = 0;

  private constructor(transaction: Transaction<Schema>) {
    this.#transaction = transaction;
  }

  static async open(transaction: Transaction<Schema>): Promise<BankStaging> {
    for (const table of stagedTableNames) {
      await sql`create temporary table ${sql.table(table)} (${columnList(table)}) on commit drop`.execute(
        transaction,
      );
    }
    return new BankStaging(transaction);
  }

  async take(records: readonly BankRecord[]): Promise<void> {
    for (const record of records) {
      const { table, row } = stagedRow(record, this.#ordinal);
      this.#ordinal += 1;
      const waiting = this.#waiting.get(table) ?? [];
      this.#waiting.set(table, waiting);
      waiting.push(row);
      if (waiting.length >= ROWS_PER_STATEMENT) await this.#flush(table);
    }
  }

  /** Writes what still waits and tells the planner how much there is. */
  async finish(): Promise<void> {
    for (const table of stagedTableNames) {
      await this.#flush(table);
      await sql`analyze ${sql.table(table)}`.execute(this.#transaction);
    }
  }

  async #flush(table: StagedTable): Promise<void> {
    const rows = this.#waiting.get(table) ?? [];
    if (rows.length === 0) return;
    this.#waiting.delete(table);
    await sql`
      insert into ${sql.table(table)}
      select * from json_to_recordset(${storableJson(rows)}::json) as given (${columnList(table)})`.execute(
      this.#transaction,
    );
  }
}

function stagedRow(record: BankRecord, ordinal: number): { table: StagedTable; row: object } {
  if (record.kind === 'quarantined') return { table: 'staged_quarantine', row: { ordinal, ...record.row } };
  const { kind, member } = record;
  switch (kind) {
    case 'member':
      return { table: 'staged_members', row: { ordinal, member, member_id: record.memberId } };
    case 'account':
      return { table: 'staged_accounts', row: { ordinal, member, ...accountRow(record.account) } };
    case 'transaction': {
      const row = { ordinal, member, place: record.place, ...transactionRow(record.transaction) };
      return { table: 'staged_transactions', row };
    }
    case 'removal': {
      const row = { ordinal, member, place: record.place, transaction_id: record.transactionId };
      return { table: 'staged_removals', row };
    }
    case 'liability': {
      const row = { ordinal, member, place: record.place, ...liabilityRow(record.liability) };
      return { table: 'staged_credit_liabilities', row };
    }
  }
}

function columnList(table: StagedTable): RawBuilder<unknown> {
  const columns: readonly Column[] = stagedTables[table];
  return sql.join(columns.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`));
}
