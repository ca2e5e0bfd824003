import type { IsoDate } from '../kernel/dates.ts';
import type { Cents } from '../kernel/units.ts';
import type { BankFileRefusalCode } from './bank-file-refused.ts';
import { type CsvMapping, plainMapping } from './csv-mapping.ts';
import { parseCsvDate } from './csv-values.ts';

/** Fewer rows say too little about the sign. */
const SIGN_ROWS_MIN = 10;
const SIGN_CONTRADICTED_RATIO = 0.8;
const PAY_WORDS = /\b(payroll|salary|paycheck|direct dep(osit)?|wages)\b/i;

type Contradiction = {
  readonly code: BankFileRefusalCode;
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
};

const otherOrder = { month_day_year: 'day_month_year', day_month_year: 'month_day_year' } as const;

/** Listens to what the rows of one file say about the layout that they are read by. */
export class CsvLayoutCheck {
  readonly #mapping: CsvMapping;
  readonly #signs = { out: 0, in: 0, payOut: 0, payIn: 0 };
  /** Days that can be read in one order only. */
  readonly #days = { stated: 0, other: 0 };

  constructor(mapping: CsvMapping) {
    this.#mapping = mapping;
  }

  /** Call once for each different text; `date` is what the stated order makes of it. */
  addDate(text: string, date: IsoDate | null): void {
    const { dateOrder } = this.#mapping;
    if (dateOrder === 'iso') return;
    const other = parseCsvDate(text, otherOrder[dateOrder]);
    if (date !== null && other === null) this.#days.stated++;
    if (date === null && other !== null) this.#days.other++;
  }

  addAmount(amountCents: Cents, description: string): void {
    const isPay = PAY_WORDS.test(description);
    if (amountCents > 0) {
      this.#signs.out++;
      if (isPay) this.#signs.payOut++;
    } else if (amountCents < 0) {
      this.#signs.in++;
      if (isPay) this.#signs.payIn++;
    }
  }

  /** Where the rows as a whole say the opposite of the layout; null where they agree, or say nothing. */
  contradiction(): Contradiction | null {
    if (this.#days.other > this.#days.stated) return this.#datesContradict();
    return this.#isSignContradicted() ? this.#signContradicts() : null;
  }

  /**
   * Wages that would leave the account; and, where nobody stated the sign, nearly nothing but money in. Where
   * it was stated that may well be: a savings account has little else.
   */
  #isSignContradicted(): boolean {
    if (this.#mapping.amount.kind !== 'signed') return false;
    const { out, in: into, payOut, payIn } = this.#signs;
    if (payOut + payIn > 0) return payOut > payIn;
    const isAssumed = this.#mapping === plainMapping;
    return isAssumed && out + into >= SIGN_ROWS_MIN && into / (out + into) > SIGN_CONTRADICTED_RATIO;
  }

  #datesContradict(): Contradiction {
    const { name, columns, dateOrder } = this.#mapping;
    const shapes = { iso: 'year first', month_day_year: 'month first', day_month_year: 'day first' };
    return {
      code: 'CSV_DATES_CONTRADICTED',
      place: `column ${columns.date}`,
      message: `the layout "${name}" reads dates ${shapes[dateOrder]}, but more of them can only be read the other way round`,
      remedy: 'Declare a mapping whose dateOrder is that of the file, with --csv-mapping.',
    };
  }

  #signContradicts(): Contradiction {
    const { name, amount } = this.#mapping;
    const isOut = amount.kind === 'signed' && amount.positiveIs === 'money_out';
    return {
      code: 'CSV_SIGN_CONTRADICTED',
      place: `column ${amount.kind === 'signed' ? amount.column : ''}`,
      message: `the layout "${name}" reads positive amounts as ${isOut ? 'money out' : 'money in'}, but the rows say the opposite`,
      remedy: 'Name the column amount_in where positive is money in, or amount_out where it is money out.',
    };
  }
}
