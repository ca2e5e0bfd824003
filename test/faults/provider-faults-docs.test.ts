import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type End, endAfter, type FaultRow, faultTable, remedies, remedyOf } from './fault-table.ts';
import { tableLines } from './fault-table-page.ts';

const page = readFileSync('docs/provider-faults.md', 'utf8');

test('the table in docs/provider-faults.md is the one that is tested', () => {
  const [, table = ''] = /<!-- faults -->\n([\s\S]*?)\n<!-- \/faults -->/.exec(page) ?? [];
  expect(table.split('\n')).toEqual(tableLines());
});

test('every act and every reason in it is explained', () => {
  const [text = ''] = page.split('<!-- faults -->');
  const ends = faultTable.flatMap((row) => Object.values(row.ends).flatMap((end) => [end, thenOf(row, end)]));
  for (const { code } of ends) if (code) expect(text).toContain(`\`${code}\``);
  for (const remedy of remedies) expect(text).toContain(`\`${remedy}\``);
});

function thenOf(row: FaultRow, end: End): End {
  const remedy = remedyOf(row, end);
  return remedy === null ? end : endAfter(remedy, end);
}
