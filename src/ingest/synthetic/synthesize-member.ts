import { dayNumber, type IsoDate } from '../../kernel/dates.ts';
import { everydayRows } from './everyday-rows.ts';
import { type MemberRecipe, memberRecipe } from './member-recipe.ts';
import type { PlantedRow } from './member-rows.ts';
import { payRows } from './pay-rows.ts';
import { plantedDocument } from './planted-document.ts';
import { plantedFacts } from './planted-facts.ts';
import { type Demographics, type PlantedTruth, plantedPersona } from './planted-truth.ts';
import { type StreamPlan, streamRows } from './recurring-rows.ts';
import { SeededRandom } from './seeded-random.ts';
import { subscriptionBusinesses } from './synthetic-names.ts';

/** A made-up member: the bank document, in the shape of Plaid's responses, and what was planted in it. */
export type SyntheticMember = { readonly document: object; readonly truth: PlantedTruth };

export const syntheticHistoryDays = 190;

/**
 * One member of a seed. The same seed, index and date give the same member, however many others there are.
 * `asOf` is the day of the last possible transaction.
 */
export function synthesizeMember(options: { seed: string; index: number; asOf: IsoDate }): SyntheticMember {
  const { seed, index, asOf } = options;
  const random = new SeededRandom(`${seed}|${index}`);
  const memberId = `synthetic-${String(index).padStart(5, '0')}`;
  const recipe = memberRecipe(random, index);
  const toDay = dayNumber(asOf);
  const span = { fromDay: toDay - syntheticHistoryDays + 1, toDay };
  const plans = streamPlans(random, recipe);
  const rows = [
    ...payRows(random, recipe, span),
    ...plans.flatMap((plan) => streamRows(random, plan, plan.cadence === 'yearly' ? yearLong(span) : span)),
    ...everydayRows(random, recipe, span),
  ];
  const whole = withShare(recipe, rows, toDay);
  const { facts, balances } = plantedFacts(whole, recipe, toDay);
  const { document, pay, streams } = plantedDocument({
    memberId,
    recipe,
    rows: whole,
    balances,
    plans,
    toDay,
  });
  return {
    document,
    truth: {
      memberId,
      asOf,
      persona: plantedPersona(facts),
      edge: recipe.edge,
      streams,
      pay,
      demographics: demographics(random),
    },
  };
}

function yearLong(span: { fromDay: number; toDay: number }) {
  return { fromDay: span.toDay - 400, toDay: span.toDay };
}

function streamPlans(random: SeededRandom, recipe: MemberRecipe): StreamPlan[] {
  const account = recipe.cardRatios.length > 0 && random.chance(0.5) ? 'card-0' : 'checking';
  const businesses = random.sample(subscriptionBusinesses, recipe.subscriptionCount);
  const active = businesses.map(
    (business, at): StreamPlan => ({
      group: `stream-${at}`,
      business,
      cadence: recipe.isTidy
        ? 'monthly'
        : random.pick(['monthly', 'monthly', 'monthly', 'monthly', 'biweekly', 'weekly']),
      account,
      amountCents: priceOf(random, recipe, at),
      isTidy: recipe.isTidy,
      endedDaysAgo: null,
    }),
  );
  if (recipe.isTidy) return active;
  const rest = subscriptionBusinesses.filter((business) => !businesses.includes(business));
  const others = random.sample(rest, 2);
  const extra: StreamPlan[] = [];
  const [lapsed, rare] = others;
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
  return [...active, ...extra];
}

/** The given total shared out, the first ones taking the odd cents; else a price of its own. */
function priceOf(random: SeededRandom, recipe: MemberRecipe, at: number): number {
  const { subscriptionCents: total, subscriptionCount: count } = recipe;
  if (total === null) return random.integer(299, 5_999);
  return Math.floor(total / count) + (at < total % count ? 1 : 0);
}

/** One more purchase that brings the subscriptions to exactly their share of the last month's spending. */
function withShare(recipe: MemberRecipe, rows: readonly PlantedRow[], toDay: number): readonly PlantedRow[] {
  if (recipe.share === null) return rows;
  const isRecent = (row: PlantedRow) => row.day > toDay - 30;
  const spent = rows
    .filter((row) => isRecent(row) && isSpend(row))
    .reduce((sum, row) => sum + row.amountCents, 0);
  const recurring = rows
    .filter((row) => isRecent(row) && row.label === 'recurring')
    .reduce((sum, row) => sum + row.amountCents, 0);
  const missing = Math.round(recurring / recipe.share) - spent;
  if (missing <= 0) return rows;
  const filler: PlantedRow = {
    account: 'checking',
    day: toDay - 1,
    amountCents: missing,
    name: 'Tidewater Furniture',
    merchantName: 'Tidewater Furniture',
    category: 'HOME_IMPROVEMENT_FURNITURE',
    label: 'spend',
    group: null,
    business: 'Tidewater Furniture',
  };
  return [...rows, filler];
}

export function isSpend(row: PlantedRow): boolean {
  return row.label === 'spend' || row.label === 'recurring' || row.label === 'interest_charged';
}

function demographics(random: SeededRandom): Demographics {
  return {
    ageBand: random.pick(['18-29', '30-44', '45-64', '65+']),
    gender: random.pick(['woman', 'man', 'nonbinary']),
    region: random.pick(['northeast', 'south', 'midwest', 'west']),
  };
}
