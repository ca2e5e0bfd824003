import { readFile } from 'node:fs/promises';
import { type CsvMapping, csvMappingSchema } from '../ingest/csv-mapping.ts';
import { workFailed } from './cli/command-failure.ts';

/** A file that declares how the columns of a CSV file are read, as JSON. */
export async function readCsvMapping(path: string): Promise<CsvMapping> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw workFailed(`${path}: ${why}. Name a JSON file with a column mapping.`);
  });
  let declared: unknown;
  try {
    // Editors on Windows write a byte order mark.
    declared = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw workFailed(`${path}: this is not JSON. Expected a column mapping.`);
  }
  const parsed = csvMappingSchema.safeParse(declared);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw workFailed(
    `${path}: ${issue?.path.join('.') || 'the mapping'}: ${issue?.message}. Expected {name, columns, amount, dateOrder}.`,
  );
}
