import { isoDateOfDay } from '../../kernel/dates.ts';
import type { MemberRecipe } from './member-recipe.ts';
import { MONTH_DAYS } from './planted-facts.ts';
import { monthlyDays, type StreamPlan } from './recurring-rows.ts';
import type { SeededRandom } from './seeded-random.ts';
import { type Business, subscriptionBusinesses } from './synthetic-names.ts';

/** As they are met among subscriptions: mostly monthly. */
const cadences = ['monthly', 'monthly', 'monthly', 'biweekly', 'weekly'] as const;

/** The subscriptions that the recipe asks for, in their order, with some more that ended or are rare. */
export function streamPlans(
  random: SeededRandom,
  recipe: MemberRecipe,
  span: { readonly fromDay: number; readonly toDay: number },
): StreamPlan[] {
  const account = recipe.cardRatios.length > 0 && random.chance(0.5) ? 'card-0' : 'checking';
  const businesses = random.sample(subscriptionBusinesses, recipe.subscriptionCount);
  const active = businesses.map((business, at): StreamPlan => {
    const cadence: StreamPlan['cadence'] = recipe.isTidy ? 'monthly' : random.pick(cadences);
    return {
      group: `stream-${at}`,
      business,
      cadence,
      account,
      amountCents: priceOf(random, recipe, { at, cadence }),
      isTidy: recipe.isTidy,
      endedDaysAgo: null,
      ...(recipe.isTidy ? { days: onceInTheLastMonth(random, span) } : {}),
    };
  });
  if (recipe.isTidy) return withNewest(recipe, active, span.toDay);
  const rest = subscriptionBusinesses.filter((business) => !businesses.includes(business));
  return [...active, ...oddStreams(random, rest, account)];
}

/** A day of the month that falls into the last 30 days exactly once, whatever month that is. */
function onceInTheLastMonth(
  random: SeededRandom,
  span: { readonly fromDay: number; readonly toDay: number },
) {
  const last = span.toDay - random.integer(2, 27);
  return monthlyDays(Number(isoDateOfDay(last).slice(8)), span);
}

/** Now and then one that was cancelled, and one that comes but a few times a year. */
function oddStreams(random: SeededRandom, businesses: readonly Business[], account: string): StreamPlan[] {
  const [lapsed, rare] = random.sample(businesses, 2);
  const extra: StreamPlan[] = [];
  if (lapsed && random.chance(0.25)) {
    extra.push({
      group: 'lapsed',
      business: lapsed,
      cadence: 'monthly',
      account,
      amountCents: random.integer(500, 3_000),
      isTidy: false,
      endedDaysAgo: random.integer(60, 80),
    });
  }
  if (rare && random.chance(0.15)) {
    extra.push({
      group: 'rare',
      business: rare,
      cadence: random.pick(['quarterly', 'yearly']),
      account,
      amountCents: random.integer(3_000, 14_000),
      isTidy: true,
      endedDaysAgo: null,
    });
  }
  return extra;
}

const CHARGES_OF_OLD = 5;

/** The last subscription, where the recipe says how new it is or when it ended. */
function withNewest(recipe: MemberRecipe, plans: readonly StreamPlan[], toDay: number): StreamPlan[] {
  const { newestCharges, newestEndedDaysAgo } = recipe;
  if (newestCharges === null && newestEndedDaysAgo === null) return [...plans];
  const last = toDay - (newestEndedDaysAgo ?? MONTH_DAYS / 2);
  const count = newestCharges ?? CHARGES_OF_OLD;
  const days = Array.from({ length: count }, (_, at) => last - (count - 1 - at) * MONTH_DAYS);
  return plans.map((plan, at) => (at === plans.length - 1 ? { ...plan, days } : plan));
}

/** The given total shared out, the first ones taking the odd cents; else a price of its own. */
function priceOf(
  random: SeededRandom,
  recipe: MemberRecipe,
  { at, cadence }: { readonly at: number; readonly cadence: StreamPlan['cadence'] },
): number {
  const { subscriptionCents: total, subscriptionCount: count } = recipe;
  if (total === null) return random.integer(299, cadence === 'monthly' ? 5_999 : 1_999);
  return Math.floor(total / count) + (at < total % count ? 1 : 0);
}
