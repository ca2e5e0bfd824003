import type { Days } from '../kernel/units.ts';
import { calendarMonth, dueDay } from './calendar-month.ts';
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
  { cadence: 'biweekly', rhythm: { kind: 'even', periodDays: 15.22 }, driftDaysMax: 4 },
  { cadence: 'monthly', rhythm: { kind: 'months', every: 1 }, driftDaysMax: 4 },
  { cadence: 'monthly', rhythm: { kind: 'even', periodDays: 30 }, driftDaysMax: 2 },
  { cadence: 'monthly', rhythm: { kind: 'even', periodDays: 28 }, driftDaysMax: 1 },
];

const longRules: readonly CadenceRule[] = [
  { cadence: 'quarterly', rhythm: { kind: 'months', every: 3 }, driftDaysMax: 6 },
  { cadence: 'yearly', rhythm: { kind: 'months', every: 12 }, driftDaysMax: 10 },
];

/** A month is 30 days. */
const cadencePeriodDays: Readonly<Record<StreamCadence, Days>> = {
  weekly: 7,
  biweekly: 14,
  monthly: 30,
  quarterly: 90,
  yearly: 365,
};

export type CadenceFit = {
  readonly cadence: StreamCadence;
  /** The nominal distance of two charges, for judging whether a stream is still active. */
  readonly periodDays: Days;
  /** The part of the due days, from the first charge to the last, that have a charge. */
  readonly coverageRatio: number;
  readonly driftDays: Days;
  /** Due days without a charge. */
  readonly missed: number;
  /** Charges beyond one a due day. */
  readonly surplus: number;
  /** Steady from charge to charge only: each date was counted from the one before, so the drift adds up. */
  readonly isWandering: boolean;
};

/** A stream may miss a due day now and then: a card expired, a month was free. */
const COVERAGE_MIN = 0.75;

/**
 * Distinct charge days, in order → the cadence that explains them, or null. Each charge is laid on its nearest
 * due day; the due day of the month is the one that needs the least drift.
 */
export function fitCadence(
  days: readonly number[],
  options: { length: 'short' | 'long' },
): CadenceFit | null {
  let best: CadenceFit | null = null;
  for (const rule of options.length === 'short' ? shortRules : longRules) {
    const fit = fitRule(days, rule);
    if (fit && (best === null || isBetter(fit, best))) best = fit;
  }
  return best ?? (options.length === 'short' ? fitWandering(days) : null);
}

/** Gaps that each keep the cadence, whatever they add up to; a gap of two periods is one charge missed. */
function fitWandering(days: readonly number[]): CadenceFit | null {
  for (const { cadence, driftDaysMax, rhythm } of shortRules) {
    const periodDays = rhythm.kind === 'even' ? rhythm.periodDays : cadencePeriodDays.monthly;
    let missed = 0;
    let driftDays = 0;
    for (const [at, day] of days.entries()) {
      const before = days[at - 1];
      if (before === undefined) continue;
      const periods = Math.max(1, Math.round((day - before) / periodDays));
      missed += periods - 1;
      driftDays = Math.max(driftDays, Math.abs(day - before - periods * periodDays));
    }
    const coverageRatio = days.length / (days.length + missed);
    if (driftDays <= driftDaysMax && coverageRatio >= COVERAGE_MIN) {
      return { cadence, periodDays, coverageRatio, driftDays, missed, surplus: 0, isWandering: true };
    }
  }
  return null;
}

function isBetter(fit: CadenceFit, than: CadenceFit): boolean {
  const gain = fit.coverageRatio - fit.surplus - (than.coverageRatio - than.surplus);
  return gain > 1e-9 || (gain > -1e-9 && fit.driftDays < than.driftDays);
}

function fitRule(days: readonly number[], rule: CadenceRule): CadenceFit | null {
  const { driftDaysMax } = rule;
  let best: CadenceFit | null = null;
  const [first = 0] = days;
  // The true due day lies within the drift of every charge, so also of the first.
  for (let offset = 0; offset <= driftDaysMax; offset++) {
    for (const anchor of offset === 0 ? [first] : [first - offset, first + offset]) {
      const fit = fitAnchor(days, rule, anchor, driftDaysMax);
      if (fit && (best === null || isBetter(fit, best))) best = fit;
    }
    if (best !== null && best.driftDays === 0) break;
  }
  return best;
}

function fitAnchor(
  days: readonly number[],
  rule: CadenceRule,
  anchor: number,
  driftDaysMax: Days,
): CadenceFit | null {
  const nearestSlot = slotsFrom(anchor, rule.rhythm);
  const slots = new Set<number>();
  let drift = 0;
  for (const day of days) {
    const slot = nearestSlot(day);
    if (slot.driftDays > driftDaysMax) return null;
    drift = Math.max(drift, slot.driftDays);
    slots.add(slot.index);
  }
  const surplus = days.length - slots.size;
  if (surplus > days.length / 6) return null;
  const span = Math.max(...slots) - Math.min(...slots) + 1;
  const coverageRatio = slots.size / span;
  if (coverageRatio < COVERAGE_MIN) return null;
  return {
    cadence: rule.cadence,
    periodDays: nominalPeriod(rule),
    coverageRatio,
    driftDays: drift,
    missed: span - slots.size,
    surplus,
    isWandering: false,
  };
}

/** Twice a month is longer than every fourteen days, though both are told as biweekly. */
function nominalPeriod({ cadence, rhythm }: CadenceRule): Days {
  return Math.max(cadencePeriodDays[cadence], rhythm.kind === 'even' ? rhythm.periodDays : 0);
}

type Slot = { readonly index: number; readonly driftDays: Days };

/** Due days that begin at an anchor → how to find the one nearest to a day. */
function slotsFrom(anchor: number, rhythm: Rhythm): (day: number) => Slot {
  if (rhythm.kind === 'even') {
    return (day) => {
      const index = Math.round((day - anchor) / rhythm.periodDays);
      return { index, driftDays: Math.abs(day - anchor - index * rhythm.periodDays) };
    };
  }
  const { month: from, dayOfMonth } = calendarMonth(anchor);
  return (day) => {
    const guess = Math.round((calendarMonth(day).month - from) / rhythm.every);
    let nearest = { index: guess, driftDays: Number.POSITIVE_INFINITY };
    for (let index = guess - 1; index <= guess + 1; index++) {
      const driftDays = Math.abs(day - dueDay(from + index * rhythm.every, dayOfMonth));
      if (driftDays < nearest.driftDays) nearest = { index, driftDays };
    }
    return nearest;
  };
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
