import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/films-record.md', 'utf8');
const [headings = [], , ...films] = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const column = (name: string): readonly (string | undefined)[] =>
  films.map((cells) => cells[headings.indexOf(name)]);

test('every film of the record went through both gates, was delivered, and is what serves', () => {
  expect(films.length).toBeGreaterThan(0);
  expect(new Set(column('gates opened'))).toEqual(new Set(['spend, show']));
  expect(new Set(column('outcome'))).toEqual(new Set(['delivered']));
  for (const why of column('served because')) expect(why).toMatch(/^ordered; approved by \w+$/);
});

test('no lesson of the record was bought twice, and its sum is the ledger’s', () => {
  const lessons = column('lesson');
  expect(new Set(lessons).size).toBe(lessons.length);
  const cents = column('cost').reduce((sum, cost = '') => sum + Math.round(Number(cost.slice(1)) * 100), 0);
  expect(page).toContain(`The ledger says $${(cents / 100).toFixed(2)} `);
  expect(page).toContain(`counts ${lessons.length} sold for ${lessons.length} orders`);
  expect(page).toContain('had nothing left to explain');
});
