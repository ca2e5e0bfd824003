import { dayNumber, isoDateOfDay } from '../kernel/dates.ts';
import type { Days } from '../kernel/units.ts';
import type { StreamCadence } from './signals.ts';

/** How charges of one cadence fall: evenly apart, or on a day of the calendar month. */
type Rhythm =
  | { readonly kind: 'even'; readonly periodDays: number }
  | { readonly kind: 'months'; readonly every: number };

type CadenceRule = {
  readonly cadence: StreamCadence;
  readonly rhythm: Rhythm;
  /** How far a charge may fall from its due day: weekends, holidays, posting delays. */
  readonly driftDaysMax: Days;
};

const shortRules: readonly CadenceRule[] = [
  { cadence: 'weekly', rhythm: { kind: 'even', periodDays: 7 }, driftDaysMax: 2 },
  { cadence: 'biweekly', rhythm: { kind: 'even', periodDays: 14 }, driftDaysMax: 3 },
  // Semi-monthly: the nearest name in the public vocabulary is biweekly.
  { cadence: 'biweekly', rhythm: { kind: 'even', periodDays: 15.22 }, driftDaysMax: 3 },
  { cadence: 'monthly', rhythm: { kind: 'months', every: 1 }, driftDaysMax: 4 },
  { cadence: 'monthly', rhythm: { kind: 'even', periodDays: 30 }, driftDaysMax: 4 },
  { cadence: 'monthly', rhythm: { kind: 'even', periodDays: 28 }, driftDaysMax: 3 },
];

const longRules: readonly CadenceRule[] = [
  { cadence: 'quarterly', rhythm: { kind: 'months', every: 3 }, driftDaysMax: 6 },
  { cadence: 'yearly', rhythm: { kind: 'months', every: 12 }, driftDaysMax: 10 },
];

/** The nominal distance, for judging whether a stream is still active. A month is 30 days. */
export const cadencePeriodDays: Readonly<Record<StreamCadence, Days>> = {
  weekly: 7,
  biweekly: 14,
  monthly: 30,
  quarterly: 90,
  yearly: 365,
};

export type CadenceFit = {
  readonly cadence: StreamCadence;
  /** The part of the due days, from the first charge to the last, that have a charge. */
  readonly coverageRatio: number;
  readonly driftDays: Days;
  /** Charges beyond one a due day. */
  readonly surplus: number;
};

/** A stream may miss a due day now and then: a card expired, a month was free. */
const COVERAGE_MIN = 0.75;

/**
 * Distinct charge days, in order → the cadence that explains them, or null. Each charge is laid on its nearest
 * due day; the due day of the month is the one that needs the least drift.
 */
export function fitCadence(
  days: readonly number[],
  options: { length: 'short' | 'long'; driftDaysMax?: Days },
): CadenceFit | null {
  let best: CadenceFit | null = null;
  for (const rule of options.length === 'short' ? shortRules : longRules) {
    const driftDaysMax = Math.min(rule.driftDaysMax, options.driftDaysMax ?? rule.driftDaysMax);
    const fit = fitRule(days, rule, driftDaysMax);
    if (fit && (best === null || isBetter(fit, best))) best = fit;
  }
  return best;
}

function isBetter(fit: CadenceFit, than: CadenceFit): boolean {
  const gain = fit.coverageRatio - fit.surplus - (than.coverageRatio - than.surplus);
  return gain > 1e-9 || (gain > -1e-9 && fit.driftDays < than.driftDays);
}

function fitRule(days: readonly number[], rule: CadenceRule, driftDaysMax: Days): CadenceFit | null {
  let best: CadenceFit | null = null;
  for (const anchor of new Set(days)) {
    const fit = fitAnchor(days, rule, anchor, driftDaysMax);
    if (fit && (best === null || isBetter(fit, best))) best = fit;
  }
  return best;
}

function fitAnchor(
  days: readonly number[],
  rule: CadenceRule,
  anchor: number,
  driftDaysMax: Days,
): CadenceFit | null {
  const slots = new Set<number>();
  let drift = 0;
  for (const day of days) {
    const slot = nearestSlot(day, anchor, rule.rhythm);
    if (slot.driftDays > driftDaysMax) return null;
    drift = Math.max(drift, slot.driftDays);
    slots.add(slot.index);
  }
  const surplus = days.length - slots.size;
  if (surplus > days.length / 6) return null;
  const span = Math.max(...slots) - Math.min(...slots) + 1;
  const coverageRatio = slots.size / span;
  if (coverageRatio < COVERAGE_MIN) return null;
  return { cadence: rule.cadence, coverageRatio, driftDays: drift, surplus };
}

function nearestSlot(day: number, anchor: number, rhythm: Rhythm): { index: number; driftDays: Days } {
  if (rhythm.kind === 'even') {
    const index = Math.round((day - anchor) / rhythm.periodDays);
    return { index, driftDays: Math.abs(day - anchor - index * rhythm.periodDays) };
  }
  const from = monthOf(anchor);
  const dayOfMonth = Number(isoDateOfDay(anchor).slice(8, 10));
  const guess = Math.round((monthOf(day) - from) / rhythm.every);
  let best = { index: guess, driftDays: Number.POSITIVE_INFINITY };
  for (const index of [guess - 1, guess, guess + 1]) {
    const driftDays = Math.abs(day - dayInMonth(from + index * rhythm.every, dayOfMonth));
    if (driftDays < best.driftDays) best = { index, driftDays };
  }
  return best;
}

function monthOf(day: number): number {
  const date = isoDateOfDay(day);
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** The due day in a month, counted from 1970; the 31st of a short month is its last day. */
function dayInMonth(month: number, dayOfMonth: number): number {
  const first = firstOfMonth(month);
  return first + Math.min(dayOfMonth, firstOfMonth(month + 1) - first) - 1;
}

function firstOfMonth(month: number): number {
  const year = Math.floor(month / 12);
  return dayNumber(`${String(year).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`);
}

/** The name of a pay rhythm from the middle gap between paydays; null where it is none of the usual ones. */
export function payCadence(medianGapDays: Days | null): string | null {
  if (medianGapDays === null) return null;
  const named: readonly (readonly [number, number, string])[] = [
    [6, 8, 'weekly'],
    [13, 14.5, 'biweekly'],
    [14.6, 17, 'semimonthly'],
    [26, 35, 'monthly'],
    [84, 98, 'quarterly'],
  ];
  return named.find(([from, to]) => medianGapDays >= from && medianGapDays <= to)?.[2] ?? null;
}
