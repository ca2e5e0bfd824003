import type { IsoDate } from '../kernel/dates.ts';
import type { Cents, Days, Months, Ratio } from '../kernel/units.ts';

export const signalWindows = ['30d', '180d'] as const;
export type SignalWindow = (typeof signalWindows)[number];

export type StreamCadence = 'weekly' | 'biweekly' | 'monthly' | 'quarterly' | 'yearly';

/** Charges of one merchant that come again at a steady distance. */
export type RecurringStream = {
  readonly merchant: string;
  readonly cadence: StreamCadence;
  readonly medianAmountCents: Cents;
  readonly firstDate: IsoDate;
  readonly lastDate: IsoDate;
  /** The last charge is at most 1.5 periods ago. */
  readonly active: boolean;
  readonly transactionIds: readonly string[];
};

/*
 * Source of all formulas: the product's public brief ("From Plaid to Personalized Learning"). A month is 30
 * days, the monthly spend an average over the whole window, and 0 is a measured nothing; null is unknown.
 */

export type SubscriptionSignals = {
  /** Those that a charge within the window touches. */
  readonly streams: readonly RecurringStream[];
  /** Active streams of monthly or shorter cadence. */
  readonly recurringCount: number | null;
  /** Recurring spend in the 30 days that end at the as-of date, whatever the window. */
  readonly monthlySpendCents: Cents | null;
  /** `monthlySpendCents` ÷ all spend of the same days; 0 where nothing was spent. */
  readonly shareRatio: Ratio | null;
};

export type SavingsSignals = {
  /** All savings-like accounts together, as the file states them; null where one is unknown. */
  readonly balanceCents: Cents | null;
  /** Money into savings-like accounts within the window less money out of them. */
  readonly netInflowCents: Cents | null;
  /** `netInflowCents` ÷ the window's months, cut to whole cents. */
  readonly monthlyInflowCents: Cents | null;
  /** (balance − start) ÷ start, start = balance − `netInflowCents`; null where the start is 0 or less. */
  readonly growthRatio: Ratio | null;
  /** Savings balance ÷ monthly spend; null where nothing was spent. */
  readonly emergencyFundMonths: Months | null;
};

export type CardSignals = {
  readonly accountId: string;
  readonly mask: string | null;
  readonly balanceCents: Cents | null;
  readonly limitCents: Cents | null;
  /** Balance ÷ limit; 0 where the bank owes the member, null without a limit above 0. */
  readonly utilizationRatio: Ratio | null;
  /** Last payment > 0 and ≤ 1.05 × the minimum, minimum > 0, balance > 0. */
  readonly minimumPaymentOnly: boolean | null;
  /** Posted within the window, else as the last statement says. */
  readonly interestChargedCents: Cents | null;
  readonly isOverdue: boolean | null;
};

export type CreditSignals = {
  /** Empty where the member has none. */
  readonly cards: readonly CardSignals[];
  /** The highest that is known; null where none is. */
  readonly maxUtilizationRatio: Ratio | null;
};

export type PayrollStream = {
  readonly source: string;
  readonly cadence: string;
  readonly medianGapDays: Days | null;
  /** Of what came on each payday, all accounts together. */
  readonly medianAmountCents: Cents;
  readonly transactionIds: readonly string[];
};

export type IncomeSignals = {
  /** Sources of pay, each with all its paydays of the last 180 days where one lies within the window. */
  readonly payroll: readonly PayrollStream[];
  /** Between consecutive distinct pay dates of all sources, for gaps that end within the window. */
  readonly medianPayGapDays: Days | null;
  /** Sample standard deviation ÷ mean of the pay of each 30 days; null for fewer than two or no pay. */
  readonly variabilityRatio: Ratio | null;
  /** Checking-like balance ÷ monthly spend; null where nothing was spent. */
  readonly cashBufferMonths: Months | null;
};

/** The rows behind one measure. */
export type MeasureEvidence = {
  readonly transactionIds: readonly string[];
  readonly accountIds: readonly string[];
};

/** What was measured over one window. A family is null where it can't be known; a measured nothing is 0. */
export type Signals = {
  readonly subscriptions: SubscriptionSignals | null;
  readonly savings: SavingsSignals | null;
  readonly credit: CreditSignals | null;
  readonly income: IncomeSignals | null;
  /** Average spend per 30 days of the window; absent where the signals were computed elsewhere. */
  readonly monthlySpendCents?: Cents | null;
  /**
   * By measure, a card's with its account's id (`growthRatio`, `utilizationRatio:ID`), and for `spend` and `pay`
   * as such. Absent where the signals were computed elsewhere.
   */
  readonly evidence?: Readonly<Record<string, MeasureEvidence>>;
};
