import type { Evidence } from './recommendation.ts';

/** What a rationale can be built on. Each has one template a locale. */
export const becauseCodes = [
  'card_utilization',
  'card_to_target',
  'cards_owed',
  'card_interest',
  'statement_interest',
  'minimum_payment',
  'overdue',
  'daily_interest',
  'pay_gap',
  'pay_gap_only',
  'cash_buffer',
  'cash_overdrawn',
  'pay_range',
  'recurring_total',
  'recurring_share',
  'largest_stream',
  'recurring_yearly',
  'savings_inflow',
  'savings_inflow_yearly',
  'savings_growth',
  'savings_balance',
  'emergency_months',
  'monthly_spend',
  'checking_balance',
  'checking_overdrawn',
  'transactions_seen',
  'accounts_seen',
] as const;
export type BecauseCode = (typeof becauseCodes)[number];

/** The numbers that templates may name. Their labels are worded a locale. */
export const factNames = [
  'utilizationRatio',
  'balanceCents',
  'limitCents',
  'toTargetCents',
  'targetRatio',
  'owedCents',
  'cardCount',
  'interestCents',
  'lastPaymentCents',
  'minimumPaymentCents',
  'overdueCount',
  'aprRatio',
  'dailyInterestCents',
  'payGapDays',
  'cashBufferMonths',
  'lowestPayCents',
  'highestPayCents',
  'recurringCount',
  'recurringSpendCents',
  'recurringShareRatio',
  'streamAmountCents',
  'recurringYearlyCents',
  'monthlyInflowCents',
  'yearlyInflowCents',
  'savingsGrowthRatio',
  'savingsBalanceCents',
  'emergencyFundMonths',
  'monthlySpendCents',
  'checkingBalanceCents',
  'overdrawnCents',
  'transactionCount',
  'accountCount',
  'windowDays',
] as const;
export type FactName = (typeof factNames)[number];

/** A number of the member's with the rows behind it, not yet worded. */
export type Fact = Omit<Evidence, 'name' | 'label'>;

/** Names that a template shows beside the numbers. */
export type WordSlots = {
  readonly card?: { readonly brand: string | null; readonly mask: string | null };
  readonly merchant?: string;
};

/** A reason of one member's: typed numbers first, prose later. */
export type Because = {
  readonly code: BecauseCode;
  readonly facts: Readonly<Partial<Record<FactName, Fact>>>;
  readonly words: WordSlots;
  /** 0–1: how strongly the numbers speak. */
  readonly strength: number;
};
