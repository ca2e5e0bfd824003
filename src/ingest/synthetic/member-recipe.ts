import type { Cents, Days, Ratio } from '../../kernel/units.ts';

export type PayKind =
  | 'weekly'
  | 'biweekly'
  | 'semimonthly'
  | 'monthly'
  | 'two_jobs'
  | 'gig'
  | 'benefits'
  | 'project';

/** What a made-up member shall be like, before any row is made. */
export type MemberRecipe = {
  readonly edge: string | null;
  /** A member beside a threshold keeps its rows tidy, so that it stands on the side it was put. */
  readonly isTidy: boolean;
  readonly cardRatios: readonly Ratio[];
  readonly isOverdue: boolean;
  /** Every payment on the last card as a multiple of the minimum; 0 where none was ever made. */
  readonly paymentMultiple: number;
  readonly hasInterest: boolean;
  readonly pay: PayKind;
  readonly payGapDays: number;
  readonly bufferMonths: number;
  readonly subscriptionCount: number;
  /** What the subscriptions take a month, all together; null for what their prices come to. */
  readonly subscriptionCents: Cents | null;
  /** The part of the last month's spending that subscriptions shall be; null for what it comes to. */
  readonly share: Ratio | null;
  /** How often the last subscription was charged, where it has only just begun. */
  readonly newestCharges: number | null;
  /** How long ago the last subscription was charged for the last time, where it ended. */
  readonly newestEndedDaysAgo: Days | null;
  readonly hasSavings: boolean;
  readonly monthlySavingCents: Cents;
  readonly growth: Ratio;
};

/** Plain: no persona's rule holds. Every other recipe changes something. */
export const plainRecipe: MemberRecipe = {
  edge: null,
  isTidy: false,
  cardRatios: [],
  isOverdue: false,
  paymentMultiple: 4,
  hasInterest: false,
  pay: 'biweekly',
  payGapDays: 14,
  bufferMonths: 2.2,
  subscriptionCount: 2,
  subscriptionCents: null,
  share: null,
  newestCharges: null,
  newestEndedDaysAgo: null,
  hasSavings: false,
  monthlySavingCents: 0,
  growth: 0.005,
};

/** Somebody who pays no rent and buys little: else a small sum could never be a tenth of what is spent. */
export function isLean({ share }: MemberRecipe): boolean {
  return share !== null;
}

/** What the bank asks for every month, on every card. */
export const minimumPaymentCents: Cents = 4_000;

/** Only the last card carries what the recipe says: one card in trouble is enough. */
export function paymentCents({ cardRatios, paymentMultiple }: MemberRecipe, card: number): Cents {
  const isLast = card === cardRatios.length - 1;
  return Math.round(minimumPaymentCents * (isLast ? paymentMultiple : plainRecipe.paymentMultiple));
}
