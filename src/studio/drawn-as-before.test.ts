import { expect, test } from 'vitest';
import { assert } from '../kernel/assert.ts';
import { shortDigest } from '../kernel/hash.ts';
import { findLesson } from '../lessons/catalogue.ts';
import { RENDERER_VERSION } from './film-format.ts';
import { composeFilm } from './film-scene.ts';
import { darkTheme, lightTheme } from './theme.ts';

/**
 * A few films of the built-in themes, by the digest of what they draw. Where one fails, something that a viewer
 * could notice has changed: count up the lesson's version or `RENDERER_VERSION`, or find out what was not meant.
 */
const sample = [
  ['high_utilization', 'debt_paydown_strategy'],
  ['variable_income', 'variable_income_budgeting'],
  ['subscription_heavy', 'subscription_audit'],
  ['savings_builder', 'hysa_comparison'],
] as const;

/** Finer than any pixel, coarser than the last digit in which two machines may differ. */
const rounded = (_: string, value: unknown) =>
  typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value;

test.each(sample)('%s %s is drawn as its version was', (persona, topic) => {
  const lesson = findLesson(persona, topic);
  assert(lesson, `there is a lesson ${persona}/${topic}`);
  const drawn = [lightTheme, darkTheme].flatMap((theme) =>
    (['landscape', 'portrait'] as const).map((shape) => {
      const scene = composeFilm({ lesson, locale: 'en', theme, shape });
      const moments = Array.from({ length: 17 }, (_, index) => scene.drawAt(index * 500));
      return JSON.stringify([scene.ground, moments], rounded);
    }),
  );
  expect(shortDigest(drawn.join())).toMatchSnapshot(
    `version ${lesson.version} by renderer ${RENDERER_VERSION}`,
  );
});
