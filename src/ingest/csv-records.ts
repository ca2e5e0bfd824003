/** One record of a CSV file with the line it starts on. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };

/** Longer than any honest row: a quote that never closes must not fill the memory. */
const RECORD_CHARS_MAX = 1024 * 1024;

export type CsvProblem = { readonly line: number; readonly message: string };

/**
 * RFC 4180 records from text in pieces: quoted cells may hold separators, doubled quotes and line breaks; lines
 * end as on any system. Lines without a word in them are skipped. `problem` is set where the text can't be CSV; nothing is read after that.
 */
export class CsvRecordReader {
  readonly #separator: string;
  #cell = '';
  #cells: string[] = [];
  #line: number;
  #recordLine: number;
  #isQuoted = false;
  #wasQuote = false;
  #wasReturn = false;
  #recordChars = 0;
  problem: CsvProblem | null = null;

  constructor(separator: string, firstLine = 1) {
    this.#separator = separator;
    this.#line = firstLine;
    this.#recordLine = firstLine;
  }

  push(text: string): CsvRecord[] {
    const records: CsvRecord[] = [];
    for (let at = 0; at < text.length && this.problem === null; at++) {
      // Long plain stretches are taken at once; only four characters mean anything.
      const plain = this.#plainEnd(text, at);
      if (plain > at) {
        this.#cell += text.slice(at, plain);
        this.#recordChars += plain - at;
        this.#wasQuote = false;
        this.#wasReturn = false;
        at = plain - 1;
      } else this.#special(text[at] ?? '', records);
      if (this.#recordChars > RECORD_CHARS_MAX)
        this.#fail(`a record is longer than ${RECORD_CHARS_MAX} characters`);
    }
    return records;
  }

  /** Call once after the last piece. */
  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    if (this.#isQuoted && !this.#wasQuote) this.#fail('a quoted cell is never closed');
    else if (this.problem === null) this.#endRecord(records);
    return records;
  }

  #plainEnd(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at++) {
      const character = text[at];
      if (character === '"' || character === '\n' || character === '\r') break;
      if (character === this.#separator && !(this.#isQuoted && !this.#wasQuote)) break;
    }
    return this.#wasQuote ? from : at;
  }

  #special(character: string, records: CsvRecord[]): void {
    if (this.#isQuoted && !this.#wasQuote) {
      if (character === '"') this.#wasQuote = true;
      else this.#cell += character;
      if (character === '\n') this.#line++;
      return;
    }
    if (this.#wasQuote) {
      this.#wasQuote = false;
      if (character === '"') {
        this.#cell += '"';
        return;
      }
      this.#isQuoted = false;
    }
    if (character === '\n' || character === '\r') {
      this.#endLine(character, records);
      return;
    }
    this.#wasReturn = false;
    if (character === this.#separator) {
      this.#cells.push(this.#cell);
      this.#cell = '';
    } else if (character === '"' && this.#cell.trim() === '') {
      this.#cell = '';
      this.#isQuoted = true;
    } else this.#cell += character;
  }

  /** A carriage return ends a line by itself; a line feed right behind it belongs to it. */
  #endLine(character: '\n' | '\r', records: CsvRecord[]): void {
    const isSecondHalf = character === '\n' && this.#wasReturn;
    this.#wasReturn = character === '\r';
    if (isSecondHalf) return;
    this.#endRecord(records);
    this.#line++;
    this.#recordLine = this.#line;
  }

  #endRecord(records: CsvRecord[]): void {
    const cells = [...this.#cells, this.#cell];
    this.#cells = [];
    this.#cell = '';
    this.#isQuoted = false;
    this.#wasQuote = false;
    this.#recordChars = 0;
    if (cells.some((cell) => cell.trim() !== '')) records.push({ line: this.#recordLine, cells });
  }

  #fail(message: string): void {
    this.problem = { line: this.#recordLine, message };
  }
}

/** The cells of one line, such as a header. */
export function cellsOfLine(line: string, separator: string): readonly string[] {
  const reader = new CsvRecordReader(separator);
  return [...reader.push(line), ...reader.end()][0]?.cells ?? [];
}
