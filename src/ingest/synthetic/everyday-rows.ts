import { isoDateOfDay } from '../../kernel/dates.ts';
import { isLean, type MemberRecipe, paymentCents } from './member-recipe.ts';
import { type PlantedRow, plainRow } from './member-rows.ts';
import { dueDays, monthlyDays } from './recurring-rows.ts';
import type { SeededRandom } from './seeded-random.ts';
import { shoppingRows } from './shopping-rows.ts';

type Span = { readonly fromDay: number; readonly toDay: number };

const SAVING_PERIOD_DAYS = 30;

/** Everything but pay and subscriptions: shopping, bills, transfers, card and loan payments, odds and ends. */
export function everydayRows(random: SeededRandom, recipe: MemberRecipe, span: Span): PlantedRow[] {
  return [
    ...shoppingRows(random, recipe, span),
    ...bills(random, recipe, span),
    ...saving(random, recipe, span),
    ...cards(random, recipe, span),
    ...oddsAndEnds(random, recipe, span),
  ];
}

/** By the month, January first: heating in winter, cooling in summer. */
const POWER_BY_MONTH = [1.4, 1.35, 1.1, 0.9, 0.85, 1.1, 1.4, 1.4, 1.1, 0.9, 1, 1.3] as const;

function powerCents(random: SeededRandom, day: number): number {
  const month = Number(isoDateOfDay(day).slice(5, 7));
  return Math.round(random.integer(6_500, 9_500) * (POWER_BY_MONTH[month - 1] ?? 1));
}

function bills(random: SeededRandom, recipe: MemberRecipe, span: Span): PlantedRow[] {
  if (isLean(recipe)) return [];
  const rentCents = random.integer(700, 1_900) * 100;
  return [
    ...monthlyDays(random.integer(1, 5), span).map((day) =>
      plainRow('checking', day, rentCents, {
        name: 'Maple Court Rent',
        category: 'RENT_AND_UTILITIES_RENT',
        label: 'spend',
      }),
    ),
    ...dueDays(random, 'monthly', span).map((day) =>
      plainRow('checking', day, powerCents(random, day), {
        name: 'Lakeside Electric',
        category: random.pick(['RENT_AND_UTILITIES_GAS_AND_ELECTRICITY', null]),
        label: 'spend',
      }),
    ),
    ...dueDays(random, 'monthly', span).map((day) =>
      plainRow('checking', day, 6_500, {
        name: 'Brightline Internet',
        category: 'RENT_AND_UTILITIES_INTERNET_AND_CABLE',
        label: 'spend',
      }),
    ),
    ...(random.chance(0.3)
      ? dueDays(random, 'monthly', span).map((day) =>
          plainRow('checking', day, 31_250, {
            name: 'Student loan payment',
            category: random.pick(['LOAN_PAYMENTS_STUDENT_LOAN_PAYMENT', null]),
            label: 'loan_payment',
          }),
        )
      : []),
  ];
}

function saving(random: SeededRandom, recipe: MemberRecipe, span: Span): PlantedRow[] {
  if (!recipe.hasSavings || recipe.monthlySavingCents === 0) return [];
  const rows: PlantedRow[] = [];
  // Six transfers in the 180 days that are looked at, so that the month's average is the planted amount.
  for (let day = span.toDay - 10; day > span.toDay - 180; day -= SAVING_PERIOD_DAYS) {
    const hasCategory = random.chance(0.7);
    rows.push(
      plainRow('checking', day, recipe.monthlySavingCents, {
        name: 'Transfer to savings',
        category: hasCategory ? 'TRANSFER_OUT_SAVINGS' : null,
        label: 'transfer',
      }),
      plainRow('savings', day + (recipe.isTidy ? 0 : random.integer(0, 1)), -recipe.monthlySavingCents, {
        name: 'Deposit from checking',
        category: hasCategory ? 'TRANSFER_IN_SAVINGS' : null,
        label: 'transfer',
      }),
    );
    if (!recipe.isTidy && random.chance(0.6)) {
      // Plaid itself has filed interest under wages.
      rows.push(
        plainRow('savings', day + 5, -random.integer(20, 900), {
          name: 'INTRST PYMNT',
          category: random.pick(['INCOME_INTEREST_EARNED', 'INCOME_WAGES']),
          label: 'interest_earned',
        }),
      );
    }
  }
  return rows.filter((one) => one.day <= span.toDay);
}

/** A card that is past its due date hasn't been paid for this long. */
const OVERDUE_DAYS = 35;

function cards(random: SeededRandom, recipe: MemberRecipe, span: Span): PlantedRow[] {
  return recipe.cardRatios.flatMap((_, at) => {
    const isLast = at === recipe.cardRatios.length - 1;
    const toDay = isLast && recipe.isOverdue ? span.toDay - OVERDUE_DAYS : span.toDay;
    return [
      ...cardPayments(random, { account: `card-${at}`, cents: paymentCents(recipe, at) }, { ...span, toDay }),
      ...(isLast && recipe.hasInterest ? cardInterest(random, `card-${at}`, span) : []),
    ];
  });
}

function cardPayments(
  random: SeededRandom,
  { account, cents }: { readonly account: string; readonly cents: number },
  span: Span,
): PlantedRow[] {
  if (cents === 0) return [];
  const label = 'card_payment';
  const category = () => random.pick(['LOAN_PAYMENTS_CREDIT_CARD_PAYMENT', null]);
  return dueDays(random, 'monthly', span).flatMap((day) => [
    plainRow('checking', day, cents, { name: 'Credit card payment', category: category(), label }),
    plainRow(account, day, -cents, { name: 'Payment thank you', category: category(), label }),
  ]);
}

function cardInterest(random: SeededRandom, account: string, span: Span): PlantedRow[] {
  return dueDays(random, 'monthly', span).map((day) =>
    plainRow(account, day, random.integer(900, 9_000), {
      name: 'Credit Card Interest',
      category: random.pick(['BANK_FEES_INTEREST_CHARGE', null]),
      label: 'interest_charged',
    }),
  );
}

function oddsAndEnds(random: SeededRandom, recipe: MemberRecipe, span: Span): PlantedRow[] {
  if (recipe.isTidy) return [];
  const day = () => random.integer(span.fromDay, span.toDay);
  const rows: PlantedRow[] = [];
  if (random.chance(0.3))
    rows.push(
      plainRow('checking', day(), -random.integer(24_000, 190_000), {
        name: 'IRS TREAS 310 TAX REF',
        category: random.pick(['INCOME_TAX_REFUND', null]),
        label: 'other_inflow',
      }),
    );
  for (let count = random.integer(0, 4); count > 0; count--) {
    rows.push(
      plainRow('checking', day(), -random.integer(1_000, 9_000), {
        name: 'Venmo cashout',
        category: 'TRANSFER_IN_OTHER_TRANSFER_IN',
        label: 'other_inflow',
      }),
    );
  }
  for (let count = random.integer(0, 3); count > 0; count--) {
    const pending = plainRow('checking', span.toDay, random.integer(425, 850), {
      name: 'Riverside Coffee',
      category: 'FOOD_AND_DRINK_COFFEE',
      label: 'spend',
    });
    rows.push({ ...pending, isPending: true });
  }
  return rows;
}
