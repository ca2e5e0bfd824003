import { isUtf8 } from 'node:buffer';
import { BankFileRefused } from './bank-file-refused.ts';
import type { BankRecord } from './bank-record.ts';
import { type CsvMapping, layoutOf } from './csv-mapping.ts';
import { pathOf } from './cut-frame.ts';
import { bankDocumentPlan, JsonBankReader } from './json-bank-reader.ts';
import { CutFailed, JsonCutter } from './json-cutter.ts';
import { csvHeaderLine, parseCsv } from './parse-csv.ts';

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
  const chunks = withoutByteOrderMark(source.open());
  const first = await firstContent(chunks, source.fileName);
  const isJson = first.head === '{' || first.head === '[';
  if (format === 'csv' || (format === 'auto' && !isJson && isCsv(source.fileName, first.chunk))) {
    yield* parseCsv(source.fileName, { first: first.chunk, rest: chunks }, options.csvMapping ?? null);
    return;
  }
  if (!isJson) refuseUnknown(source.fileName);
  yield* parseJson(source.fileName, format, first.chunk, chunks);
}

/** By its name, or by a header line of a known layout. */
function isCsv(fileName: string, chunk: Buffer): boolean {
  if (/\.(csv|tsv)$/i.test(fileName)) return true;
  const header = csvHeaderLine(chunk.toString('utf8'));
  return header !== null && layoutOf(header) !== null;
}

async function* parseJson(
  fileName: string,
  format: 'auto' | 'plaid' | 'plaid-sandbox',
  firstChunk: Buffer,
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<readonly BankRecord[]> {
  const reader = new JsonBankReader({ fileName, format });
  const cutter = new JsonCutter(bankDocumentPlan, reader);
  reader.lineOf = () => (cutter.documents === 0 ? '' : `line ${cutter.documents + 1}: `);
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

function refusalOf(failed: CutFailed, fileName: string, cutter: JsonCutter): BankFileRefused {
  const document = cutter.documents === 0 ? '' : `line ${cutter.documents + 1}: `;
  return new BankFileRefused({
    code: failed.problem.code,
    fileName,
    place: `${document}${pathOf(cutter.frame)}`,
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
    refuseWhatIsNoText(chunk, fileName);
    return { chunk, head: head[0] ?? '' };
  }
  if (chunk.length > 0) refuseWhatIsNoText(chunk, fileName);
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

function refuseWhatIsNoText(chunk: Buffer, fileName: string): void {
  const isGzip = chunk[0] === 0x1f && chunk[1] === 0x8b;
  const isZip = chunk[0] === 0x50 && chunk[1] === 0x4b && chunk[2] === 0x03;
  if (isGzip || isZip) {
    throw new BankFileRefused({
      code: 'COMPRESSED_FILE',
      fileName,
      place: 'byte 0',
      message: isGzip ? 'this is a gzip archive' : 'this is a zip archive or a spreadsheet',
      remedy: 'Unpack it, or export it as JSON or CSV.',
    });
  }
  const head = chunk.subarray(0, HEAD_BYTES);
  // A character may be cut in two at the end of the head, so its last bytes don't count.
  const isText = !head.includes(0) && (chunk.length > HEAD_BYTES ? isUtf8Prefix(head) : isUtf8Prefix(chunk));
  if (isText) return;
  throw new BankFileRefused({
    code: 'NOT_TEXT',
    fileName,
    place: 'byte 0',
    message: 'this is not text in UTF-8',
    remedy: 'Export the data as JSON or CSV in UTF-8.',
  });
}

function isUtf8Prefix(bytes: Buffer): boolean {
  const cutMost = Math.min(3, bytes.length);
  for (let cut = 0; cut <= cutMost; cut++) {
    if (isUtf8(bytes.subarray(0, bytes.length - cut))) return true;
  }
  return false;
}

async function nextChunk(chunks: AsyncIterator<Buffer>): Promise<Buffer | null> {
  const next = await chunks.next();
  return next.done === true ? null : next.value;
}

async function* withoutByteOrderMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  let isFirst = true;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const hasMark = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    isFirst = false;
    yield hasMark ? bytes.subarray(3) : bytes;
  }
}
