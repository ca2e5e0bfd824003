import type { StoryboardNumber } from '../lessons/storyboard.ts';
import { type WorkedValue, type WorkedValues, workedValue } from '../lessons/worked-value.ts';
import { type Motion, mix, ramp } from './motion.ts';

const STOP_MS = 380;

/** What the film's number is at one moment, on its way from the first value to the last. */
export function countedAt(number: StoryboardNumber, values: WorkedValues, motion: Motion): WorkedValue {
  const { ms } = motion;
  const from = workedValue(values, number.from);
  const to = workedValue(values, number.to);
  if (number.stops) return betweenStops(number.stops, from, values, motion);
  if (ms <= number.startMs) return from;
  if (ms >= number.endMs) return to;
  if (number.inStepsOf) {
    const stepAmount = workedValue(values, number.inStepsOf).amount;
    const progress = ramp(ms, number.startMs, number.endMs);
    const steps = Math.floor(((to.amount - from.amount) * progress) / stepAmount);
    return { ...to, amount: from.amount + steps * stepAmount };
  }
  return counted(from, to, motion.between(number.startMs, number.endMs, 'inOut'));
}

function betweenStops(
  stops: NonNullable<StoryboardNumber['stops']>,
  first: WorkedValue,
  values: WorkedValues,
  motion: Motion,
): WorkedValue {
  let reached = first;
  for (const stop of stops) {
    if (motion.ms < stop.atMs) break;
    const progress = motion.between(stop.atMs, stop.atMs + STOP_MS, 'out');
    reached = counted(reached, workedValue(values, stop.value), progress);
  }
  return reached;
}

const wholeSteps = { cents: 100, ratio: 0.01, months: 1, days: 1, years: 1, count: 1 } as const;
const fineSteps = { ...wholeSteps, cents: 1, ratio: 0.001 } as const;

/** Rounded as finely as the two ends are: whole dollars between whole dollars. */
function counted(from: WorkedValue, to: WorkedValue, progress: number): WorkedValue {
  if (progress <= 0) return from;
  if (progress >= 1) return to;
  const whole = wholeSteps[to.unit];
  const isWhole = [from, to].every(
    (end) => Math.abs(end.amount / whole - Math.round(end.amount / whole)) < 1e-6,
  );
  const step = isWhole ? whole : fineSteps[to.unit];
  return { ...to, amount: Math.round(mix(from.amount, to.amount, progress) / step) * step };
}
