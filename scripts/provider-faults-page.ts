/** Writes the table of `test/faults` into `docs/provider-faults.md`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { tableLines } from '../test/faults/fault-table-page.ts';

const path = new URL('../docs/provider-faults.md', import.meta.url);
const page = readFileSync(path, 'utf8');
const table = `<!-- faults -->\n${tableLines().join('\n')}\n<!-- /faults -->`;
writeFileSync(
  path,
  page.replace(/<!-- faults -->[\s\S]*<!-- \/faults -->/, () => table),
);
