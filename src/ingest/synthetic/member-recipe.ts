import type { Cents, Ratio } from '../../kernel/units.ts';
import type { SeededRandom } from './seeded-random.ts';

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
  /** The last card payment as a multiple of the minimum. */
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
  readonly hasSavings: boolean;
  readonly monthlySavingCents: Cents;
  readonly growth: Ratio;
};

/** Plain: no persona's rule holds. Every other recipe changes something. */
const plain: MemberRecipe = {
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
  hasSavings: false,
  monthlySavingCents: 0,
  growth: 0.005,
};

const lowSaving = { hasSavings: true, monthlySavingCents: 6_000, growth: 0.005 } as const;
const project = { pay: 'project', payGapDays: 60, bufferMonths: 0.6 } as const;

/** Each threshold from below, on it and from above. */
const edges: readonly (Partial<MemberRecipe> & { readonly edge: string })[] = [
  { edge: 'utilization 49.9 %', cardRatios: [0.499] },
  { edge: 'utilization 50 %', cardRatios: [0.5] },
  { edge: 'utilization 50.1 %', cardRatios: [0.1, 0.501] },
  { edge: 'interest charged', cardRatios: [0.2], hasInterest: true },
  { edge: 'minimum payment exactly', cardRatios: [0.2], paymentMultiple: 1 },
  { edge: 'minimum payment × 1.05', cardRatios: [0.2], paymentMultiple: 1.05 },
  { edge: 'minimum payment × 1.06', cardRatios: [0.2], paymentMultiple: 1.06 },
  { edge: 'overdue', cardRatios: [0.2], isOverdue: true },
  { edge: 'pay gap 44 days', ...project, payGapDays: 44 },
  { edge: 'pay gap 45 days', ...project, payGapDays: 45 },
  { edge: 'pay gap 46 days', ...project, payGapDays: 46 },
  { edge: 'buffer 0.98 months', ...project, bufferMonths: 0.98 },
  { edge: 'buffer 1 month', ...project, bufferMonths: 1 },
  { edge: 'buffer 1.02 months', ...project, bufferMonths: 1.02 },
  { edge: 'two subscriptions', subscriptionCount: 2, subscriptionCents: 9_000 },
  { edge: 'three subscriptions', subscriptionCount: 3, subscriptionCents: 9_000 },
  { edge: 'subscriptions $49.99', subscriptionCount: 4, subscriptionCents: 4_999 },
  { edge: 'subscriptions $50', subscriptionCount: 4, subscriptionCents: 5_000 },
  { edge: 'subscriptions $50.01', subscriptionCount: 4, subscriptionCents: 5_001 },
  { edge: 'share 9.9 %', subscriptionCount: 4, subscriptionCents: 4_500, share: 0.099 },
  { edge: 'share 10 %', subscriptionCount: 4, subscriptionCents: 4_500, share: 0.1 },
  { edge: 'share 10.1 %', subscriptionCount: 4, subscriptionCents: 4_500, share: 0.101 },
  { edge: 'growth 1.9 %', ...lowSaving, growth: 0.019 },
  { edge: 'growth 2 %', ...lowSaving, growth: 0.02 },
  { edge: 'growth 2.1 %', ...lowSaving, growth: 0.021 },
  { edge: 'inflow $199.99', ...lowSaving, monthlySavingCents: 19_999 },
  { edge: 'inflow $200', ...lowSaving, monthlySavingCents: 20_000 },
  { edge: 'inflow $200.01', ...lowSaving, monthlySavingCents: 20_001 },
  { edge: 'saver at 29.9 %', ...lowSaving, monthlySavingCents: 30_000, cardRatios: [0.299] },
  { edge: 'saver at 30 %', ...lowSaving, monthlySavingCents: 30_000, cardRatios: [0.3] },
];

export const edgeNames: readonly string[] = edges.map(({ edge }) => edge);

/** Every third member stands beside a threshold, in turn; the others are drawn freely. */
export function memberRecipe(random: SeededRandom, index: number): MemberRecipe {
  const edge = index % 3 === 0 ? edges[(index / 3) % edges.length] : undefined;
  if (edge) return { ...plain, isTidy: true, ...edge };
  return freeRecipe(random);
}

function freeRecipe(random: SeededRandom): MemberRecipe {
  const steady: PayKind = random.pick([
    'weekly',
    'biweekly',
    'biweekly',
    'semimonthly',
    'monthly',
    'two_jobs',
    'gig',
    'benefits',
  ]);
  const cardCount = random.pick([0, 1, 1, 1, 2]);
  const calm = Array.from({ length: cardCount }, () => random.between(0.02, 0.45));
  const base: MemberRecipe = {
    ...plain,
    pay: steady,
    bufferMonths: random.between(0.4, 4),
    cardRatios: calm,
    subscriptionCount: random.integer(0, 2),
    hasSavings: random.chance(0.6),
    monthlySavingCents: random.pick([0, 3_000, 8_000, 15_000]),
    growth: random.between(0.001, 0.015),
  };
  switch (random.pick(['plain', 'strained', 'project', 'subscriber', 'saver'])) {
    case 'strained':
      return {
        ...base,
        cardRatios: [...calm, random.between(0.55, 0.97)],
        hasInterest: random.chance(0.6),
        isOverdue: random.chance(0.15),
        paymentMultiple: random.pick([1, 1.03, 2, 5]),
      };
    case 'project':
      return {
        ...base,
        ...project,
        payGapDays: random.integer(48, 75),
        bufferMonths: random.between(0.2, 0.9),
      };
    case 'subscriber':
      return { ...base, subscriptionCount: random.integer(4, 11) };
    case 'saver':
      return {
        ...base,
        cardRatios: calm.map((ratio) => ratio * 0.6),
        hasSavings: true,
        monthlySavingCents: random.integer(21_000, 90_000),
        growth: random.between(0.03, 0.2),
      };
    default:
      return base;
  }
}
