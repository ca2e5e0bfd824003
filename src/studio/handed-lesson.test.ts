import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '../kernel/hash.ts';
import { lessons } from '../lessons/catalogue.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { dollars } from '../lessons/worked-value.ts';
import { renderFilm } from './render-film.ts';
import { lightTheme } from './theme.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'studio-handed-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function pictureDigest(lesson: Lesson): Promise<string> {
  // Half a second is enough: the first number is there from the first frame.
  const short = { ...lesson, storyboard: { ...lesson.storyboard, durationMs: 500 } };
  const outPath = join(folder, 'film.mp4');
  const size = { width: 1280, height: 720 };
  await renderFilm({ lesson: short, locale: 'en', size, theme: lightTheme, outPath, threads: 1 });
  return sha256Hex(readFileSync(outPath));
}

test('a film shows the lesson that was handed over, not the one that the catalogue has by that name', async () => {
  const lesson = lessons[0] as Lesson;
  const asItIs = await pictureDigest(lesson);
  expect(await pictureDigest({ ...lesson })).toBe(asItIs);
  const given = { ...lesson.given, balanceBefore: dollars(4400) };
  expect(await pictureDigest({ ...lesson, given })).not.toBe(asItIs);
  const derive: Lesson['derive'] = (values) => ({
    ...lesson.derive(values),
    usedBefore: { unit: 'ratio', amount: 0.11 },
  });
  expect(await pictureDigest({ ...lesson, derive })).not.toBe(asItIs);
});
