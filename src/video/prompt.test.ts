import { describe, expect, test } from 'vitest';
import { lessons } from '../lessons/catalogue.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { filmPrompt } from './prompt.ts';

const [lesson] = lessons as readonly [Lesson, ...Lesson[]];

/** The shortest that a provider of ours takes. */
const CHARACTERS_MAX = 1000;

describe.each(lessons.map((one) => [`${one.persona}/${one.topic}`, one] as const))('%s', (_, one) => {
  const { text } = filmPrompt(one);

  test('says everything in its order, and fits every provider', () => {
    const order = ['Scene:', 'What happens:', 'Colours:', 'Movement:', 'Mood:', 'Never show:', 'No text'];
    const places = order.map((word) => text.indexOf(word));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(text.length).toBeLessThanOrEqual(CHARACTERS_MAX);
  });

  test('excludes faces, text and logos', () => {
    const excluded = text.split('\n').find((line) => line.startsWith('Never show:')) ?? '';
    expect(excluded).toMatch(/faces/);
    expect(excluded).toMatch(/text, letters or digits/);
    expect(excluded).toMatch(/logos/);
  });

  test('has no number, no placeholder and no name of a company', () => {
    expect(text).not.toMatch(/[\d{}$%€£]/);
    expect(text).not.toMatch(
      /\b(visa|mastercard|netflix|spotify|amazon|apple|google|paypal|disney|chase)\b/i,
    );
  });

  test('keeps the words by which the local server finds the lesson', () => {
    expect(text).toContain(one.prompt.scene);
    expect(text).toContain(one.prompt.metaphor);
  });
});

test('no two lessons have the same prompt', () => {
  expect(new Set(lessons.map((one) => filmPrompt(one).digest)).size).toBe(lessons.length);
});

test('the digest changes with the text, and with nothing else', () => {
  const { digest, version } = filmPrompt(lesson);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(filmPrompt({ ...lesson })).toEqual(filmPrompt(lesson));
  const quiet = { ...lesson.prompt, mood: 'quiet' };
  expect(filmPrompt({ ...lesson, prompt: quiet }).digest).not.toBe(digest);
  const next = filmPrompt({ ...lesson, version: lesson.version + 1 });
  expect(next.digest).toBe(digest);
  expect(next.version).not.toBe(version);
});
