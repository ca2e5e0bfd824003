/** Writes ARCHITECTURE.md's import table from the rules that enforce it. */
import { readFileSync, writeFileSync } from 'node:fs';

export async function importsTable(): Promise<string> {
  const { importTable } = (await import(new URL('../.dependency-cruiser.mjs', import.meta.url).href)) as {
    importTable: Record<string, readonly string[]>;
  };
  const rows = Object.entries(importTable).map(
    ([room, allowed]) => `| ${room} | ${allowed.join(', ') || '–'} |`,
  );
  return ['| room | may import |', '|---|---|', ...rows].join('\n');
}

if (import.meta.main) {
  const path = new URL('../ARCHITECTURE.md', import.meta.url);
  const table = `<!-- imports -->\n${await importsTable()}\n<!-- /imports -->`;
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(/<!-- imports -->.*<!-- \/imports -->/s, () => table),
  );
}
