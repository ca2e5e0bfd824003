import { describe, expect, test } from 'vitest';
import { findLesson, lessons, lessonsOf } from './catalogue.ts';
import { missingFromLessons } from './check-lessons.ts';
import type { Lesson } from './lesson.ts';
import type { StoryboardScene } from './storyboard.ts';

const lesson = lessons[0] as Lesson;
const { storyboard } = lesson;

function missingFrom(changed: Partial<Lesson>): string[] {
  return missingFromLessons(lessons.map((one) => (one === lesson ? { ...one, ...changed } : one)));
}

describe('the completeness check', () => {
  test('finds nothing missing in the catalogue', () => {
    expect(missingFromLessons(lessons)).toEqual([]);
  });

  test('names a persona without lessons', () => {
    const others = lessons.filter((one) => one.persona !== 'savings_builder');
    expect(missingFromLessons(others)).toEqual(['savings_builder has no lessons']);
  });

  test('names a language that a text lacks', () => {
    expect(missingFrom({ transcript: { en: 'There.', es: ' ' } })).toEqual([
      'high_utilization/credit_utilization has no transcript in es',
    ]);
  });

  test('names a number that a text mentions and the lesson does not have', () => {
    expect(missingFrom({ idea: { en: 'Use {nothing}.', es: 'Usa {nothing}.' } })).toEqual([
      'high_utilization/credit_utilization has no value nothing',
    ]);
  });

  test('names an empty prompt field, missing captions and a lesson that is there twice', () => {
    const prompt = { ...lesson.prompt, motion: '' };
    expect(missingFrom({ prompt, captions: [] })).toEqual([
      'high_utilization/credit_utilization has no motion in its prompt',
      'high_utilization/credit_utilization has no captions',
    ]);
    expect(missingFromLessons([...lessons, lesson])).toEqual([
      'high_utilization/credit_utilization is there twice',
    ]);
  });

  test('names a number that is typed, in digits or as a part, wherever it stands', () => {
    const idea = { en: 'Use {goal}, half of $3,400.', es: 'Usa {goal}, la mitad de $3,400.' };
    expect(missingFrom({ idea })).toEqual(
      [
        '"half" typed into its idea in en',
        '"3,400" typed into its idea in en',
        '"mitad" typed into its idea in es',
        '"3,400" typed into its idea in es',
      ].map((what) => `high_utilization/credit_utilization has ${what} instead of a {name}`),
    );
    const [hook, ...later] = storyboard.scenes as [StoryboardScene, ...StoryboardScene[]];
    const scenes = [{ ...hook, shows: 'A glass, filled to 68 percent.' }, ...later];
    expect(missingFrom({ storyboard: { ...storyboard, scenes } })).toEqual([
      'high_utilization/credit_utilization has "68" typed into its scene hook instead of a {name}',
    ]);
  });

  test('names scenes that leave a gap or the end open, and a number that changes in the payoff', () => {
    const [hook, change, payoff] = storyboard.scenes as [StoryboardScene, StoryboardScene, StoryboardScene];
    const scenes = [hook, { ...change, startMs: 1700 }, { ...payoff, endMs: 7000 }];
    const number = { ...storyboard.number, endMs: 4200 };
    expect(missingFrom({ storyboard: { ...storyboard, scenes, number } })).toEqual(
      [
        'its change at 1700 ms instead of 1500',
        'scenes up to 7000 ms of 8000',
        'a number that still changes at 4000 ms, in the payoff',
      ].map((what) => `high_utilization/credit_utilization has ${what}`),
    );
  });
});

test('a lesson is found by persona and topic, and only so', () => {
  expect(findLesson('high_utilization', 'credit_utilization')).toBe(lesson);
  expect(findLesson('general', 'credit_utilization')).toBeNull();
  expect(lessonsOf('general')).toEqual([]);
  expect(lessonsOf('high_utilization')).toContain(lesson);
});
