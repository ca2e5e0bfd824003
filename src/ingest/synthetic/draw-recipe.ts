import { memberEdges } from './member-edges.ts';
import { type MemberRecipe, type PayKind, plainRecipe } from './member-recipe.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Every third member stands beside a threshold, in turn; the others are drawn freely. */
export function memberRecipe(random: SeededRandom, index: number): MemberRecipe {
  const edge = index % 3 === 0 ? memberEdges[(index / 3) % memberEdges.length] : undefined;
  return edge ? { ...plainRecipe, isTidy: true, ...edge } : freeRecipe(random);
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
    ...plainRecipe,
    pay: steady,
    paymentMultiple: random.integer(3, 12),
    bufferMonths: random.between(0.4, 4),
    cardRatios: calm,
    subscriptionCount: random.integer(0, 2),
    hasSavings: random.chance(0.6),
    monthlySavingCents: random.pick([0, 3_000, 8_000, 15_000]),
    growth: random.between(0.006, 0.015),
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
        pay: 'project',
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
