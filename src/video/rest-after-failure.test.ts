import { expect, test } from 'vitest';
import { restAfterFailureMs } from './rest-after-failure.ts';

test('a slot rests for ten minutes, twice as long with each failure in a row, and for a day at most', () => {
  const minutes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 50, 2_000].map(
    (count) => restAfterFailureMs(count) / 60_000,
  );
  expect(minutes).toEqual([0, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440]);
});

test('what isn’t a count is refused', () => {
  for (const count of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => restAfterFailureMs(count)).toThrow('whole numbers');
  }
});

test('a failure that was paid for rests a day, doubled, a month at most', () => {
  const days = [1, 2, 3, 6, 50].map((failures) => restAfterFailureMs(failures, true) / 86_400_000);
  expect(days).toEqual([1, 2, 4, 30, 30]);
  expect(restAfterFailureMs(0, true)).toBe(0);
});
