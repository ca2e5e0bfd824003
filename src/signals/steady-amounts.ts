import type { Cents } from '../kernel/units.ts';
import { priceLevels } from './amount-levels.ts';
import type { MerchantProfile } from './merchant-profile.ts';

/** A price may go up or down by this factor at once and still be the same subscription. */
const PRICE_CHANGE_FACTOR_MAX = 1.6;
/** Charges at the full price that a lower one before them needs. */
const AFTER_INTRODUCTION_MIN = 3;

export type AmountProof = {
  readonly sameRatio: number;
  readonly levelsMax: number;
  /** Whether a trial or an introductory price, however low, may come before the price. */
  readonly mayBeginCheaper: boolean;
};

/** How alike amounts must be, by what is known of the merchant. */
export const amountProofs: Readonly<Record<Exclude<MerchantProfile, 'never'>, AmountProof>> = {
  service: { sameRatio: 0.15, levelsMax: 3, mayBeginCheaper: true },
  neutral: { sameRatio: 0.05, levelsMax: 2, mayBeginCheaper: true },
  shop: { sameRatio: 0.01, levelsMax: 2, mayBeginCheaper: false },
};

/** One price, or as many changes of it as the proof allows. In the order of dates. */
export function isSteady(amounts: readonly Cents[], proof: AmountProof): boolean {
  if (
    priceLevels(amounts, proof.sameRatio) > proof.levelsMax &&
    !(proof.mayBeginCheaper && roseTwice(amounts))
  )
    return false;
  const jump = amounts.findIndex((amount, at) => isJump(amounts[at - 1] ?? amount, amount));
  return jump === -1 || (proof.mayBeginCheaper && isIntroduction(amounts, jump, proof));
}

/** Three prices, each higher than the last and charged at least twice to the very cent. */
function roseTwice(amounts: readonly Cents[]): boolean {
  const runs = new Map<Cents, number>();
  for (const amount of amounts) runs.set(amount, (runs.get(amount) ?? 0) + 1);
  const isRising = amounts.every((amount, at) => amount >= (amounts[at - 1] ?? amount));
  return isRising && runs.size === 3 && [...runs.values()].every((count) => count > 1);
}

/** Whether a price went up or down further than one subscription's does at once. */
export function isJump(before: Cents, amount: Cents): boolean {
  return Math.max(amount, before) > Math.min(amount, before) * PRICE_CHANGE_FACTOR_MAX;
}

/** One price until the jump, a higher one from there on, often enough to be the real one. */
function isIntroduction(amounts: readonly Cents[], jump: number, { sameRatio }: AmountProof): boolean {
  const [before, after] = [amounts.slice(0, jump), amounts.slice(jump)];
  return (
    after.length >= AFTER_INTRODUCTION_MIN &&
    (before[0] ?? 0) < (after[0] ?? 0) &&
    priceLevels(before, sameRatio) === 1 &&
    priceLevels(after, sameRatio) === 1
  );
}
