import { type CsvMapping, columnKey, neededColumns } from './csv-mapping.ts';
import { cellsOfLine } from './csv-records.ts';

/** Where the header of a CSV file stands, and how to read what follows it. */
export type CsvHeader = {
  readonly mapping: CsvMapping;
  readonly separator: string;
  readonly cells: readonly string[];
  /** The line behind it, from 1, and where that begins in the text. */
  readonly nextLine: number;
  readonly nextAt: number;
};

const separators = [',', ';', '\t'] as const;
/** Banks write the account and the period above the header, Excel a `sep=;`. */
const LINES_ABOVE_MAX = 30;
const LINE_CHARS_MAX = 64 * 1024;

/** The first line of a text that has all columns of one of the layouts; null where none has. */
export function findCsvHeader(text: string, mappings: readonly CsvMapping[]): CsvHeader | null {
  let at = 0;
  for (let line = 1; line <= LINES_ABOVE_MAX + 1 && at < text.length; line++) {
    const end = lineEnd(text, at);
    const nextAt = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    const layout = end - at > LINE_CHARS_MAX ? null : layoutOf(text.slice(at, end), mappings);
    if (layout) return { ...layout, nextLine: line + 1, nextAt };
    at = nextAt;
  }
  return null;
}

/** What a file has instead of a header, to be shown: the first line with a word in it. */
export function firstCsvLine(text: string): string {
  return /^\s*([^\r\n]*)/.exec(text)?.[1] ?? '';
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === '\n' || text[at] === '\r') return at;
  return text.length;
}

function layoutOf(
  line: string,
  mappings: readonly CsvMapping[],
): Pick<CsvHeader, 'mapping' | 'separator' | 'cells'> | null {
  for (const separator of separators) {
    const cells = cellsOfLine(line, separator);
    const columns = new Set(cells.map(columnKey));
    const mapping = mappings.find((one) => neededColumns(one).every((column) => columns.has(column)));
    if (mapping) return { separator, mapping, cells };
  }
  return null;
}
