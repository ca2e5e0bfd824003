import { assert } from '../kernel/assert.ts';
import type { Milliseconds } from '../kernel/units.ts';

const FIRST_REST_MS: Milliseconds = 10 * 60_000;
const LONGEST_REST_MS: Milliseconds = 24 * 3_600_000;

/**
 * How long a slot is left alone after this many failures in a row: ten minutes, doubled with each further one,
 * a day at most. 0 without a failure.
 */
export function restAfterFailureMs(failuresInARow: number): Milliseconds {
  assert(
    Number.isSafeInteger(failuresInARow) && failuresInARow >= 0,
    'failures are counted in whole numbers',
  );
  if (failuresInARow === 0) return 0;
  return Math.min(FIRST_REST_MS * 2 ** (failuresInARow - 1), LONGEST_REST_MS);
}

/** Until when the slot is left alone that failed so often in a row, the last time then. */
export function restsUntil(failuresInARow: number, lastFailedAt: Date): Date {
  return new Date(lastFailedAt.getTime() + restAfterFailureMs(failuresInARow));
}
