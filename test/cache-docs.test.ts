import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settings } from '../src/app/settings.ts';
import { cacheOutcomes } from '../src/video/video-cache-port.ts';

const page = readFileSync('docs/cache-and-cleanup.md', 'utf8');
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

test('every outcome that the counters know is explained, and no other', () => {
  const table = /<!-- outcomes -->\n(.*?)<!-- \/outcomes -->/s.exec(page)?.[1] ?? '';
  const [, ...rows] = rowsOf(table);
  expect(rows.map(([outcome]) => outcome)).toEqual(cacheOutcomes.map((outcome) => `\`${outcome}\``));
});

test('the lifetimes that are named are the settings’ own', () => {
  const lifetimes = rowsOf(page).filter(([, , setting]) => setting?.startsWith('`VIDEO_CACHE_'));
  expect(lifetimes).toHaveLength(3);
  for (const [, lasts = '', setting = ''] of lifetimes) {
    const { defaultText, unit } = settings[setting.slice(1, -1) as keyof typeof settings];
    expect(lasts).toContain(`${defaultText} ${unit}`);
  }
});
