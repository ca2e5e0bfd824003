import { isoDateOfDay } from '../../kernel/dates.ts';
import { isLean, type MemberRecipe } from './member-recipe.ts';
import { type PlantedRow, plainRow, untidiness, visits } from './member-rows.ts';
import type { SeededRandom } from './seeded-random.ts';
import { type Shop, shopBusinesses } from './synthetic-names.ts';

type Span = { readonly fromDay: number; readonly toDay: number };

/** Presents: what December's baskets come to beside those of other months. */
const DECEMBER_RATIO = 1.4;
/** The dearest basket of a member who spends little. */
const LEAN_BASKET_CENTS = 5_000;

/** Visits to a handful of shops that the member goes to, with refunds and double bookings. */
export function shoppingRows(random: SeededRandom, recipe: MemberRecipe, span: Span): PlantedRow[] {
  return ownShops(random, recipe).flatMap((shop) => {
    const account = recipe.cardRatios.length > 0 && random.chance(0.6) ? 'card-0' : 'checking';
    const category = random.pick(shop.categories);
    return visits(random, span, shop.everyDays).flatMap((day) => {
      const amountCents = basketCents(random, shop, day);
      const bought = plainRow(account, day, amountCents, { name: shop.name, category, label: 'spend' });
      return [
        bought,
        ...(random.chance(untidiness.doubleBooking) ? [bought] : []),
        ...(recipe.isTidy ? [] : refunds(random, bought, span)),
      ];
    });
  });
}

/** Everybody buys food somewhere; who spends little keeps to few and cheap places. */
function ownShops(random: SeededRandom, recipe: MemberRecipe): readonly Shop[] {
  if (isLean(recipe)) {
    return random.sample(
      shopBusinesses.filter((shop) => shop.highCents <= LEAN_BASKET_CENTS),
      3,
    );
  }
  const grocer = random.pick([shopBusinesses[0], shopBusinesses[1]]);
  const others = shopBusinesses.filter((shop) => shop !== grocer);
  return [grocer, ...random.sample(others, random.integer(6, 10))];
}

function basketCents(random: SeededRandom, shop: Shop, day: number): number {
  const cents = random.integer(shop.lowCents, shop.highCents);
  const isDecember = isoDateOfDay(day).slice(5, 7) === '12';
  return isDecember && shop.hasPresents === true ? Math.round(cents * DECEMBER_RATIO) : cents;
}

function refunds(random: SeededRandom, bought: PlantedRow, span: Span): PlantedRow[] {
  const day = bought.day + random.integer(1, 9);
  if (!random.chance(untidiness.refund) || day > span.toDay) return [];
  return [
    plainRow(bought.account, day, -bought.amountCents, {
      name: random.chance(0.5) ? bought.name : `${bought.name} REFUND`,
      category: bought.category ?? 'GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE',
      label: 'refund',
      business: bought.business,
    }),
  ];
}
