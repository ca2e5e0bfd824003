import type { Days } from './units.ts';

/** A calendar day, `YYYY-MM-DD`, without a time zone: what a bank statement prints. */
export type IsoDate = string & { readonly isoDate?: true };

const MS_PER_DAY = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Text → calendar day, or null where it isn't a real day (2026-02-30 isn't) or of a year before 100. */
export function parseIsoDate(text: string): IsoDate | null {
  const match = ISO_DATE.exec(text);
  if (!match) return null;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  // UTC reads the years 0 to 99 as 1900 to 1999.
  const isReal =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? text : null;
}

/** Statements speak of a few hundred days again and again; working one out takes longer than finding it. */
const KNOWN_DAYS_MAX = 40_000;
const numbered = new Map<IsoDate, Days>();
const formatted = new Map<Days, IsoDate>();

/** Days since 1970-01-01: calendar arithmetic without time zones. */
export function dayNumber(date: IsoDate): Days {
  const known = numbered.get(date);
  if (known !== undefined) return known;
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8, 10)].map(Number);
  const number = Date.UTC(year ?? 0, (month ?? 0) - 1, day) / MS_PER_DAY;
  if (numbered.size < KNOWN_DAYS_MAX) numbered.set(date, number);
  return number;
}

export function isoDateOfDay(day: Days): IsoDate {
  const known = formatted.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  if (formatted.size < KNOWN_DAYS_MAX) formatted.set(day, date);
  return date;
}

export function addDays(date: IsoDate, days: Days): IsoDate {
  return isoDateOfDay(dayNumber(date) + days);
}

/** The calendar day of an instant, in UTC. */
export function isoDateOfInstant(instant: Date): IsoDate {
  return instant.toISOString().slice(0, 10);
}
