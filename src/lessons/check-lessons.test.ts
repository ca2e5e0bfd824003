import { describe, expect, test } from 'vitest';
import { findLesson, lessons, lessonsOf } from './catalogue.ts';
import { missingFromLessons } from './check-lessons.ts';
import type { Lesson } from './lesson.ts';

const lesson = lessons[0] as Lesson;

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
});

test('a lesson is found by persona and topic, and only so', () => {
  expect(findLesson('high_utilization', 'credit_utilization')).toBe(lesson);
  expect(findLesson('general', 'credit_utilization')).toBeNull();
  expect(lessonsOf('general')).toEqual([]);
  expect(lessonsOf('high_utilization')).toContain(lesson);
});
