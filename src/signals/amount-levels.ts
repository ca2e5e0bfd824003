import type { Cents, Ratio } from '../kernel/units.ts';

/** Amounts that differ by no more than this belong to one price, whatever the ratio says. */
const ROUNDING_CENTS = 2;

/** The same price, give or take: `sameRatio` is the largest relative difference. */
export function isSamePrice(a: Cents, b: Cents, sameRatio: Ratio): boolean {
  return Math.abs(a - b) <= Math.max(ROUNDING_CENTS, Math.max(a, b) * sameRatio);
}

/**
 * Amounts in the order of their dates → how many prices followed one another. 9.99, 9.99, 11.99 is two:
 * one change. 80, 120, 80, 120 is four: not one stream whose price changed.
 */
export function priceLevels(amounts: readonly Cents[], sameRatio: Ratio): number {
  let levels = 0;
  let price = Number.NaN;
  for (const amount of amounts) {
    if (levels > 0 && isSamePrice(price, amount, sameRatio)) continue;
    levels++;
    price = amount;
  }
  return levels;
}

/** Rows → groups of one price each, cheapest first. A gap wider than `sameRatio` parts two groups. */
export function byPrice<Row extends { readonly amountCents: Cents }>(
  rows: readonly Row[],
  sameRatio: Ratio,
): Row[][] {
  const groups: Row[][] = [];
  let lowest = Number.NaN;
  for (const row of [...rows].sort((a, b) => a.amountCents - b.amountCents)) {
    const group = groups.at(-1);
    if (group && isSamePrice(lowest, row.amountCents, sameRatio)) group.push(row);
    else {
      groups.push([row]);
      lowest = row.amountCents;
    }
  }
  return groups;
}
