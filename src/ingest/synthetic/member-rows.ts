import type { Cents } from '../../kernel/units.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What a planted row is, as only its maker knows. */
export type RowLabel =
  | 'spend'
  | 'recurring'
  | 'refund'
  | 'pay'
  | 'transfer'
  | 'card_payment'
  | 'loan_payment'
  | 'interest_charged'
  | 'interest_earned'
  | 'other_inflow';

export type PlantedRow = {
  readonly account: string;
  readonly day: number;
  readonly amountCents: Cents;
  /** The name on the statement. */
  readonly name: string;
  readonly merchantName: string | null;
  readonly category: string | null;
  readonly label: RowLabel;
  /** Stream or source that the row belongs to. */
  readonly group: string | null;
  /** The business behind whatever name: refunds find their purchases by it. */
  readonly business: string;
  readonly isPending?: boolean;
};

/** A row that belongs to no stream; the business is the name unless said otherwise. */
export function plainRow(
  account: string,
  day: number,
  amountCents: Cents,
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

/** How untidy real data is. */
export const untidiness = {
  missingCharge: 0.03,
  driftDays: 4,
  renamedMerchant: 0.05,
  doubleBooking: 0.01,
  refund: 0.02,
  priceChange: 0.12,
  unnamedMerchant: 0.15,
} as const;

/** "Cinebox" as another system writes it. */
export function renamed(random: SeededRandom, name: string): string {
  const upper = name.toUpperCase();
  return random.pick([
    `${upper}.COM 866-555-01${random.integer(10, 99)}`,
    `${name} Inc`,
    `${upper} *PREMIUM 80055501${random.integer(10, 99)} CA`,
    `POS DEBIT ${upper} ${random.integer(1000, 9999)}`,
    `${upper} SUBSCRIPTION`,
  ]);
}

/** Visits to a shop: the gaps are about `everyDays`, never regular, and no two baskets cost the same. */
export function visits(
  random: SeededRandom,
  span: { readonly fromDay: number; readonly toDay: number },
  everyDays: number,
): number[] {
  const days: number[] = [];
  for (let day = span.fromDay + random.integer(0, everyDays); day <= span.toDay; ) {
    days.push(day);
    day += Math.max(1, Math.round(everyDays * random.between(0.4, 1.6)));
  }
  return days;
}
