import { describe, expect, test } from 'vitest';
import { findLesson } from './catalogue.ts';
import { valuesOf } from './lesson.ts';
import {
  dollars,
  fillText,
  formatWorkedValue,
  percent,
  WorkedValueMissing,
  workedValue,
} from './worked-value.ts';

describe('worked values', () => {
  test('are formatted by their unit', () => {
    expect(formatWorkedValue(dollars(3400), 'en')).toBe('$3,400');
    expect(formatWorkedValue(dollars(1.97), 'es')).toBe('$1.97');
    expect(formatWorkedValue(percent(0.4), 'en')).toBe('0.4%');
    expect(formatWorkedValue({ unit: 'months', amount: 3 }, 'es')).toBe('3');
  });

  test('fill their names in a sentence', () => {
    const text = { en: 'Below {goal}.', es: 'Menos del {goal}.' };
    expect(fillText(text, { goal: percent(30) }, 'es')).toBe('Menos del 30%.');
  });

  test('an unknown name or a number that is none stops with the name', () => {
    expect(() => workedValue({ goal: percent(30) }, 'gaol')).toThrow(WorkedValueMissing);
    expect(() => workedValue({ goal: percent(30) }, 'gaol')).toThrow('"gaol"; the lesson has goal');
    expect(() => workedValue({ goal: percent(Number.NaN) }, 'goal')).toThrow('"goal"');
    expect(() => workedValue({}, 'toString')).toThrow('"toString"');
  });

  test("a member's own numbers replace what is given, and what follows is computed anew", () => {
    const lesson = findLesson('high_utilization', 'credit_utilization');
    const values = lesson ? valuesOf(lesson, { limit: 1_000_000, balanceBefore: 500_000 }) : {};
    expect(values['usedBefore']).toEqual({ unit: 'ratio', amount: 0.5 });
    expect(values['balanceAfter']).toEqual({ unit: 'cents', amount: 300_000 });
  });
});
