import type { Cents } from '../../kernel/units.ts';
import { isLean, type MemberRecipe } from './member-recipe.ts';
import type { PlantedRow } from './member-rows.ts';
import { dueDays, monthlyDays } from './recurring-rows.ts';
import type { SeededRandom } from './seeded-random.ts';
import { clients, employers } from './synthetic-names.ts';

type Span = { readonly fromDay: number; readonly toDay: number };

/** Deposits from work or benefits, by the rhythm of the recipe. */
export function payRows(random: SeededRandom, recipe: MemberRecipe, span: Span): PlantedRow[] {
  const deposit = (day: number, name: string, amountCents: Cents, category: string | null): PlantedRow => ({
    account: 'checking',
    day,
    amountCents: -amountCents,
    name,
    merchantName: category === null ? null : name,
    category,
    label: 'pay',
    group: name,
    business: name,
  });
  const wages = (employer: string, days: readonly number[], amountCents: Cents) => {
    const name = `${employer} ${random.pick(['Payroll', 'Direct Deposit', 'Dir Dep'])}`;
    const category = random.chance(0.85) ? 'INCOME_WAGES' : null;
    return days.map((day) =>
      deposit(weekday(day), name, Math.round(amountCents * random.between(0.98, 1.02)), category),
    );
  };
  const [first = employers[0], second = employers[1]] = random.sample(employers, 2);
  const monthlyCents = isLean(recipe) ? random.integer(60_000, 90_000) : random.integer(280_000, 620_000);
  switch (recipe.pay) {
    case 'weekly':
      return wages(first, dueDays(random, 'weekly', span), monthlyCents / 4.3);
    case 'biweekly':
      return wages(first, dueDays(random, 'biweekly', span), monthlyCents / 2.15);
    case 'semimonthly':
      return wages(
        first,
        [...monthlyDays(15, span), ...monthlyDays(31, span)].sort(ascending),
        monthlyCents / 2,
      );
    case 'monthly':
      return wages(first, dueDays(random, 'monthly', span), monthlyCents);
    case 'two_jobs':
      return [
        ...wages(first, dueDays(random, 'biweekly', span), monthlyCents / 3),
        ...wages(second, dueDays(random, 'weekly', span), monthlyCents / 12),
      ];
    case 'benefits':
      return dueDays(random, 'monthly', span).map((day) =>
        deposit(
          weekday(day),
          'SSA TREAS 310 XXSOC SEC',
          196_400,
          random.pick(['INCOME_RETIREMENT_PENSION', null]),
        ),
      );
    case 'gig':
      return gigDays(random, span).map((day) =>
        deposit(
          day,
          'Uber Payout',
          random.integer(9_000, 42_000),
          random.pick(['INCOME_WAGES', 'INCOME_OTHER_INCOME', null]),
        ),
      );
    case 'project':
      return projectDays(recipe.payGapDays, span).map((day, at) =>
        deposit(
          day,
          clients[at % clients.length] ?? clients[0],
          random.integer(280_000, 900_000),
          'INCOME_WAGES',
        ),
      );
  }
}

const ascending = (one: number, other: number) => one - other;

/** Banks pay on working days: what falls on a weekend comes on the Friday before. */
function weekday(day: number): number {
  // Day 0, the first of January 1970, was a Thursday.
  const sinceSaturday = (((day - 2) % 7) + 7) % 7;
  return sinceSaturday < 2 ? day - 1 - sinceSaturday : day;
}

function gigDays(random: SeededRandom, { fromDay, toDay }: Span): number[] {
  const days: number[] = [];
  for (let day = fromDay + random.integer(0, 6); day <= toDay; day += random.integer(3, 11)) days.push(day);
  return days;
}

/** Paydays at exactly this distance, the last one a few days before the end. */
function projectDays(gapDays: number, { fromDay, toDay }: Span): number[] {
  const days: number[] = [];
  for (let day = toDay - 3; day >= fromDay; day -= gapDays) days.unshift(day);
  return days;
}
