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

export type SubscriptionSignals = {
  readonly streams: readonly RecurringStream[];
  /** Active streams of monthly or shorter cadence. */
  readonly recurringCount: number | null;
  /** Recurring spend in the 30 days that end at the as-of date. */
  readonly monthlySpendCents: Cents | null;
  /** `monthlySpendCents` ÷ all spend of the same days; 0 where nothing was spent. */
  readonly shareRatio: Ratio | null;
};

export type SavingsSignals = {
  readonly balanceCents: Cents | null;
  readonly netInflowCents: Cents | null;
  readonly monthlyInflowCents: Cents | null;
  readonly growthRatio: Ratio | null;
  readonly emergencyFundMonths: Months | null;
};

export type CardSignals = {
  readonly accountId: string;
  readonly mask: string | null;
  readonly balanceCents: Cents | null;
  readonly limitCents: Cents | null;
  readonly utilizationRatio: Ratio | null;
  readonly minimumPaymentOnly: boolean | null;
  readonly interestChargedCents: Cents | null;
  readonly isOverdue: boolean | null;
};

export type CreditSignals = {
  readonly cards: readonly CardSignals[];
  readonly maxUtilizationRatio: Ratio | null;
};

export type PayrollStream = {
  readonly source: string;
  readonly cadence: string;
  readonly medianGapDays: Days | null;
  readonly medianAmountCents: Cents;
  readonly transactionIds: readonly string[];
};

export type IncomeSignals = {
  readonly payroll: readonly PayrollStream[];
  readonly medianPayGapDays: Days | null;
  readonly variabilityRatio: Ratio | null;
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
  /** By measure (`monthlySpendCents`, `spend`, …); absent where the signals were computed elsewhere. */
  readonly evidence?: Readonly<Record<string, MeasureEvidence>>;
};
