import { assert } from '../kernel/assert.ts';
import type {
  Account,
  BankRecord,
  CreditLiability,
  MemberBank,
  QuarantinedRow,
  RowNote,
  Transaction,
} from './bank-record.ts';

type Placed<Row> = { readonly row: Row; readonly file: string; readonly place: string };

type OpenMember = {
  readonly accounts: Map<string, Account>;
  readonly transactions: Map<string, Placed<Transaction>>;
  readonly liabilities: Map<string, Placed<CreditLiability>>;
  readonly removedIds: Set<string>;
};

export type NotedRow = { readonly file: string; readonly place: string } & RowNote;

/** Everything that files held, by member, with what was put aside. */
export type CollectedMembers = {
  readonly members: readonly MemberBank[];
  readonly quarantined: readonly QuarantinedRow[];
  readonly notes: readonly NotedRow[];
};

const newMember = (): OpenMember => ({
  accounts: new Map(),
  transactions: new Map(),
  liabilities: new Map(),
  removedIds: new Set(),
});

/** Gathers the records of files in memory, for analysis without a store. Members keep the files' order. */
export class MemberCollector {
  readonly #members = new Map<string, OpenMember>();
  readonly #quarantined: QuarantinedRow[] = [];
  readonly #notes: NotedRow[] = [];

  /** Takes one whole file. Where `records` throws, nothing of the file is kept. */
  async add(fileName: string, records: AsyncIterable<readonly BankRecord[]>): Promise<void> {
    const open = new Map<number, OpenMember>();
    const closed: (readonly [string, OpenMember])[] = [];
    const quarantined: QuarantinedRow[] = [];
    const notes: NotedRow[] = [];
    const memberOf = (member: number) => {
      const known = open.get(member) ?? newMember();
      open.set(member, known);
      return known;
    };
    for await (const batch of records) {
      for (const record of batch) {
        if (record.kind === 'quarantined') quarantined.push(record.row);
        else if (record.kind === 'member') closed.push([record.memberId, memberOf(record.member)]);
        else {
          takeRow(memberOf(record.member), fileName, record);
          if (record.kind === 'transaction' && record.note) {
            notes.push({ file: fileName, place: record.place, ...record.note });
          }
        }
      }
    }
    for (const [memberId, member] of closed) this.#merge(memberId, member);
    this.#quarantined.push(...quarantined);
    this.#notes.push(...notes);
  }

  /** What was gathered; rows of an account that their member lacks are put aside here. */
  collected(): CollectedMembers {
    const quarantined = [...this.#quarantined];
    const members = [...this.#members].map(([memberId, member]): MemberBank => {
      const known = <Row extends { accountId: string }>(placed: Placed<Row>) => {
        if (member.accounts.has(placed.row.accountId)) return true;
        quarantined.push({
          file: placed.file,
          place: placed.place,
          code: 'UNKNOWN_ACCOUNT',
          message: `the file has no account ${placed.row.accountId}`,
        });
        return false;
      };
      return {
        memberId,
        accounts: [...member.accounts.values()],
        transactions: [...member.transactions.values()].filter(known).map(({ row }) => row),
        liabilities: [...member.liabilities.values()].filter(known).map(({ row }) => row),
      };
    });
    return { members, quarantined, notes: this.#notes };
  }

  #merge(memberId: string, part: OpenMember): void {
    const whole = this.#members.get(memberId);
    if (whole === undefined) {
      this.#members.set(memberId, part);
      return;
    }
    for (const [id, account] of part.accounts) whole.accounts.set(id, account);
    for (const id of part.removedIds) {
      whole.transactions.delete(id);
      whole.removedIds.add(id);
    }
    for (const [id, placed] of part.transactions) putTransaction(whole, id, placed);
    for (const [id, placed] of part.liabilities) whole.liabilities.set(id, placed);
  }
}

function takeRow(
  member: OpenMember,
  file: string,
  record: Exclude<BankRecord, { kind: 'quarantined' | 'member' }>,
): void {
  switch (record.kind) {
    case 'account':
      member.accounts.set(record.account.accountId, record.account);
      return;
    case 'transaction':
      putTransaction(member, record.transaction.transactionId, {
        row: record.transaction,
        file,
        place: record.place,
      });
      return;
    case 'liability':
      member.liabilities.set(record.liability.accountId, {
        row: record.liability,
        file,
        place: record.place,
      });
      return;
    case 'removal':
      member.transactions.delete(record.transactionId);
      member.removedIds.add(record.transactionId);
      return;
    default:
      assert(false, 'every kind of row is taken');
  }
}

/** A posted transaction takes the place of the pending one it names, whichever came first. */
function putTransaction(member: OpenMember, id: string, placed: Placed<Transaction>): void {
  const { pendingTransactionId, isPending } = placed.row;
  if (isPending && member.removedIds.has(id)) return;
  if (!isPending && pendingTransactionId !== null) {
    member.transactions.delete(pendingTransactionId);
    member.removedIds.add(pendingTransactionId);
  }
  member.transactions.set(id, placed);
}
