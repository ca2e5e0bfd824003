import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BankFileFormat, bankFileFormats, parseBankFile } from '../ingest/parse-bank-file.ts';
import type { OpenBankFile } from '../members/import-bank-file.ts';
import { workFailed, wrongUsage } from './cli/command-failure.ts';

/** A format as the command line names it. */
export function parseFormat(text: string): BankFileFormat {
  const format = bankFileFormats.find((one) => one === text);
  if (!format) throw wrongUsage(`--format: found "${text}", allowed are ${bankFileFormats.join(', ')}.`);
  return format;
}

/** A bank file on disk, checked for size before a byte of it is read. */
export async function openBankFile(
  path: string,
  format: BankFileFormat,
  maxBytes: number,
): Promise<OpenBankFile> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw workFailed(`${path}: ${why}. Check the name and try again.`);
  });
  if (!facts.isFile()) throw workFailed(`${path}: this is not a file. Name a bank file.`);
  if (facts.size > maxBytes) {
    throw workFailed(
      `${path}: ${facts.size} bytes are more than the ${maxBytes} allowed. Split the file, or raise IMPORT_MAX_BYTES.`,
    );
  }
  const fileName = basename(path);
  const open = (): AsyncIterable<Uint8Array> => createReadStream(path, { highWaterMark: 1 << 18 });
  return { fileName, records: parseBankFile({ fileName, open }, format) };
}
