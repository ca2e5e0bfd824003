import { StringDecoder } from 'node:string_decoder';
import { BankFileRefused } from './bank-file-refused.ts';
import type { BankRecord } from './bank-record.ts';
import { CsvBankReader } from './csv-bank-reader.ts';
import { findCsvHeader, firstCsvLine } from './csv-header.ts';
import { type CsvMapping, csvMappings } from './csv-mapping.ts';
import { CsvRecordReader } from './csv-records.ts';

/** Reads a CSV file row by row. `mapping` says how; without one the header decides among the known layouts. */
export async function* parseCsv(
  fileName: string,
  chunks: { readonly first: Buffer; readonly rest: AsyncIterator<Buffer> },
  mapping: CsvMapping | null,
): AsyncGenerator<readonly BankRecord[]> {
  const decoder = new StringDecoder('utf8');
  const text = decoder.write(chunks.first);
  const header = findCsvHeader(text, mapping ? [mapping] : csvMappings);
  if (header === null) throw unknownColumns(fileName, firstCsvLine(text), mapping);
  const reader = new CsvBankReader({ fileName, mapping: header.mapping, header: header.cells });
  const records = new CsvRecordReader(header.separator, header.nextLine);
  for await (const piece of decoded(decoder, text.slice(header.nextAt), chunks.rest)) {
    const read = records.push(piece);
    if (records.problem) throw malformed(fileName, records.problem);
    yield read.flatMap((record) => reader.read(record));
  }
  const last = records.end();
  if (records.problem) throw malformed(fileName, records.problem);
  yield last.flatMap((record) => reader.read(record));
  yield [reader.end()];
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
