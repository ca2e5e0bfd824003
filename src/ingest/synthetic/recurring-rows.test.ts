import { describe, expect, test } from 'vitest';
import { dayNumber } from '../../kernel/dates.ts';
import type { PlantedRow } from './member-rows.ts';
import { dueDays, monthlyDays, type StreamPlan, streamRows } from './recurring-rows.ts';
import { SeededRandom } from './seeded-random.ts';

const span = { fromDay: dayNumber('2026-01-01'), toDay: dayNumber('2026-06-30') };
/** The 12th is far from both ends of the span, so that no drift carries a charge out of it. */
const due = monthlyDays(12, span);
const plan = (isTidy: boolean): StreamPlan => ({
  group: 'stream',
  business: { name: 'Cinebox', categories: [null] },
  cadence: 'monthly',
  account: 'checking',
  amountCents: 1_000,
  isTidy,
  endedDaysAgo: null,
  days: due,
});
const streams = Array.from({ length: 4_000 }, (_, at) =>
  streamRows(new SeededRandom(`levels ${at}`), plan(false), span),
);
const rows = streams.flat();
const charges = streams.flatMap((stream) => stream.filter((row, at) => row !== stream[at - 1]));
const dueCount = streams.length * due.length;

/** How many days a charge is from the nearest due day. */
function drift({ day }: PlantedRow): number {
  return Math.min(...due.map((dueDay) => Math.abs(day - dueDay)));
}

describe('untidy rows have the stated levels, measured on what came out', () => {
  test('3 % of the charges are missing', () => {
    expect(1 - charges.length / dueCount).toBeCloseTo(0.03, 2);
  });
  test('each comes up to 4 days early or late, most within a day', () => {
    expect(Math.max(...charges.map(drift))).toBe(4);
    expect(charges.filter((row) => drift(row) <= 1).length / charges.length).toBeGreaterThan(0.6);
  });
  test('5 % of a month’s merchants are written otherwise', () => {
    expect(charges.filter(({ name }) => name !== 'Cinebox').length / charges.length).toBeCloseTo(0.05, 2);
  });
  test('1 % are booked twice on a day', () => {
    expect((rows.length - charges.length) / charges.length).toBeCloseTo(0.01, 2);
  });
  test('one in eight changes its price once, by 8 to 30 %', () => {
    const prices = streams.map((stream) => [...new Set(stream.map(({ amountCents }) => amountCents))]);
    const changed = prices.filter((levels) => levels.length > 1);
    // A change before the first charge or after the last is seen by nobody.
    expect(changed.length / streams.length).toBeGreaterThan(0.08);
    expect(changed.length / streams.length).toBeLessThan(0.13);
    expect(changed.every(([old = 0, now = 0, more]) => now >= old * 1.08 && now <= old * 1.3 && !more)).toBe(
      true,
    );
  });
});

test('tidy rows are exact', () => {
  const tidy = streamRows(new SeededRandom('tidy'), plan(true), span);
  expect(tidy.map(({ day, amountCents, name }) => [day, amountCents, name])).toEqual(
    due.map((day) => [day, 1_000, 'Cinebox']),
  );
});

test('the 31st of a short month is its last day, leap years included', () => {
  const leap = { fromDay: dayNumber('2024-01-15'), toDay: dayNumber('2024-04-30') };
  expect(monthlyDays(31, leap)).toEqual(
    ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30'].map((date) => dayNumber(date)),
  );
});

test.each([
  ['weekly', 7],
  ['biweekly', 14],
] as const)('%s is every %i days', (cadence, gap) => {
  const days = dueDays(new SeededRandom(cadence), cadence, span);
  expect(new Set(days.slice(1).map((day, at) => day - (days[at] ?? 0)))).toEqual(new Set([gap]));
});
