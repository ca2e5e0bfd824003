/**
 * Every number that a rule compares with, in one place. The unit is the last word of the name.
 * Source: the product's public brief ("From Plaid to Personalized Learning").
 */
export const windowDays = { '30d': 30, '180d': 180 } as const;

/** A month is 30 days wherever the product measures. */
export const daysPerMonth = 30;

export const recurringRules = {
  /** Streams and pay dates are looked for in this many days, whatever the window. */
  historyDays: 180,
  /** Weekly to monthly streams: this many charges … */
  chargesMin: 3,
  /** … within this many days. */
  chargesWithinDays: 90,
  /** Quarterly and yearly streams, which are reported but not counted. */
  longCadenceChargesMin: 2,
  /** A stream is active while its last charge is at most this many periods ago. */
  activePeriodsMax: 1.5,
} as const;

export const creditRules = {
  flagRatios: [0.3, 0.5, 0.8],
  /** A payment up to this multiple of the minimum counts as the minimum only. */
  minimumPaymentToleranceRatio: 1.05,
} as const;

export const personaThresholds = {
  highUtilizationRatio: 0.5,
  medianPayGapDays: 45,
  cashBufferMonths: 1,
  recurringCount: 3,
  monthlyRecurringSpendCents: 5_000,
  recurringShareRatio: 0.1,
  savingsGrowthRatio: 0.02,
  monthlySavingsInflowCents: 20_000,
  savingsBuilderUtilizationRatio: 0.3,
} as const;
