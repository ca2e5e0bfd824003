import { dayNumber, type IsoDate } from '../../kernel/dates.ts';
import { sha256Hex } from '../../kernel/hash.ts';
import { everyDays, monthlyDates, type SampleRow } from './sample-document.ts';

const MONTHS = 7;

/** A charge on a day of every month. */
export function monthly(
  until: IsoDate,
  row: Omit<SampleRow, 'date'> & { dayOfMonth: number; months?: number },
): readonly SampleRow[] {
  const { dayOfMonth, months = MONTHS, ...rest } = row;
  return monthlyDates(until, dayOfMonth, months).map((date) => ({ ...rest, date }));
}

/** A row every so many days. */
export function every(
  until: IsoDate,
  row: Omit<SampleRow, 'date'> & { periodDays: number; phaseDays: number; count: number },
): readonly SampleRow[] {
  const { periodDays, phaseDays, count, ...rest } = row;
  return everyDays(until, { periodDays, phaseDays, count }).map((date) => ({ ...rest, date }));
}

/** Everyday purchases: the day alone decides what was bought, so a later document repeats an earlier one. */
export function everyday(until: IsoDate, account: string, scale: number): readonly SampleRow[] {
  const shops: readonly (readonly [string, string, number, number, number])[] = [
    ['Corner Grocery', 'FOOD_AND_DRINK_GROCERIES', 3, 3_200, 5_900],
    ['Riverside Cafe', 'FOOD_AND_DRINK_COFFEE', 4, 480, 760],
    ['Mill Street Diner', 'FOOD_AND_DRINK_RESTAURANT', 6, 1_850, 3_400],
    ['Northgate Fuel', 'TRANSPORTATION_GAS', 8, 3_100, 2_200],
    ['Parkside Goods', 'GENERAL_MERCHANDISE_SUPERSTORES', 11, 2_400, 6_100],
  ];
  const rows: SampleRow[] = [];
  for (const [name, category, periodDays, baseCents, spreadCents] of shops) {
    const count = Math.floor(182 / periodDays);
    for (const date of everyDays(until, { periodDays, phaseDays: name.length, count })) {
      const chance = Number.parseInt(sha256Hex(`${name}|${account}|${dayNumber(date)}`).slice(0, 6), 16);
      const amountCents = Math.round((baseCents + (chance % spreadCents)) * scale);
      rows.push({ account, date, amountCents, name, category });
    }
  }
  return rows;
}
