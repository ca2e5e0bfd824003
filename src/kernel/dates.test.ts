import { expect, test } from 'vitest';
import { addDays, dayNumber, isoDateOfDay, parseIsoDate } from './dates.ts';

test('only real calendar days are dates', () => {
  expect(parseIsoDate('2024-02-29')).toBe('2024-02-29');
  for (const text of [
    '2023-02-29',
    '2026-13-01',
    '2026-1-1',
    '26-01-01',
    '0026-01-01',
    '0000-01-01',
    '2026-01-01T00:00:00Z',
    '',
  ]) {
    expect(parseIsoDate(text)).toBeNull();
  }
});

test('day arithmetic crosses months, years and leap days', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(isoDateOfDay(dayNumber('2026-11-22'))).toBe('2026-11-22');
});
