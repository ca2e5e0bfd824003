import { dayNumber, isoDateOfDay } from '../../kernel/dates.ts';
import type { Cents } from '../../kernel/units.ts';
import { type PlantedRow, renamed, untidiness } from './member-rows.ts';
import type { PlantedStream } from './planted-truth.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Business } from './synthetic-names.ts';

type Cadence = PlantedStream['cadence'];
type Span = { readonly fromDay: number; readonly toDay: number };

/** A subscription as it is planted: whose, how often, for how much, and how untidily. */
export type StreamPlan = {
  readonly group: string;
  readonly business: Business;
  readonly cadence: Cadence;
  readonly account: string;
  readonly amountCents: Cents;
  readonly isTidy: boolean;
  /** Cancelled this many days before the end; null where it goes on. */
  readonly endedDaysAgo: number | null;
  /** The days of the charges, where a threshold asks for just these. */
  readonly days?: readonly number[];
};

const driftDays: Readonly<Record<Cadence, number>> = {
  weekly: 1,
  biweekly: 2,
  monthly: untidiness.driftDays,
  quarterly: 4,
  yearly: 5,
};

/** The rows of one subscription over the span, with all that goes wrong on a real statement. */
export function streamRows(random: SeededRandom, plan: StreamPlan, span: Span): PlantedRow[] {
  const { business, isTidy } = plan;
  const category = random.pick(business.categories);
  const hasName = isTidy || !random.chance(untidiness.unnamedMerchant);
  const lastDay = span.toDay - (plan.endedDaysAgo ?? 0);
  const newPrice = !isTidy && random.chance(untidiness.priceChange) ? random.between(1.08, 1.3) : 1;
  const newPriceFrom = random.integer(span.fromDay, lastDay);
  const rows: PlantedRow[] = [];
  for (const due of plan.days ?? dueDays(random, plan.cadence, span)) {
    const drift = isTidy ? 0 : drifted(random, driftDays[plan.cadence]);
    const day = due + drift;
    if (day > lastDay || day < span.fromDay) continue;
    if (!isTidy && random.chance(untidiness.missingCharge)) continue;
    const amountCents = Math.round(plan.amountCents * (day >= newPriceFrom ? newPrice : 1));
    const isRenamed = !isTidy && random.chance(untidiness.renamedMerchant);
    const name = isRenamed ? renamed(random, business.name) : business.name;
    const row: PlantedRow = {
      account: plan.account,
      day,
      amountCents,
      name,
      merchantName: hasName && !isRenamed ? name : null,
      category,
      label: 'recurring',
      group: plan.group,
      business: business.name,
    };
    rows.push(row);
    if (!isTidy && random.chance(untidiness.doubleBooking)) rows.push(row);
  }
  return rows;
}

/** Most charges come within a day of their due day, a few as late as the bank ever is. */
function drifted(random: SeededRandom, most: number): number {
  return random.chance(0.6) ? random.integer(-1, 1) : random.integer(-most, most);
}

/** The days on which something of this cadence falls due within the span. */
export function dueDays(random: SeededRandom, cadence: Cadence, span: Span): number[] {
  if (cadence === 'weekly' || cadence === 'biweekly') {
    const days: number[] = [];
    const period = cadence === 'weekly' ? 7 : 14;
    for (let day = span.toDay - random.integer(0, period - 1); day >= span.fromDay; day -= period)
      days.unshift(day);
    return days;
  }
  const months = cadence === 'monthly' ? 1 : cadence === 'quarterly' ? 3 : 12;
  const dayOfMonth = random.integer(1, 31);
  return monthlyDays(dayOfMonth, span, { months, skip: random.integer(0, months - 1) });
}

/** One day of every month, or of every so many; counted back from the end, of which some may be skipped. */
export function monthlyDays(
  dayOfMonth: number,
  span: Span,
  { months, skip }: { readonly months: number; readonly skip: number } = { months: 1, skip: 0 },
): number[] {
  const days: number[] = [];
  const [year, month] = isoDateOfDay(span.toDay).split('-').map(Number);
  for (let back = skip; ; back += months) {
    const day = calendarDay((year ?? 0) * 12 + (month ?? 1) - 1 - back, dayOfMonth);
    if (day < span.fromDay) return days;
    if (day <= span.toDay) days.unshift(day);
  }
}

/** The day of a month counted from year 0; the 31st of a short month is its last day. */
function calendarDay(monthCount: number, dayOfMonth: number): number {
  const first = (month: number) =>
    dayNumber(
      `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`,
    );
  return first(monthCount) + Math.min(dayOfMonth, first(monthCount + 1) - first(monthCount)) - 1;
}
