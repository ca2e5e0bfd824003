import type { MemberRecipe } from './member-recipe.ts';

const lowSaving = { hasSavings: true, monthlySavingCents: 6_000, growth: 0.005 } as const;
const saver = { ...lowSaving, monthlySavingCents: 30_000 } as const;
const project = { pay: 'project', payGapDays: 60, bufferMonths: 0.6 } as const;
const subscriber = { subscriptionCount: 4, subscriptionCents: 4_500 } as const;
const newcomer = { subscriptionCount: 3, subscriptionCents: 9_000 } as const;

/** What a recipe says otherwise than the plain one, and the name of the threshold that it stands beside. */
export type MemberEdge = Partial<MemberRecipe> & { readonly edge: string };

/** Each threshold of each persona's rule from below, on it and from above; each claim true and not true. */
export const memberEdges: readonly MemberEdge[] = [
  { edge: 'utilization 49.9 %', cardRatios: [0.499] },
  { edge: 'utilization 50 %', cardRatios: [0.5] },
  { edge: 'utilization 50.1 %', cardRatios: [0.1, 0.501] },
  { edge: 'a card with nothing against it', cardRatios: [0.2] },
  { edge: 'interest charged', cardRatios: [0.2], hasInterest: true },
  { edge: 'overdue', cardRatios: [0.2], isOverdue: true },
  { edge: 'minimum payment exactly', cardRatios: [0.2], paymentMultiple: 1 },
  { edge: 'minimum payment × 1.05', cardRatios: [0.2], paymentMultiple: 1.05 },
  { edge: 'minimum payment × 1.06', cardRatios: [0.2], paymentMultiple: 1.06 },
  { edge: 'never paid', cardRatios: [0.2], paymentMultiple: 0 },
  { edge: 'minimum payment, nothing owed', cardRatios: [0], paymentMultiple: 1 },
  { edge: 'pay gap 44 days', ...project, payGapDays: 44 },
  { edge: 'pay gap 45 days', ...project, payGapDays: 45 },
  { edge: 'pay gap 46 days', ...project, payGapDays: 46 },
  { edge: 'buffer 0.999 months', ...project, bufferMonths: 0.999 },
  { edge: 'buffer 1 month', ...project, bufferMonths: 1 },
  { edge: 'buffer 1.001 months', ...project, bufferMonths: 1.001 },
  { edge: 'two subscriptions', subscriptionCount: 2, subscriptionCents: 9_000 },
  { edge: 'three subscriptions', subscriptionCount: 3, subscriptionCents: 9_000 },
  { edge: 'third subscription charged twice', ...newcomer, newestCharges: 2 },
  { edge: 'third subscription charged three times', ...newcomer, newestCharges: 3 },
  { edge: 'third subscription 44 days ago', ...newcomer, newestEndedDaysAgo: 44 },
  { edge: 'third subscription 47 days ago', ...newcomer, newestEndedDaysAgo: 47 },
  { edge: 'subscriptions $49.99', subscriptionCount: 4, subscriptionCents: 4_999 },
  { edge: 'subscriptions $50', subscriptionCount: 4, subscriptionCents: 5_000 },
  { edge: 'subscriptions $50.01', subscriptionCount: 4, subscriptionCents: 5_001 },
  { edge: 'share 9.9 %', ...subscriber, share: 0.099 },
  { edge: 'share 10 %', ...subscriber, share: 0.1 },
  { edge: 'share 10.1 %', ...subscriber, share: 0.101 },
  { edge: 'growth 1.9 %', ...lowSaving, growth: 0.019 },
  { edge: 'growth 2 %', ...lowSaving, growth: 0.02 },
  { edge: 'growth 2.1 %', ...lowSaving, growth: 0.021 },
  { edge: 'inflow $199.99', ...lowSaving, monthlySavingCents: 19_999 },
  { edge: 'inflow $200', ...lowSaving, monthlySavingCents: 20_000 },
  { edge: 'inflow $200.01', ...lowSaving, monthlySavingCents: 20_001 },
  { edge: 'saver at 29.9 %', ...saver, cardRatios: [0.299] },
  { edge: 'saver at 30 %', ...saver, cardRatios: [0.3] },
  { edge: 'saver at 30.1 %', ...saver, cardRatios: [0.301] },
];
