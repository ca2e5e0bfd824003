import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BankFile } from '../ingest/bank-reading.ts';
import type { CsvMapping } from '../ingest/csv-mapping.ts';
import { type BankFileFormat, bankFileFormats, parseBankFile } from '../ingest/parse-bank-file.ts';
import { workFailed, wrongUsage } from './cli/command-failure.ts';
import { readCsvMapping } from './csv-mapping-file.ts';

type Reading = { readonly format: BankFileFormat; readonly csvMapping?: CsvMapping };

/** How bank files are to be read, as the command line says it. */
export async function parseReading(options: { format: string; csvMapping?: string }): Promise<Reading> {
  const format = bankFileFormats.find((one) => one === options.format);
  if (!format) {
    throw wrongUsage(`--format: found "${options.format}", allowed are ${bankFileFormats.join(', ')}.`);
  }
  if (options.csvMapping === undefined) return { format };
  if (format !== 'auto' && format !== 'csv') {
    throw wrongUsage(
      `--csv-mapping: says how CSV is read, and --format says ${format}. Leave one of them out.`,
    );
  }
  return { format: 'csv', csvMapping: await readCsvMapping(options.csvMapping) };
}

export type OpenedBankFile = BankFile & { readonly sizeBytes: number };

/** A bank file on disk, checked for size before a byte of it is read. */
export async function openBankFile(
  path: string,
  { format, ...layout }: Reading,
  sizeBytesMax: number,
): Promise<OpenedBankFile> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw workFailed(`${path}: ${why}. Check the name and try again.`);
  });
  if (!facts.isFile()) throw workFailed(`${path}: this is not a file. Name a bank file.`);
  if (facts.size > sizeBytesMax) {
    throw workFailed(
      `${path}: ${facts.size} bytes are more than the ${sizeBytesMax} allowed. Split the file, or raise IMPORT_MAX_BYTES.`,
    );
  }
  const fileName = basename(path);
  const open = (): AsyncIterable<Uint8Array> => createReadStream(path, { highWaterMark: 1 << 18 });
  return {
    fileName,
    sizeBytes: facts.size,
    read: () => parseBankFile({ fileName, open }, format, layout),
  };
}
