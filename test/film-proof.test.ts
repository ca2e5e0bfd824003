import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { proveFilm } from '../scripts/proof/film-proof.ts';
import { assert } from '../src/kernel/assert.ts';
import { lessons } from '../src/lessons/catalogue.ts';
import { parseFilmSize, RENDERER_VERSION } from '../src/studio/film-format.ts';
import { darkTheme, lightTheme, type Theme } from '../src/studio/theme.ts';
import { readThemeFile } from '../src/studio/theme-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'spendsense-films-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const themes = (name: string): Theme => {
  if (name !== 'another house') return name === 'dark' ? darkTheme : lightTheme;
  const read = readThemeFile('test/fixtures/themes/another-house.json');
  assert(read.kind === 'ok', 'the theme can be read');
  return read.value;
};

/** The two heaviest, then each size and look that these are not; all of them stand in docs/proof/films.md. */
const sample = [
  ['percent_based_budgets', 'es', '1280x720', 'light'],
  ['emergency_fund_basics', 'es', '720x1280', 'light'],
  ['interest_calculation', 'en', '1920x1080', 'light'],
  ['savings_rate_optimization', 'en', '1080x1920', 'light'],
  ['subscription_consolidation', 'en', '720x1280', 'dark'],
  ['goal_setting', 'en', '1280x720', 'another house'],
] as const;

test.each(sample)(
  'the film %s in %s at %s, %s, satisfies our validator, ffprobe and ffmpeg and weighs what it may',
  async (topic, locale, format, look) => {
    const lesson = lessons.find((one) => one.topic === topic);
    const size = parseFilmSize(format);
    assert(lesson && size, `there is a lesson ${topic} and a size ${format}`);
    const proof = await proveFilm({ lesson, locale, size, theme: themes(look), folder });
    expect(proof.faults).toEqual([]);
  },
);

test('docs/proof/films.md tells of the films that are made today: npm run proof writes it anew', () => {
  const page = readFileSync('docs/proof/films.md', 'utf8');
  expect(page).toContain(`films by renderer version ${RENDERER_VERSION} `);
  for (const { persona, topic, version } of lessons)
    expect(page).toContain(`| ${persona}/${topic} | ${version} | en | 1280x720 | light |`);
});
