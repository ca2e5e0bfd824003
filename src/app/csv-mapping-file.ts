import { readFile } from 'node:fs/promises';
import { type CsvMapping, csvMappingSchema } from '../ingest/csv-mapping.ts';
import { workFailed } from './cli/command-failure.ts';

/** A file that declares how the columns of a CSV file are read, as JSON. */
export async function readCsvMapping(path: string): Promise<CsvMapping> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw workFailed(`${path}: ${error.message}. Name a JSON file with a column mapping.`);
  });
  let declared: unknown;
  try {
    declared = JSON.parse(text);
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
