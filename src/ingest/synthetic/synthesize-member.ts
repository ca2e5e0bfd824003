import { assert } from '../../kernel/assert.ts';
import { dayNumber, type IsoDate } from '../../kernel/dates.ts';
import { memberRecipe } from './draw-recipe.ts';
import { everydayRows } from './everyday-rows.ts';
import type { MemberRecipe } from './member-recipe.ts';
import { type PlantedRow, plainRow } from './member-rows.ts';
import { payRows } from './pay-rows.ts';
import { plantedDocument } from './planted-document.ts';
import { HISTORY_DAYS, MONTH_DAYS, MONTHS, plantedFacts } from './planted-facts.ts';
import { type Demographics, type PlantedTruth, plantedPersona } from './planted-truth.ts';
import { streamRows } from './recurring-rows.ts';
import { SeededRandom } from './seeded-random.ts';
import { streamPlans } from './stream-plans.ts';

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
  const plans = streamPlans(random, recipe, span);
  const rows = [
    ...payRows(random, recipe, span),
    ...plans.flatMap((plan) => streamRows(random, plan, plan.cadence === 'yearly' ? yearLong(span) : span)),
    ...everydayRows(random, recipe, span),
  ];
  const whole = inWholeMonths(recipe, withShare(recipe, rows, toDay), toDay);
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
      facts,
      streams,
      pay,
      demographics: demographics(random),
    },
  };
}

function yearLong(span: { fromDay: number; toDay: number }) {
  return { fromDay: span.toDay - 400, toDay: span.toDay };
}

/** One more purchase that brings the subscriptions to exactly their share of the last month's spending. */
function withShare(recipe: MemberRecipe, rows: readonly PlantedRow[], toDay: number): readonly PlantedRow[] {
  if (recipe.share === null) return rows;
  const spent = spentCents(rows, toDay - MONTH_DAYS, toDay);
  const recurring = spentCents(
    rows.filter((row) => row.label === 'recurring'),
    toDay - MONTH_DAYS,
    toDay,
  );
  const missing = Math.round(recurring / recipe.share) - spent;
  assert(missing > 0, 'who shall spend a share on subscriptions spends less than that on everything else');
  const furniture = {
    name: 'Tidewater Furniture',
    category: 'HOME_IMPROVEMENT_FURNITURE',
    label: 'spend',
  } as const;
  return [...rows, plainRow('checking', toDay - 1, missing, furniture)];
}

/** A few cents more, so that a month's spending is a whole number and a buffer can be exactly one month. */
function inWholeMonths(
  recipe: MemberRecipe,
  rows: readonly PlantedRow[],
  toDay: number,
): readonly PlantedRow[] {
  if (!recipe.isTidy || recipe.share !== null) return rows;
  const odd = spentCents(rows, toDay - HISTORY_DAYS, toDay) % MONTHS;
  const rounded = rows.findLast((row) => row.label === 'spend' && row.day <= toDay - MONTH_DAYS);
  return rows.map((row) =>
    row === rounded ? { ...row, amountCents: row.amountCents + ((MONTHS - odd) % MONTHS) } : row,
  );
}

/** Of rows without refunds. */
function spentCents(rows: readonly PlantedRow[], afterDay: number, toDay: number): number {
  return rows
    .filter((row) => isSpend(row) && row.day > afterDay && row.day <= toDay)
    .reduce((sum, row) => sum + row.amountCents, 0);
}

function isSpend(row: PlantedRow): boolean {
  return row.label === 'spend' || row.label === 'recurring' || row.label === 'interest_charged';
}

function demographics(random: SeededRandom): Demographics {
  return {
    ageBand: random.pick(['18-29', '30-44', '45-64', '65+']),
    gender: random.pick(['woman', 'man', 'nonbinary']),
    region: random.pick(['northeast', 'south', 'midwest', 'west']),
  };
}
