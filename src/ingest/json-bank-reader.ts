import { BankFileRefused } from './bank-file-refused.ts';
import type { BankRecord, QuarantinedRow, RowNote } from './bank-record.ts';
import { type CutFrame, type CutHandler, type CutPlan, pathOf } from './cut-frame.ts';
import { fileStem } from './file-stem.ts';
import { readPlaidAccount, readPlaidCredit, readPlaidRemoval } from './plaid-rows.ts';
import { readPlaidTransaction, type UnnamedTransaction } from './plaid-transaction.ts';
import { rowDigest, TransactionNames } from './row-digest.ts';
import { ID_CHARS_MAX, type RowProblem, type RowRead } from './row-reading.ts';
import { readSandboxAccount, readSandboxTransaction } from './sandbox-rows.ts';

const leaf: CutPlan = { kind: 'leaf' };
const rows: CutPlan = { kind: 'array', item: leaf };
const memberPlan: CutPlan = {
  kind: 'object',
  keys: {
    accounts: rows,
    transactions: rows,
    added: rows,
    modified: rows,
    removed: rows,
    liabilities: { kind: 'object', keys: { credit: rows } },
    override_accounts: { kind: 'array', item: { kind: 'object', keys: { transactions: rows } } },
  },
};

/** One member, a list of members, or members one after another. */
export const bankDocumentPlan: CutPlan = {
  kind: 'either',
  object: memberPlan,
  array: { kind: 'array', item: memberPlan },
};

const plaidKeys = new Set(['accounts', 'transactions', 'added', 'modified', 'removed', 'liabilities']);

/** A sandbox account while its object is being read; its own fields may stand before or after its rows. */
type OpenSandboxAccount = { readonly accountId: string; readonly fields: Record<string, unknown> };

/** Turns what the cutter hands out into bank records: one reader a file. */
export class JsonBankReader implements CutHandler {
  readonly #fileName: string;
  readonly #fileStem: string;
  readonly #format: 'auto' | 'plaid' | 'plaid-sandbox';
  #records: BankRecord[] = [];
  #member = -1;
  #names = new TransactionNames();
  /** What changes and takes back rows of the same member waits for them: the keys of an object have no order. */
  #modified: BankRecord[] = [];
  #removed: BankRecord[] = [];
  #hasAdded = false;
  #memberFrame: CutFrame | null = null;
  #memberId: string | null = null;
  #isMember = false;
  #membersSeen = 0;
  #sandboxAccounts = 0;
  #sandboxAccount: OpenSandboxAccount | null = null;
  #placedFrame: CutFrame | null = null;
  #placePrefix = '';
  /** Set by the parser: which document of the file is being read, where there are several. */
  lineOf: (() => string) | null = null;

  constructor(options: { fileName: string; format: 'auto' | 'plaid' | 'plaid-sandbox' }) {
    this.#fileName = options.fileName;
    this.#fileStem = fileStem(options.fileName);
    this.#format = options.format;
  }

  get membersSeen(): number {
    return this.#membersSeen;
  }

  /** The records since the last call. */
  take(): BankRecord[] {
    const taken = this.#records;
    this.#records = [];
    return taken;
  }

  enter(frame: CutFrame): void {
    const { plan } = frame;
    if (plan === memberPlan) {
      this.#member++;
      this.#memberFrame = frame;
      this.#memberId = null;
      this.#isMember = false;
      this.#sandboxAccounts = 0;
      this.#names = new TransactionNames();
      this.#hasAdded = false;
      return;
    }
    if (frame.parent !== null && frame.parent === this.#memberFrame) this.#recognise(frame.key);
    else if (isSandboxAccountFrame(frame)) {
      const accountId = rowDigest('acc', [this.#fileStem, this.#member, this.#sandboxAccounts++]);
      this.#sandboxAccount = { accountId, fields: Object.create(null) };
    }
  }

  leave(frame: CutFrame): void {
    if (frame === this.#memberFrame) {
      this.#memberFrame = null;
      this.#closeMember(frame);
    } else if (isSandboxAccountFrame(frame)) this.#closeSandboxAccount(frame);
  }

  leaf(frame: CutFrame | null, value: unknown): void {
    if (frame === null || this.#memberFrame === null) {
      this.#quarantine(frame, {
        code: 'NOT_A_MEMBER',
        message: 'a member is an object with accounts and transactions',
      });
      return;
    }
    if (frame === this.#memberFrame) this.#memberField(frame, value);
    else if (isSandboxAccountFrame(frame) && this.#sandboxAccount) {
      this.#sandboxAccount.fields[frame.currentKey] = value;
    } else if (frame.isArray) this.#row(frame, value);
    else if (frame.currentKey === 'credit' && value !== null) this.#quarantine(frame, notAList('credit'));
  }

  #memberField(frame: CutFrame, value: unknown): void {
    const key = frame.currentKey;
    if (key === 'member_id') {
      if (value !== null) this.#memberId = this.#readMemberId(frame, value);
      return;
    }
    if (!plaidKeys.has(key) && key !== 'override_accounts') return;
    this.#recognise(key);
    if (value === null) return;
    this.#quarantine(
      frame,
      key === 'liabilities'
        ? { code: 'WRONG_TYPE', message: 'liabilities is an object with a list of rows in "credit"' }
        : notAList(key),
    );
  }

  #recognise(key: string): void {
    const isSandbox = key === 'override_accounts';
    if (!isSandbox && !plaidKeys.has(key)) return;
    if (this.#format !== 'auto' && isSandbox !== (this.#format === 'plaid-sandbox')) {
      throw new BankFileRefused({
        code: 'WRONG_FORMAT',
        fileName: this.#fileName,
        place: key,
        message: `this is not the format ${this.#format}: it has "${key}"`,
        remedy: `Use --format ${isSandbox ? 'plaid-sandbox' : 'plaid'}, or auto.`,
      });
    }
    this.#isMember = true;
  }

  #readMemberId(frame: CutFrame, value: unknown): string {
    const id = typeof value === 'number' ? String(value) : value;
    if (typeof id === 'string' && id !== '' && id.length <= ID_CHARS_MAX) return id;
    throw new BankFileRefused({
      code: 'INVALID_MEMBER_ID',
      fileName: this.#fileName,
      place: this.#place(frame),
      message: `member_id is neither a number nor a text of 1 to ${ID_CHARS_MAX} characters`,
      remedy: 'Give each member a member_id, or leave the key out to use the name of the file.',
    });
  }

  #row(frame: CutFrame, value: unknown): void {
    const owner = frame.key;
    if (owner === 'transactions' || owner === 'added') this.#hasAdded = true;
    if (owner === 'accounts') {
      this.#accept(frame, readPlaidAccount(value), (account) => ({
        kind: 'account',
        member: this.#member,
        account,
      }));
    } else if (owner === 'credit') {
      this.#accept(frame, readPlaidCredit(value), (liability) => ({
        kind: 'liability',
        member: this.#member,
        liability,
        place: this.#place(frame),
      }));
    } else if (owner === 'removed') {
      const removal = ({ transactionId }: { transactionId: string }): BankRecord => ({
        kind: 'removal',
        member: this.#member,
        transactionId,
        place: this.#place(frame),
      });
      this.#accept(frame, readPlaidRemoval(value), removal, this.#removed);
    } else if (this.#sandboxAccount) {
      this.#accept(frame, readSandboxTransaction(value, this.#sandboxAccount.accountId), (read) =>
        this.#transaction(frame, read.transaction, read.note),
      );
    } else if (owner === 'override_accounts') {
      this.#quarantine(frame, { code: 'NOT_AN_OBJECT', message: 'an account is an object' });
    } else {
      const turn = owner === 'modified' && !this.#hasAdded ? this.#modified : this.#records;
      this.#accept(frame, readPlaidTransaction(value), (read) => this.#transaction(frame, read, null), turn);
    }
  }

  #accept<Row>(
    frame: CutFrame,
    read: RowRead<Row>,
    record: (row: Row) => BankRecord,
    turn: BankRecord[] = this.#records,
  ): void {
    if ('problem' in read) this.#quarantine(frame, read.problem);
    else turn.push(record(read.row));
  }

  #transaction(frame: CutFrame, row: UnnamedTransaction, note: RowNote | null): BankRecord {
    return {
      kind: 'transaction',
      member: this.#member,
      transaction: { ...row, transactionId: row.transactionId ?? this.#names.next(row) },
      place: this.#rowPlace(frame),
      ...(note && { note }),
    };
  }

  #closeSandboxAccount(frame: CutFrame): void {
    const open = this.#sandboxAccount;
    this.#sandboxAccount = null;
    if (open === null) return;
    const read = readSandboxAccount(open.fields, open.accountId);
    if ('problem' in read) {
      this.#quarantine(frame, read.problem, { ofFrame: true });
      return;
    }
    this.#records.push({ kind: 'account', member: this.#member, account: read.row.account });
    if (read.row.liability === null) return;
    this.#records.push({
      kind: 'liability',
      member: this.#member,
      liability: read.row.liability,
      place: `${this.#place(frame, { ofFrame: true })}.liability`,
    });
  }

  #closeMember(frame: CutFrame): void {
    if (!this.#isMember) {
      this.#quarantine(
        frame,
        { code: 'NOT_A_MEMBER', message: 'no accounts, transactions or override_accounts in this object' },
        { ofFrame: true },
      );
      return;
    }
    this.#membersSeen++;
    this.#records = this.#records.concat(this.#modified, this.#removed, {
      kind: 'member',
      member: this.#member,
      memberId: this.#memberId ?? this.#fileStem,
    });
    this.#modified = [];
    this.#removed = [];
  }

  /** Rows of one list share all of their path but the position. */
  #rowPlace(frame: CutFrame): string {
    if (frame !== this.#placedFrame) {
      this.#placedFrame = frame;
      this.#placePrefix = `${this.lineOf?.() ?? ''}${pathOf(frame, { ofFrame: true })}`;
    }
    return `${this.#placePrefix}[${frame.index}]`;
  }

  #place(frame: CutFrame | null, options: { ofFrame?: boolean } = {}): string {
    const document = this.lineOf?.() ?? '';
    return `${document}${pathOf(frame, options)}`;
  }

  #quarantine(frame: CutFrame | null, problem: RowProblem, options: { ofFrame?: boolean } = {}): void {
    const row: QuarantinedRow = {
      file: this.#fileName,
      place: this.#place(frame, options),
      code: problem.code,
      message: problem.message,
    };
    this.#records.push({ kind: 'quarantined', member: this.#member < 0 ? null : this.#member, row });
  }
}

function notAList(key: string): RowProblem {
  return { code: 'WRONG_TYPE', message: `${key} is a list of rows` };
}

function isSandboxAccountFrame(frame: CutFrame): boolean {
  return !frame.isArray && frame.parent?.isArray === true && frame.parent.key === 'override_accounts';
}
