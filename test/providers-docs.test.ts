import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseOperatorCatalogue } from '../src/budget/catalogue-file.ts';
import { shippedCatalogue } from '../src/budget/shipped-catalogue.ts';
import { soraProfiles } from '../src/video/providers/sora-profile.ts';

const page = readFileSync('docs/providers.md', 'utf8');

test('the file of prices in docs/providers.md is one that the product takes', () => {
  const example = /```json\n(.*?)```/s.exec(page)?.[1] ?? '';
  expect(parseOperatorCatalogue(example, shippedCatalogue)).toMatchObject({ kind: 'ok' });
});

test('every dialect of the Videos protocol has its row, and the row says how it differs', () => {
  for (const [name, profile] of Object.entries(soraProfiles)) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
    const [, , form, seconds, , cancelling] = row.split('|').map((cell) => cell.trim());
    expect([name, form, seconds, cancelling]).toEqual([
      name,
      profile.encoding === 'form' ? 'form' : 'JSON',
      profile.seconds,
      profile.doesDeleteStop ? 'ends the work' : 'not sent',
    ]);
  }
});
