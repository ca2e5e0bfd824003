/** Calendar months by plain arithmetic on day numbers (days since 1970-01-01): no strings, no Date objects. */

const DAYS_PER_ERA = 146_097;
const YEARS_PER_ERA = 400;
/** From 0000-03-01, where the arithmetic starts its years, to 1970-01-01. */
const EPOCH_OFFSET_DAYS = 719_468;

/**
 * Day number → months since year 0 and day of the month. The proleptic Gregorian calendar with years that
 * begin in March, so that the leap day is the last of its year.
 */
export function calendarMonth(day: number): { readonly month: number; readonly dayOfMonth: number } {
  const shifted = day + EPOCH_OFFSET_DAYS;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const year = yearOfEra + era * YEARS_PER_ERA + (marchMonth >= 10 ? 1 : 0);
  const monthOfYear = (marchMonth + 2) % 12;
  return {
    month: year * 12 + monthOfYear,
    dayOfMonth: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** Months since year 0 → the day number of its first day. */
export function firstDayOfMonth(month: number): number {
  const monthOfYear = ((month % 12) + 12) % 12;
  const marchMonth = (monthOfYear + 10) % 12;
  const year = Math.floor(month / 12) - (marchMonth >= 10 ? 1 : 0);
  const era = Math.floor(year / YEARS_PER_ERA);
  const yearOfEra = year - era * YEARS_PER_ERA;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5);
  const dayOfEra = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - EPOCH_OFFSET_DAYS;
}

/** The day of a month on which something is due; the 31st of a shorter month is its last day. */
export function dueDay(month: number, dayOfMonth: number): number {
  const first = firstDayOfMonth(month);
  return Math.min(first + dayOfMonth - 1, firstDayOfMonth(month + 1) - 1);
}
