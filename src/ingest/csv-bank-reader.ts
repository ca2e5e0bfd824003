import type { IsoDate } from '../kernel/dates.ts';
import type { Cents } from '../kernel/units.ts';
import { BankFileRefused } from './bank-file-refused.ts';
import type { Account, BankRecord, Transaction } from './bank-record.ts';
import { CsvLayoutCheck } from './csv-layout-check.ts';
import { type CsvMapping, columnKey } from './csv-mapping.ts';
import type { CsvRecord } from './csv-records.ts';
import { csvCategory, parseCsvAmount, parseCsvDate } from './csv-values.ts';
import { fileStem } from './file-stem.ts';
import { rowDigest, TransactionNames } from './row-digest.ts';
import { currencyCode, type RowProblem } from './row-reading.ts';

const KNOWN_DATES_MAX = 10_000;

/** Turns CSV records of one file into bank records: one member, its accounts as the file names them. */
export class CsvBankReader {
  readonly #fileName: string;
  readonly #mapping: CsvMapping;
  readonly #at: ColumnPlaces;
  readonly #width: number;
  readonly #stem: string;
  readonly #check: CsvLayoutCheck;
  readonly #names = new TransactionNames();
  readonly #accountIds = new Map<string, string>();
  readonly #dates = new Map<string, IsoDate | null>();

  constructor(options: { fileName: string; mapping: CsvMapping; header: readonly string[] }) {
    this.#fileName = options.fileName;
    this.#mapping = options.mapping;
    this.#stem = fileStem(options.fileName);
    this.#check = new CsvLayoutCheck(options.mapping);
    this.#at = columnPlaces(options.mapping, options.header);
    this.#width = widthOf(options.header);
  }

  read(record: CsvRecord): BankRecord[] {
    const place = `line ${record.line}`;
    const read = this.#readRow(record);
    if ('code' in read)
      return [{ kind: 'quarantined', member: 0, row: { file: this.#fileName, place, ...read } }];
    const accountName = cell(record, this.#at.account).trim();
    const knownId = this.#accountIds.get(accountName);
    const accountId = knownId ?? rowDigest('acc', [this.#stem, accountName]);
    const transaction = { ...read, accountId, transactionId: this.#names.next({ ...read, accountId }) };
    const rows: BankRecord[] = [{ kind: 'transaction', member: 0, transaction, place }];
    if (knownId !== undefined) return rows;
    this.#accountIds.set(accountName, accountId);
    return [{ kind: 'account', member: 0, account: unstatedAccount(accountId, accountName) }, ...rows];
  }

  /** Closes the member, unless the rows say that the layout is not theirs. */
  end(): BankRecord {
    const contradiction = this.#check.contradiction();
    if (contradiction) throw new BankFileRefused({ fileName: this.#fileName, ...contradiction });
    return { kind: 'member', member: 0, memberId: this.#stem };
  }

  #readRow(record: CsvRecord): Omit<Transaction, 'accountId' | 'transactionId'> | RowProblem {
    const count = widthOf(record.cells);
    // Some banks end each row with a separator; blank cells behind the last column say nothing.
    if (record.cells.length < this.#width || count > this.#width) {
      const cells = Math.min(count, record.cells.length);
      return { code: 'WRONG_COLUMN_COUNT', message: `${cells} cells where the header has ${this.#width}` };
    }
    const { date: dateColumn } = this.#mapping.columns;
    const dateCell = cell(record, this.#at.date);
    if (dateCell.trim() === '') return { code: 'MISSING_FIELD', message: `${dateColumn} is missing` };
    const date = this.#date(dateCell);
    if (date === null) {
      const shown = dateCell.slice(0, 30);
      return {
        code: 'INVALID_DATE',
        message: `${dateColumn}: "${shown}" is not a day written ${this.#dateShape()}`,
      };
    }
    const amountCents = this.#amountCents(record);
    if (typeof amountCents !== 'number') return amountCents;
    const description = cell(record, this.#at.description).trim();
    this.#check.addAmount(amountCents, description);
    return {
      date,
      authorizedDate: null,
      amountCents,
      currency: currencyCode(cell(record, this.#at.currency)),
      merchantName: cell(record, this.#at.merchant).trim() || null,
      description,
      category: csvCategory(cell(record, this.#at.category), amountCents < 0),
      paymentChannel: null,
      isPending: false,
      pendingTransactionId: null,
    };
  }

  /** A file names the same days over and over. */
  #date(text: string): IsoDate | null {
    const known = this.#dates.get(text);
    if (known !== undefined) return known;
    const date = parseCsvDate(text, this.#mapping.dateOrder);
    this.#check.addDate(text, date);
    if (this.#dates.size < KNOWN_DATES_MAX) this.#dates.set(text, date);
    return date;
  }

  /** Positive is money out. */
  #amountCents(record: CsvRecord): Cents | RowProblem {
    const { amount } = this.#mapping;
    const first = cell(record, this.#at.amount);
    if (amount.kind === 'two_columns') return twoColumns(amount, first, cell(record, this.#at.inflow));
    const cents = parseCsvAmount(first);
    if (first.trim() === '' || cents === null) return invalidAmount(amount.column, first);
    if (amount.kind === 'signed') return amount.positiveIs === 'money_out' ? cents : -cents || 0;
    const type = cell(record, this.#at.type).trim().toLowerCase();
    if (amount.moneyOutWords.includes(type)) return Math.abs(cents);
    if (amount.moneyInWords.includes(type)) return -Math.abs(cents) || 0;
    return {
      code: 'INVALID_AMOUNT',
      message: `${amount.type}: "${type.slice(0, 30)}" says neither money in nor money out`,
    };
  }

  #dateShape(): string {
    const shapes = { iso: 'YYYY-MM-DD', month_day_year: 'MM/DD/YYYY', day_month_year: 'DD/MM/YYYY' };
    return shapes[this.#mapping.dateOrder];
  }
}

function twoColumns(
  { outflow, inflow }: { readonly outflow: string; readonly inflow: string },
  outCell: string,
  inCell: string,
): Cents | RowProblem {
  if (outCell.trim() === '' && inCell.trim() === '') {
    return { code: 'MISSING_FIELD', message: `neither ${outflow} nor ${inflow} is given` };
  }
  const [out, into] = [parseCsvAmount(outCell), parseCsvAmount(inCell)];
  if (out === null) return invalidAmount(outflow, outCell);
  if (into === null) return invalidAmount(inflow, inCell);
  // Some banks write the outflow with a minus: the column says the direction already.
  return Math.abs(out) - Math.abs(into) || 0;
}

function invalidAmount(column: string, written: string): RowProblem {
  return { code: 'INVALID_AMOUNT', message: `${column}: "${written.slice(0, 30)}" is not an amount` };
}

/** How many cells up to the last that isn't blank. */
function widthOf(cells: readonly string[]): number {
  return cells.findLastIndex((text) => text.trim() !== '') + 1;
}

/** Positions of the columns; -1 where the mapping or the file has none. `amount` is the outflow of two columns. */
type ColumnPlaces = Readonly<
  Record<
    'date' | 'description' | 'merchant' | 'category' | 'account' | 'currency' | 'amount' | 'inflow' | 'type',
    number
  >
>;

function columnPlaces({ columns, amount }: CsvMapping, header: readonly string[]): ColumnPlaces {
  const keys = header.map(columnKey);
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
