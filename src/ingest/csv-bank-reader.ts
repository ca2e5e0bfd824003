import type { IsoDate } from '../kernel/dates.ts';
import type { Cents } from '../kernel/units.ts';
import { BankFileRefused } from './bank-file-refused.ts';
import type { Account, BankRecord, Transaction } from './bank-record.ts';
import { type CsvMapping, columnKey } from './csv-mapping.ts';
import type { CsvRecord } from './csv-records.ts';
import { csvCategory, parseCsvAmount, parseCsvDate } from './csv-values.ts';
import { fileStem } from './json-bank-reader.ts';
import { IdenticalRowCounter, rowDigest } from './row-digest.ts';
import type { QuarantineCode } from './row-reading.ts';

/** Fewer rows say too little about the sign. */
const SIGN_ROWS_MIN = 10;
const SIGN_CONTRADICTED_RATIO = 0.8;
const KNOWN_DATES_MAX = 10_000;
const PAY_WORDS = /\b(payroll|salary|paycheck|direct dep(osit)?|wages)\b/i;

/** Turns CSV records of one file into bank records: one member, its accounts as the file names them. */
export class CsvBankReader {
  readonly #fileName: string;
  readonly #mapping: CsvMapping;
  readonly #at: ColumnPlaces;
  readonly #width: number;
  readonly #stem: string;
  readonly #identical = new IdenticalRowCounter();
  readonly #accountIds = new Map<string, string>();
  readonly #dates = new Map<string, IsoDate>();
  readonly #signs = { out: 0, in: 0, payOut: 0, payIn: 0 };

  constructor(options: { fileName: string; mapping: CsvMapping; header: CsvRecord }) {
    this.#fileName = options.fileName;
    this.#mapping = options.mapping;
    this.#stem = fileStem(options.fileName);
    this.#at = columnPlaces(options.mapping, options.header);
    this.#width = options.header.cells.length;
  }

  read(record: CsvRecord): BankRecord[] {
    const place = `line ${record.line}`;
    const bad = (code: QuarantineCode, message: string): BankRecord[] => [
      { kind: 'quarantined', member: 0, row: { file: this.#fileName, place, code, message } },
    ];
    if (record.cells.length !== this.#width) {
      return bad('WRONG_COLUMN_COUNT', `${record.cells.length} cells where the header has ${this.#width}`);
    }
    const { columns } = this.#mapping;
    const dateCell = cell(record, this.#at.date);
    if (dateCell.trim() === '') return bad('MISSING_FIELD', `${columns.date} is missing`);
    const date = this.#date(dateCell);
    if (date === null) {
      return bad(
        'INVALID_DATE',
        `${columns.date}: "${dateCell.slice(0, 30)}" is not a day written ${this.#dateShape()}`,
      );
    }
    const amount = this.#amountCents(record);
    if (typeof amount === 'string') return bad('INVALID_AMOUNT', amount);
    const description = cell(record, this.#at.description).trim();
    this.#countSign(amount, description);
    const accountName = cell(record, this.#at.account).trim();
    const knownId = this.#accountIds.get(accountName);
    const accountId = knownId ?? rowDigest('acc', [this.#stem, accountName]);
    const transaction: Transaction = {
      transactionId: this.#id(accountId, date, amount, description),
      accountId,
      date,
      authorizedDate: null,
      amountCents: amount,
      currency: cell(record, this.#at.currency).trim() || null,
      merchantName: cell(record, this.#at.merchant).trim() || null,
      description,
      category: csvCategory(cell(record, this.#at.category), amount < 0),
      paymentChannel: null,
      isPending: false,
      pendingTransactionId: null,
    };
    const rows: BankRecord[] = [{ kind: 'transaction', member: 0, transaction, place }];
    if (knownId !== undefined) return rows;
    this.#accountIds.set(accountName, accountId);
    return [{ kind: 'account', member: 0, account: unstatedAccount(accountId, accountName) }, ...rows];
  }

  /** Closes the member, unless the rows say that the sign is not what the mapping states. */
  end(): BankRecord {
    const { amount, name } = this.#mapping;
    if (amount.kind === 'signed' && this.#isSignContradicted()) {
      throw new BankFileRefused({
        code: 'CSV_SIGN_CONTRADICTED',
        fileName: this.#fileName,
        place: `column ${amount.column}`,
        message: `the layout "${name}" reads positive amounts as ${amount.positiveIs === 'money_out' ? 'money out' : 'money in'}, but the rows say the opposite`,
        remedy: 'Name the column amount_in where positive is money in, or amount_out where it is money out.',
      });
    }
    return { kind: 'member', member: 0, memberId: this.#stem };
  }

  /** A file names the same days over and over. */
  #date(text: string): IsoDate | null {
    const known = this.#dates.get(text);
    if (known !== undefined) return known;
    const date = parseCsvDate(text, this.#mapping.dateOrder);
    if (date !== null && this.#dates.size < KNOWN_DATES_MAX) this.#dates.set(text, date);
    return date;
  }

  /** Positive is money out; a text says what is wrong. */
  #amountCents(record: CsvRecord): Cents | string {
    const { amount } = this.#mapping;
    if (amount.kind === 'two_columns') {
      const out = parseCsvAmount(cell(record, this.#at.amount));
      const into = parseCsvAmount(cell(record, this.#at.inflow));
      if (out === null || into === null) return `${amount.outflow} or ${amount.inflow} is not an amount`;
      // Some banks write the outflow with a minus: the column says the direction already.
      return Math.abs(out) - Math.abs(into) || 0;
    }
    const written = cell(record, this.#at.amount);
    const cents = written.trim() === '' ? null : parseCsvAmount(written);
    if (cents === null) return `${amount.column}: "${written.slice(0, 30)}" is not an amount`;
    if (amount.kind === 'signed') return amount.positiveIs === 'money_out' ? cents : -cents || 0;
    const type = cell(record, this.#at.type).trim().toLowerCase();
    if (amount.moneyOutWords.includes(type)) return Math.abs(cents);
    if (amount.moneyInWords.includes(type)) return -Math.abs(cents) || 0;
    return `${amount.type}: "${type.slice(0, 30)}" says neither money in nor money out`;
  }

  #countSign(amountCents: Cents, description: string): void {
    const isPay = PAY_WORDS.test(description);
    if (amountCents > 0) {
      this.#signs.out++;
      if (isPay) this.#signs.payOut++;
    } else if (amountCents < 0) {
      this.#signs.in++;
      if (isPay) this.#signs.payIn++;
    }
  }

  /** Wages that would leave the account, or nearly nothing but money in. */
  #isSignContradicted(): boolean {
    const { out, in: into, payOut, payIn } = this.#signs;
    if (payOut + payIn > 0) return payOut > payIn;
    return out + into >= SIGN_ROWS_MIN && into / (out + into) > SIGN_CONTRADICTED_RATIO;
  }

  #id(accountId: string, date: string, amountCents: Cents, description: string): string {
    const identity = rowDigest('tx', [accountId, date, amountCents, description]);
    const ordinal = this.#identical.next(identity);
    return ordinal === 0 ? identity : `${identity}_${ordinal}`;
  }

  #dateShape(): string {
    const shapes = { iso: 'YYYY-MM-DD', month_day_year: 'MM/DD/YYYY', day_month_year: 'DD/MM/YYYY' };
    return shapes[this.#mapping.dateOrder];
  }
}

/** Positions of the columns; -1 where the mapping or the file has none. `amount` is the outflow of two columns. */
type ColumnPlaces = Readonly<
  Record<
    'date' | 'description' | 'merchant' | 'category' | 'account' | 'currency' | 'amount' | 'inflow' | 'type',
    number
  >
>;

function columnPlaces({ columns, amount }: CsvMapping, header: CsvRecord): ColumnPlaces {
  const keys = header.cells.map(columnKey);
  const at = (column: string | undefined) => (column === undefined ? -1 : keys.indexOf(columnKey(column)));
  return {
    date: at(columns.date),
    description: at(columns.description),
    merchant: at(columns.merchant),
    category: at(columns.category),
    account: at(columns.account),
    currency: at(columns.currency),
    amount: at(amount.kind === 'two_columns' ? amount.outflow : amount.column),
    inflow: at(amount.kind === 'two_columns' ? amount.inflow : undefined),
    type: at(amount.kind === 'typed' ? amount.type : undefined),
  };
}

function cell(record: CsvRecord, place: number): string {
  return record.cells[place] ?? '';
}

/** A CSV file says nothing about the kind of its accounts, their balances or limits. */
function unstatedAccount(accountId: string, name: string): Account {
  return {
    accountId,
    type: 'unstated',
    subtype: null,
    holderCategory: null,
    name: name === '' ? null : name,
    officialName: null,
    mask: null,
    currency: null,
    balanceCents: null,
    availableCents: null,
    limitCents: null,
  };
}
