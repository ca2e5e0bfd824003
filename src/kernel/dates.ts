import type { Days } from './units.ts';

/** A calendar day, `YYYY-MM-DD`, without a time zone: what a bank statement prints. */
export type IsoDate = string & { readonly isoDate?: true };

const MS_PER_DAY = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Text → calendar day, or null where it isn't a real day (2026-02-30 isn't). */
export function parseIsoDate(text: string): IsoDate | null {
  const match = ISO_DATE.exec(text);
  if (!match) return null;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? text : null;
}

/** Days since 1970-01-01: calendar arithmetic without time zones. */
export function dayNumber(date: IsoDate): Days {
  return (
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MS_PER_DAY
  );
}

/** Statements speak of a few hundred days again and again; formatting one takes far longer than finding it. */
const formatted = new Map<Days, IsoDate>();
const FORMATTED_MAX = 40_000;

export function isoDateOfDay(day: Days): IsoDate {
  const known = formatted.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  if (formatted.size < FORMATTED_MAX) formatted.set(day, date);
  return date;
}

export function addDays(date: IsoDate, days: Days): IsoDate {
  return isoDateOfDay(dayNumber(date) + days);
}

/** The calendar day of an instant, in UTC. */
export function isoDateOfInstant(instant: Date): IsoDate {
  return instant.toISOString().slice(0, 10);
}
