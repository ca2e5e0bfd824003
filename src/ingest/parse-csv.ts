import { StringDecoder } from 'node:string_decoder';
import { BankFileRefused } from './bank-file-refused.ts';
import type { BankRecord } from './bank-record.ts';
import { CsvBankReader } from './csv-bank-reader.ts';
import { type CsvMapping, csvMappings, layoutOf } from './csv-mapping.ts';
import { type CsvRecord, CsvRecordReader, cellsOfLine } from './csv-records.ts';

const HEADER_CHARS_MAX = 64 * 1024;

/** What Excel writes above the header to name the separator. */
const SEPARATOR_LINE = /^sep=.$/i;

/** The header line of a text that may be CSV; null where it has none within reason. */
export function csvHeaderLine(head: string): string | null {
  const [first = '', second = ''] = head.replace(/^[ \r\n]+/, '').split(/\r\n|\r|\n/, 2);
  const line = SEPARATOR_LINE.test(first) ? second : first;
  return line === '' || line.length > HEADER_CHARS_MAX ? null : line;
}

/** Reads a CSV file row by row. `mapping` says how; without one the header decides among the known layouts. */
export async function* parseCsv(
  fileName: string,
  chunks: { readonly first: Buffer; readonly rest: AsyncIterator<Buffer> },
  mapping: CsvMapping | null,
): AsyncGenerator<readonly BankRecord[]> {
  const decoder = new StringDecoder('utf8');
  const text = decoder.write(chunks.first);
  const line = csvHeaderLine(text) ?? '';
  const layout = layoutOf(line, mapping ? [mapping] : csvMappings);
  if (layout === null) throw unknownColumns(fileName, line, mapping);
  const header = cellsOfLine(line, layout.separator);
  const reader = new CsvBankReader({ fileName, mapping: layout.mapping, header });
  let isAboveRows = true;
  for await (const read of recordsOf(fileName, layout.separator, decoded(decoder, text, chunks.rest))) {
    const headerAt = isAboveRows ? read.findIndex(isHeader(layout.separator)) : -1;
    if (isAboveRows && headerAt === -1) continue;
    isAboveRows = false;
    yield read.slice(headerAt + 1).flatMap((record) => reader.read(record));
  }
  yield [reader.end()];
}

/** Excel may have written a line above the header. */
function isHeader(separator: string): (record: CsvRecord) => boolean {
  return ({ cells }) => !SEPARATOR_LINE.test(cells.join(separator));
}

async function* recordsOf(
  fileName: string,
  separator: string,
  texts: AsyncIterable<string>,
): AsyncGenerator<readonly CsvRecord[]> {
  const records = new CsvRecordReader(separator);
  for await (const text of texts) {
    const read = records.push(text);
    if (records.problem) throw malformed(fileName, records.problem);
    yield read;
  }
  const last = records.end();
  if (records.problem) throw malformed(fileName, records.problem);
  yield last;
}

async function* decoded(
  decoder: StringDecoder,
  first: string,
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<string> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    yield decoder.write(next.value);
  }
}

function malformed(fileName: string, problem: { line: number; message: string }): BankFileRefused {
  return new BankFileRefused({
    code: 'CSV_MALFORMED',
    fileName,
    place: `line ${problem.line}`,
    message: problem.message,
    remedy: 'Check the quotes at this place and export the file again.',
  });
}

function unknownColumns(fileName: string, header: string, mapping: CsvMapping | null): BankFileRefused {
  const found = header.slice(0, 200);
  return new BankFileRefused({
    code: 'CSV_MAPPING_UNKNOWN',
    fileName,
    place: 'line 1',
    message: mapping
      ? `the columns that the mapping "${mapping.name}" names are not all there; the file has: ${found}`
      : `no known layout has the columns: ${found}`,
    remedy:
      'Name the columns date, description and amount_out (positive is money out) or amount_in, or declare a mapping.',
  });
}
