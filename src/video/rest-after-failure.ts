import { assert } from '../kernel/assert.ts';
import type { Milliseconds } from '../kernel/units.ts';

const FIRST_REST_MS: Milliseconds = 10 * 60_000;
const DAY_MS: Milliseconds = 24 * 3_600_000;

/**
 * How long a slot is left alone after this many failures in a row: ten minutes, doubled with each further one,
 * a day at most. 0 without a failure. Where the last one was paid for, a day, doubled up to a month: the same
 * prompt mostly comes to the same end, and costs each time.
 */
export function restAfterFailureMs(failuresInARow: number, wasPaid = false): Milliseconds {
  assert(
    Number.isSafeInteger(failuresInARow) && failuresInARow >= 0,
    'failures are counted in whole numbers',
  );
  if (failuresInARow === 0) return 0;
  const [first, longest] = wasPaid ? [DAY_MS, 30 * DAY_MS] : [FIRST_REST_MS, DAY_MS];
  return Math.min(first * 2 ** (failuresInARow - 1), longest);
}
