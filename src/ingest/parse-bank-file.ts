import { BankFileRefused } from './bank-file-refused.ts';
import type { BankRecord } from './bank-record.ts';
import { findCsvHeader } from './csv-header.ts';
import { type CsvMapping, csvMappings } from './csv-mapping.ts';
import { pathOf } from './cut-frame.ts';
import { bankDocumentPlan, JsonBankReader } from './json-bank-reader.ts';
import { CutFailed, JsonCutter } from './json-cutter.ts';
import { parseCsv } from './parse-csv.ts';
import { textChunks } from './text-chunks.ts';

export const bankFileFormats = ['auto', 'plaid', 'plaid-sandbox', 'csv'] as const;
export type BankFileFormat = (typeof bankFileFormats)[number];

export type BankFileSource = {
  readonly fileName: string;
  open(): AsyncIterable<Uint8Array>;
};

/** A header line of a CSV file fits in. */
const HEAD_BYTES = 4_096;

/**
 * Reads one bank file and yields its records in batches, holding one row and one chunk in memory however
 * long the file is. Bad rows come out as `quarantined` records; a file that can't be taken at all throws
 * `BankFileRefused`, possibly after earlier batches, so a consumer keeps nothing until the end. CSV files are
 * read by the layout that their header names, or by the mapping that the caller declares.
 */
export async function* parseBankFile(
  source: BankFileSource,
  format: BankFileFormat,
  options: { readonly csvMapping?: CsvMapping } = {},
): AsyncGenerator<readonly BankRecord[]> {
  const chunks = textChunks(source.fileName, source.open());
  try {
    const first = await firstContent(chunks, source.fileName);
    const isJson = first.head === '{' || first.head === '[';
    if (format === 'csv' || (format === 'auto' && !isJson && isCsv(source.fileName, first.chunk))) {
      yield* parseCsv(source.fileName, { first: first.chunk, rest: chunks }, options.csvMapping ?? null);
      return;
    }
    if (!isJson) refuseUnknown(source.fileName);
    yield* parseJson(source.fileName, format, first.chunk, chunks);
  } finally {
    await chunks.return();
  }
}

/** By its name, or by a header line of a known layout. */
function isCsv(fileName: string, chunk: Buffer): boolean {
  if (/\.(csv|tsv)$/i.test(fileName)) return true;
  return findCsvHeader(chunk.toString('utf8'), csvMappings) !== null;
}

async function* parseJson(
  fileName: string,
  format: 'auto' | 'plaid' | 'plaid-sandbox',
  firstChunk: Buffer,
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<readonly BankRecord[]> {
  const reader = new JsonBankReader({ fileName, format });
  const cutter = new JsonCutter(bankDocumentPlan, reader);
  reader.lineOf = () => documentPlace(cutter);
  try {
    for (let chunk: Buffer | null = firstChunk; chunk !== null; chunk = await nextChunk(rest)) {
      cutter.push(chunk);
      const batch = reader.take();
      if (batch.length > 0) yield batch;
    }
    cutter.end();
  } catch (error) {
    if (error instanceof CutFailed) throw refusalOf(error, fileName, cutter);
    throw error;
  }
  const last = reader.take();
  if (last.length > 0) yield last;
  if (reader.membersSeen === 0) refuseUnknown(fileName);
}

/** Where the document that is being read begins; nothing for the only or first one. */
function documentPlace(cutter: JsonCutter): string {
  return cutter.documents === 0 ? '' : `line ${cutter.documentLine}: `;
}

function refusalOf(failed: CutFailed, fileName: string, cutter: JsonCutter): BankFileRefused {
  return new BankFileRefused({
    code: failed.problem.code,
    fileName,
    place: `${documentPlace(cutter)}${pathOf(cutter.frame)}`,
    message: failed.problem.message,
    remedy:
      failed.problem.code === 'TRUNCATED_JSON'
        ? 'The file was cut off: fetch it again.'
        : 'Check the file at this place and send it again.',
  });
}

function refuseUnknown(fileName: string): never {
  throw new BankFileRefused({
    code: 'UNKNOWN_FORMAT',
    fileName,
    place: 'the top level',
    message: 'this is none of the formats that can be read',
    remedy:
      'Send Plaid responses ({accounts, transactions, liabilities?}), a Plaid sandbox custom user ({override_accounts}), or CSV.',
  });
}

async function firstContent(
  chunks: AsyncIterator<Buffer>,
  fileName: string,
): Promise<{ chunk: Buffer; head: string }> {
  // The first bytes decide what the file is, so enough of them have to be there.
  let chunk: Buffer = Buffer.alloc(0);
  for (let next = await nextChunk(chunks); next !== null; next = await nextChunk(chunks)) {
    chunk = chunk.length === 0 ? next : Buffer.concat([chunk, next]);
    const head = chunk.toString('latin1').trimStart();
    if (head === '') chunk = Buffer.alloc(0);
    if (head.length < HEAD_BYTES) continue;
    return { chunk, head: head[0] ?? '' };
  }
  const head = chunk.toString('latin1').trimStart()[0];
  if (head !== undefined) return { chunk, head };
  throw new BankFileRefused({
    code: 'EMPTY_FILE',
    fileName,
    place: 'byte 0',
    message: 'the file is empty',
    remedy: 'Export the data again.',
  });
}

async function nextChunk(chunks: AsyncIterator<Buffer>): Promise<Buffer | null> {
  const next = await chunks.next();
  return next.done === true ? null : next.value;
}
