import type { Cents, Days, Months, Ratio } from '../../kernel/units.ts';

/** A recurring charge that the generator put in. */
export type PlantedStream = {
  readonly merchant: string;
  readonly cadence: 'weekly' | 'biweekly' | 'monthly' | 'quarterly' | 'yearly';
  readonly transactionIds: readonly string[];
};

export type PlantedPay = { readonly source: string; readonly transactionIds: readonly string[] };

/** Who a made-up member is, for measuring fairness. No stage of the product ever sees it. */
export type Demographics = {
  readonly ageBand: '18-29' | '30-44' | '45-64' | '65+';
  readonly gender: 'woman' | 'man' | 'nonbinary';
  readonly region: 'northeast' | 'south' | 'midwest' | 'west';
};

/** What the persona rules ask, added up from labels and never detected. */
export type PlantedFacts = {
  /** One a card, in the order of the accounts. */
  readonly utilizationRatios: readonly Ratio[];
  readonly hasInterest: boolean;
  readonly paysMinimumOnly: boolean;
  readonly isOverdue: boolean;
  /** Over the last 180 days, like what follows where nothing else is said; null for fewer than two paydays. */
  readonly medianPayGapDays: Days | null;
  readonly bufferMonths: Months | null;
  readonly recurringCount: number;
  /** Over the last 30 days; so is what was spent. */
  readonly recurringMonthCents: Cents;
  readonly spentMonthCents: Cents;
  /** Null without a savings account. */
  readonly growthRatio: Ratio | null;
  readonly monthlyInflowCents: Cents | null;
};

/** What the generator knows about a member because it made it so. */
export type PlantedTruth = {
  readonly memberId: string;
  readonly asOf: string;
  /** The 180-day persona that follows from the planted rows. */
  readonly persona: string;
  /** Which threshold this member stands beside, where it is one of those. */
  readonly edge: string | null;
  readonly facts: PlantedFacts;
  readonly streams: readonly PlantedStream[];
  readonly pay: readonly PlantedPay[];
  readonly demographics: Demographics;
};

/**
 * The persona that the brief's rules give for planted facts. Written a second time here on purpose: a truth
 * that asked the engine would agree with any of its mistakes.
 */
export function plantedPersona(facts: PlantedFacts): string {
  const highest = Math.max(0, ...facts.utilizationRatios);
  if (highest >= 0.5 || facts.hasInterest || facts.paysMinimumOnly || facts.isOverdue)
    return 'high_utilization';
  const { medianPayGapDays: gap, bufferMonths: buffer } = facts;
  if (gap !== null && gap > 45 && buffer !== null && buffer < 1) return 'variable_income';
  const isLarge =
    facts.recurringMonthCents >= 5_000 || facts.recurringMonthCents >= facts.spentMonthCents * 0.1;
  if (facts.recurringCount >= 3 && isLarge && facts.recurringMonthCents > 0) return 'subscription_heavy';
  const isGrowing = facts.growthRatio !== null && facts.growthRatio >= 0.02;
  const isSaving = facts.monthlyInflowCents !== null && facts.monthlyInflowCents >= 20_000;
  if ((isGrowing || isSaving) && facts.utilizationRatios.every((ratio) => ratio < 0.3))
    return 'savings_builder';
  return 'general';
}
