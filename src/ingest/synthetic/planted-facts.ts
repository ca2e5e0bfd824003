import type { Cents } from '../../kernel/units.ts';
import type { MemberRecipe } from './member-recipe.ts';
import type { PlantedRow } from './member-rows.ts';
import type { PlantedFacts } from './planted-truth.ts';

export type PlantedBalances = {
  readonly checkingCents: Cents;
  readonly savingsCents: Cents | null;
  readonly cards: readonly { readonly balanceCents: Cents; readonly limitCents: Cents }[];
};

const LIMITS = [500_000, 320_000, 900_000] as const;
/** What the long window looks at, and how many months of 30 days that are. */
export const HISTORY_DAYS = 180;
export const MONTHS = 6;
export const MONTH_DAYS = HISTORY_DAYS / MONTHS;

/** Adds up labels, and sets the balances so that the member stands where the recipe says. */
export function plantedFacts(
  rows: readonly PlantedRow[],
  recipe: MemberRecipe,
  toDay: number,
): { facts: PlantedFacts; balances: PlantedBalances } {
  const posted = rows.filter((row) => !row.isPending && row.day <= toDay);
  const within = (days: number) => posted.filter((row) => row.day > toDay - days);
  const monthlySpend = spent(within(HISTORY_DAYS)) / MONTHS;
  const checkingCents = Math.round(recipe.bufferMonths * monthlySpend);
  const inflowCents = -sum(within(HISTORY_DAYS).filter((row) => row.account === 'savings'));
  const startCents = recipe.hasSavings ? Math.max(50_000, Math.round(inflowCents / recipe.growth)) : 0;
  const cards = recipe.cardRatios.map((ratio, at) => {
    const limitCents = LIMITS[at % LIMITS.length] ?? LIMITS[0];
    return { balanceCents: Math.round(limitCents * ratio), limitCents };
  });
  const month = within(MONTH_DAYS);
  return {
    balances: { checkingCents, savingsCents: recipe.hasSavings ? startCents + inflowCents : null, cards },
    facts: {
      utilizationRatios: cards.map((card) => card.balanceCents / card.limitCents),
      hasInterest: within(HISTORY_DAYS).some((row) => row.label === 'interest_charged'),
      paysMinimumOnly: paysMinimumOnly(recipe),
      isOverdue: cards.length > 0 && recipe.isOverdue,
      medianPayGapDays: medianGap(within(HISTORY_DAYS).filter((row) => row.label === 'pay')),
      bufferMonths: monthlySpend === 0 ? null : checkingCents / monthlySpend,
      recurringCount: recurringGroups(within(HISTORY_DAYS), toDay),
      recurringMonthCents: sum(month.filter((row) => row.label === 'recurring' && row.group !== 'rare')),
      spentMonthCents: spent(month),
      growthRatio: recipe.hasSavings ? inflowCents / startCents : null,
      monthlyInflowCents: recipe.hasSavings ? inflowCents / MONTHS : null,
    },
  };
}

function paysMinimumOnly({ cardRatios, paymentMultiple }: MemberRecipe): boolean {
  const lastRatio = cardRatios.at(-1) ?? 0;
  return lastRatio > 0 && paymentMultiple > 0 && paymentMultiple <= 1.05;
}

function sum(rows: readonly PlantedRow[]): Cents {
  return rows.reduce((total, row) => total + row.amountCents, 0);
}

/** Money out less refunds, a business at a time, none of them below nothing. */
function spent(rows: readonly PlantedRow[]): Cents {
  const net = new Map<string, Cents>();
  for (const row of rows) {
    if (!['spend', 'recurring', 'interest_charged', 'refund'].includes(row.label)) continue;
    net.set(row.business, (net.get(row.business) ?? 0) + row.amountCents);
  }
  return [...net.values()].reduce((total, cents) => total + Math.max(0, cents), 0);
}

/** Planted streams of monthly or shorter cadence that go on: the generator knows which it ended. */
function recurringGroups(rows: readonly PlantedRow[], toDay: number): number {
  const lastDays = new Map<string, { count: number; last: number }>();
  for (const row of rows) {
    if (row.label !== 'recurring' || row.group === null || row.group === 'rare') continue;
    const known = lastDays.get(row.group) ?? { count: 0, last: 0 };
    lastDays.set(row.group, { count: known.count + 1, last: Math.max(known.last, row.day) });
  }
  return [...lastDays.values()].filter(({ count, last }) => count >= 3 && toDay - last <= 45).length;
}

function medianGap(rows: readonly PlantedRow[]): number | null {
  const days = [...new Set(rows.map((row) => row.day))].sort((a, b) => a - b);
  const gaps = days
    .slice(1)
    .map((day, at) => day - (days[at] ?? day))
    .sort((a, b) => a - b);
  const middle = Math.floor(gaps.length / 2);
  if (gaps.length === 0) return null;
  return gaps.length % 2 === 1 ? (gaps[middle] ?? null) : ((gaps[middle - 1] ?? 0) + (gaps[middle] ?? 0)) / 2;
}
