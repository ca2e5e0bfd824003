import type { Ledger } from './ledger.ts';
import type { DayRange } from './spend.ts';

/**
 * Whether the data reaches into a range of days. An empty history is a measured nothing; one that ended before
 * the range began, or begins after it, says nothing about it.
 */
export function isCovered({ coveredDays, accounts }: Ledger, range: DayRange): boolean {
  if (accounts.length === 0) return false;
  if (coveredDays === null) return true;
  return coveredDays.last >= range.fromDay && coveredDays.first <= range.toDay;
}
