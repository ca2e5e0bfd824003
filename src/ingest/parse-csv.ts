import { BankFileRefused } from './bank-file-refused.ts';
import type { BankRecord } from './bank-record.ts';
import { CsvBankReader } from './csv-bank-reader.ts';
import { type CsvMapping, csvMappings, layoutOf } from './csv-mapping.ts';
import { CsvRecordReader } from './csv-records.ts';

const HEADER_CHARS_MAX = 64 * 1024;

/** The first line of a text that may be CSV; null where it has none within reason. */
export function csvHeaderLine(head: string): string | null {
  const line = head.trimStart().split(/\r?\n/, 1)[0] ?? '';
  return line === '' || line.length > HEADER_CHARS_MAX ? null : line;
}

/** Reads a CSV file row by row. `mapping` says how; without one the header decides among the known layouts. */
export async function* parseCsv(
  fileName: string,
  chunks: { readonly first: Buffer; readonly rest: AsyncIterator<Buffer> },
  mapping: CsvMapping | null,
): AsyncGenerator<readonly BankRecord[]> {
  const decoder = new TextDecoder('utf-8');
  const text = decoder.decode(chunks.first, { stream: true });
  const header = csvHeaderLine(text) ?? '';
  const layout = layoutOf(header, mapping ? [mapping] : csvMappings);
  if (layout === null) throw unknownColumns(fileName, header, mapping);
  const records = new CsvRecordReader(layout.separator);
  let reader: CsvBankReader | null = null;
  let read = records.push(text);
  for (;;) {
    const batch: BankRecord[] = [];
    for (const record of read) {
      if (reader === null) reader = new CsvBankReader({ fileName, mapping: layout.mapping, header: record });
      else batch.push(...reader.read(record));
    }
    if (records.problem) throw malformed(fileName, records.problem);
    if (batch.length > 0) yield batch;
    const next = await chunks.rest.next();
    if (next.done) break;
    read = records.push(decoder.decode(next.value, { stream: true }));
  }
  const last = [...records.push(decoder.decode()), ...records.end()];
  if (records.problem) throw malformed(fileName, records.problem);
  if (reader === null) {
    const [headerRecord, ...rows] = last;
    if (headerRecord === undefined) throw unknownColumns(fileName, header, mapping);
    reader = new CsvBankReader({ fileName, mapping: layout.mapping, header: headerRecord });
    yield rows.flatMap((record) => reader?.read(record) ?? []);
  } else yield last.flatMap((record) => reader?.read(record) ?? []);
  yield [reader.end()];
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
