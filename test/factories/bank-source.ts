import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BankRecord } from '../../src/ingest/bank-record.ts';
import { type CollectedMembers, MemberCollector } from '../../src/ingest/member-collector.ts';
import { type BankFileFormat, type BankFileSource, parseBankFile } from '../../src/ingest/parse-bank-file.ts';

/** A bank file of the fixtures folder. */
export function fixtureSource(name: string): BankFileSource {
  const path = fileURLToPath(new URL(`../fixtures/bank/${name}`, import.meta.url));
  return { fileName: basename(path), open: () => createReadStream(path) };
}

/** Text as a bank file, handed out in chunks of the given size. */
export function textSource(
  fileName: string,
  text: string | Uint8Array,
  chunkBytes = 1 << 16,
): BankFileSource {
  const bytes = Buffer.from(text);
  return {
    fileName,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
}

/** A value as a bank file. */
export function jsonSource(fileName: string, value: unknown, chunkBytes?: number): BankFileSource {
  return textSource(fileName, JSON.stringify(value), chunkBytes);
}

export async function recordsOf(
  source: BankFileSource,
  format: BankFileFormat = 'auto',
): Promise<BankRecord[]> {
  const records: BankRecord[] = [];
  for await (const batch of parseBankFile(source, format)) records.push(...batch);
  return records;
}

export async function collect(
  source: BankFileSource,
  format: BankFileFormat = 'auto',
): Promise<CollectedMembers> {
  const collector = new MemberCollector();
  await collector.add(source.fileName, parseBankFile(source, format));
  return collector.collected();
}
