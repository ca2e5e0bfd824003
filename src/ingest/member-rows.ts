import { assert } from '../kernel/assert.ts';
import type {
  Account,
  BankRecord,
  CreditLiability,
  MemberBank,
  QuarantinedRow,
  Transaction,
} from './bank-record.ts';

type Placed<Row> = { readonly row: Row; readonly file: string; readonly place: string };

/** A member's data, and the rows left out of it because the member has no such account. */
export type WholeMember = { readonly bank: MemberBank; readonly unplaced: readonly QuarantinedRow[] };

/** One member's rows as they come in: from one object of a file, or joined from several. */
export class MemberRows {
  readonly #accounts = new Map<string, Account>();
  readonly #transactions = new Map<string, Placed<Transaction>>();
  readonly #liabilities = new Map<string, Placed<CreditLiability>>();
  readonly #removedIds = new Set<string>();

  take(file: string, record: Exclude<BankRecord, { kind: 'quarantined' | 'member' }>): void {
    switch (record.kind) {
      case 'account':
        this.#accounts.set(record.account.accountId, record.account);
        return;
      case 'transaction':
        this.#put({ row: record.transaction, file, place: record.place });
        return;
      case 'liability':
        this.#liabilities.set(record.liability.accountId, {
          row: record.liability,
          file,
          place: record.place,
        });
        return;
      case 'removal':
        this.#remove(record.transactionId);
        return;
      default:
        assert(false, 'every kind of row is taken');
    }
  }

  /** Adds rows that came later; where both have a row, the later one counts. */
  join(later: MemberRows): void {
    for (const [id, account] of later.#accounts) this.#accounts.set(id, account);
    for (const id of later.#removedIds) this.#remove(id);
    for (const placed of later.#transactions.values()) this.#put(placed);
    for (const [id, placed] of later.#liabilities) this.#liabilities.set(id, placed);
  }

  whole(memberId: string): WholeMember {
    const unplaced: QuarantinedRow[] = [];
    const known = <Row extends { accountId: string }>(rows: Iterable<Placed<Row>>): Row[] => {
      const kept: Row[] = [];
      for (const placed of rows) {
        if (this.#accounts.has(placed.row.accountId)) kept.push(placed.row);
        else unplaced.push(unknownAccount(placed));
      }
      return kept;
    };
    const bank = {
      memberId,
      accounts: [...this.#accounts.values()],
      transactions: known(this.#transactions.values()),
      liabilities: known(this.#liabilities.values()),
    };
    return { bank, unplaced };
  }

  #remove(transactionId: string): void {
    this.#transactions.delete(transactionId);
    this.#removedIds.add(transactionId);
  }

  /** A posted transaction takes the place of its pending one, by the name it gives or its own, whichever came first. */
  #put(placed: Placed<Transaction>): void {
    const { transactionId, pendingTransactionId, isPending } = placed.row;
    const isPosted = this.#transactions.get(transactionId)?.row.isPending === false;
    if (isPending && (isPosted || this.#removedIds.has(transactionId))) return;
    if (!isPending && pendingTransactionId !== null) this.#remove(pendingTransactionId);
    this.#transactions.set(transactionId, placed);
  }
}

function unknownAccount({ row, file, place }: Placed<{ accountId: string }>): QuarantinedRow {
  return { file, place, code: 'UNKNOWN_ACCOUNT', message: `the file has no account ${row.accountId}` };
}
