import type { MemberRecipe } from './member-recipe.ts';
import { type PlantedRow, type RowLabel, untidiness, visits } from './member-rows.ts';
import { dueDays } from './recurring-rows.ts';
import type { SeededRandom } from './seeded-random.ts';
import { shopBusinesses } from './synthetic-names.ts';

type Span = { readonly fromDay: number; readonly toDay: number };

const SAVING_PERIOD_DAYS = 30;

/** Everything but pay and subscriptions: shopping, bills, transfers, card and loan payments, odds and ends. */
export function everydayRows(random: SeededRandom, recipe: MemberRecipe, span: Span): PlantedRow[] {
  return [
    ...shopping(random, recipe, span),
    ...bills(random, span),
    ...saving(random, recipe, span),
    ...cards(random, recipe, span),
    ...oddsAndEnds(random, recipe, span),
  ];
}

function row(
  account: string,
  day: number,
  amountCents: number,
  of: { name: string; category: string | null; label: RowLabel; business?: string },
): PlantedRow {
  return {
    account,
    day,
    amountCents,
    name: of.name,
    merchantName: of.category === null ? null : of.name,
    category: of.category,
    label: of.label,
    group: null,
    business: of.business ?? of.name,
  };
}

function shopping(random: SeededRandom, recipe: MemberRecipe, span: Span): PlantedRow[] {
  const rows: PlantedRow[] = [];
  for (const shop of random.sample(shopBusinesses, random.integer(7, 11))) {
    const category = random.pick(shop.categories);
    const account = recipe.cardRatios.length > 0 && random.chance(0.6) ? 'card-0' : 'checking';
    for (const day of visits(random, span, shop.everyDays)) {
      const amountCents = random.integer(shop.lowCents, shop.highCents);
      const bought = row(account, day, amountCents, { name: shop.name, category, label: 'spend' });
      rows.push(bought);
      if (random.chance(untidiness.doubleBooking)) rows.push(bought);
      const backDay = day + random.integer(1, 9);
      if (!recipe.isTidy && random.chance(untidiness.refund) && backDay <= span.toDay) {
        const name = random.chance(0.5) ? shop.name : `${shop.name} REFUND`;
        rows.push(
          row(account, backDay, -amountCents, {
            name,
            category: category ?? 'GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE',
            label: 'refund',
            business: shop.name,
          }),
        );
      }
    }
  }
  return rows;
}

function bills(random: SeededRandom, span: Span): PlantedRow[] {
  const rentCents = random.integer(70_000, 190_000);
  return [
    ...dueDays(random, 'monthly', span).map((day) =>
      row('checking', day, rentCents, {
        name: 'Maple Court Rent',
        category: 'RENT_AND_UTILITIES_RENT',
        label: 'spend',
      }),
    ),
    ...dueDays(random, 'monthly', span).map((day) =>
      row('checking', day, random.integer(6_000, 14_500), {
        name: 'Lakeside Electric',
        category: random.pick(['RENT_AND_UTILITIES_GAS_AND_ELECTRICITY', null]),
        label: 'spend',
      }),
    ),
    ...dueDays(random, 'monthly', span).map((day) =>
      row('checking', day, 6_500, {
        name: 'Brightline Internet',
        category: 'RENT_AND_UTILITIES_INTERNET_AND_CABLE',
        label: 'spend',
      }),
    ),
    ...(random.chance(0.3)
      ? dueDays(random, 'monthly', span).map((day) =>
          row('checking', day, 31_250, {
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
      row('checking', day, recipe.monthlySavingCents, {
        name: 'Transfer to savings',
        category: hasCategory ? 'TRANSFER_OUT_SAVINGS' : null,
        label: 'transfer',
      }),
      row('savings', day + (recipe.isTidy ? 0 : random.integer(0, 1)), -recipe.monthlySavingCents, {
        name: 'Deposit from checking',
        category: hasCategory ? 'TRANSFER_IN_SAVINGS' : null,
        label: 'transfer',
      }),
    );
    if (!recipe.isTidy && random.chance(0.6)) {
      // Plaid itself has filed interest under wages.
      rows.push(
        row('savings', day + 5, -random.integer(20, 900), {
          name: 'INTRST PYMNT',
          category: random.pick(['INCOME_INTEREST_EARNED', 'INCOME_WAGES']),
          label: 'interest_earned',
        }),
      );
    }
  }
  return rows.filter((one) => one.day <= span.toDay);
}

function cards(random: SeededRandom, recipe: MemberRecipe, span: Span): PlantedRow[] {
  return recipe.cardRatios.flatMap((_, at) => {
    const account = `card-${at}`;
    const payments = dueDays(random, 'monthly', span).flatMap((day) => {
      const amountCents = random.integer(8_000, 42_000);
      return [
        row('checking', day, amountCents, {
          name: 'Credit card payment',
          category: random.pick(['LOAN_PAYMENTS_CREDIT_CARD_PAYMENT', null]),
          label: 'card_payment',
        }),
        row(account, day, -amountCents, {
          name: 'Payment thank you',
          category: random.pick(['LOAN_PAYMENTS_CREDIT_CARD_PAYMENT', null]),
          label: 'card_payment',
        }),
      ];
    });
    const isCharged = recipe.hasInterest && at === recipe.cardRatios.length - 1;
    const interest = isCharged
      ? dueDays(random, 'monthly', span).map((day) =>
          row(account, day, random.integer(900, 9_000), {
            name: 'Credit Card Interest',
            category: random.pick(['BANK_FEES_INTEREST_CHARGE', null]),
            label: 'interest_charged',
          }),
        )
      : [];
    return [...payments, ...interest];
  });
}

function oddsAndEnds(random: SeededRandom, recipe: MemberRecipe, span: Span): PlantedRow[] {
  if (recipe.isTidy) return [];
  const day = () => random.integer(span.fromDay, span.toDay);
  const rows: PlantedRow[] = [];
  if (random.chance(0.3))
    rows.push(
      row('checking', day(), -84_300, {
        name: 'IRS TREAS 310 TAX REF',
        category: random.pick(['INCOME_TAX_REFUND', null]),
        label: 'other_inflow',
      }),
    );
  for (let count = random.integer(0, 4); count > 0; count--) {
    rows.push(
      row('checking', day(), -random.integer(1_000, 9_000), {
        name: 'Venmo cashout',
        category: 'TRANSFER_IN_OTHER_TRANSFER_IN',
        label: 'other_inflow',
      }),
    );
  }
  for (let count = random.integer(0, 3); count > 0; count--) {
    const pending = row('checking', span.toDay, random.integer(500, 8_000), {
      name: 'Riverside Coffee',
      category: 'FOOD_AND_DRINK_COFFEE',
      label: 'spend',
    });
    rows.push({ ...pending, isPending: true });
  }
  return rows;
}
