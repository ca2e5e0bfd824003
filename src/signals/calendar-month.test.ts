import { expect, test } from 'vitest';
import { dayNumber, isoDateOfDay } from '../kernel/dates.ts';
import { calendarMonth, dueDay, firstDayOfMonth } from './calendar-month.ts';

test('agrees with the calendar on every day of two centuries', () => {
  for (let day = dayNumber('1900-01-01'); day <= dayNumber('2100-12-31'); day += 1) {
    const date = isoDateOfDay(day);
    const { month, dayOfMonth } = calendarMonth(day);
    if (
      month !== Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 ||
      dayOfMonth !== Number(date.slice(8))
    ) {
      expect(date).toBe(`month ${month}, day ${dayOfMonth}`);
    }
    if (dayOfMonth === 1 && firstDayOfMonth(month) !== day)
      expect(isoDateOfDay(firstDayOfMonth(month))).toBe(date);
  }
});

test.each([
  ['2026-02', 31, '2026-02-28'],
  ['2028-02', 30, '2028-02-29'],
  ['2026-04', 31, '2026-04-30'],
  ['2026-12', 31, '2026-12-31'],
  ['2026-05', 9, '2026-05-09'],
])('in %s day %i falls on %s', (month, dayOfMonth, date) => {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  expect(isoDateOfDay(dueDay(count, dayOfMonth))).toBe(date);
});
