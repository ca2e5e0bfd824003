import { SeededRandom } from '../../src/ingest/synthetic/seeded-random.ts';
import type { Milliseconds } from '../../src/kernel/units.ts';
import type { MonthMember } from './month-members.ts';

/** One look at the member page. */
export type PageView = {
  readonly at: Date;
  readonly member: MonthMember;
  /** The first of the day looks at the member's data anew. */
  readonly isFirstToday: boolean;
  /** For each recommendation from the first on, whether its film is played. */
  readonly plays: readonly boolean[];
};

export const DAY_MS: Milliseconds = 86_400_000;
const HOUR_MS: Milliseconds = 3_600_000;
const MINUTE_MS: Milliseconds = 60_000;

/** How often members come: most of them seldom. `visits` a month, on different days. */
const habits = [
  { share: 0.25, visits: 1 },
  { share: 0.35, visits: 3 },
  { share: 0.25, visits: 5 },
  { share: 0.15, visits: 14 },
] as const;
/** From Sunday on. */
const weekdayWeights = [0.8, 1.2, 1.1, 1, 1, 1.2, 0.7] as const;
const PAYDAY_WEIGHT = 1.5;
/** By hour of the day, UTC: quiet nights, a morning, a noon, a long evening. */
const hourWeights = [1, 1, 1, 1, 1, 2, 5, 9, 8, 6, 5, 6, 8, 6, 5, 5, 6, 8, 10, 12, 12, 9, 5, 2] as const;
const LOOKS_AGAIN = 0.35;
const PLAYS = [0.35, 0.15, 0.1] as const;

/** Every page view of the month, by time. A member's own do not depend on how many other members there are. */
export function visitsOfMonth(
  members: readonly MonthMember[],
  { seed, from, days }: { seed: string; from: Date; days: number },
): readonly PageView[] {
  const weights = Array.from({ length: days }, (_, day) =>
    dayWeight(new Date(from.getTime() + day * DAY_MS)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const views = members.flatMap((member, index) => {
    const random = new SeededRandom(`${seed}|visits|${index}`);
    const { visits } = habitOf(random);
    return weights.flatMap((weight, day) => {
      if (!random.chance((visits * weight) / sum)) return [];
      return viewsOfDay(random, member, from.getTime() + day * DAY_MS);
    });
  });
  return views.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

function viewsOfDay(random: SeededRandom, member: MonthMember, dayMs: Milliseconds): readonly PageView[] {
  const hour = weighted(random, hourWeights);
  const atMs = dayMs + hour * HOUR_MS + random.integer(0, HOUR_MS - 1);
  const first = viewAt(random, member, { atMs, isFirstToday: true });
  if (!random.chance(LOOKS_AGAIN)) return [first];
  const laterMs = atMs + random.integer(MINUTE_MS, 4 * MINUTE_MS);
  return [first, viewAt(random, member, { atMs: laterMs, isFirstToday: false })];
}

function viewAt(
  random: SeededRandom,
  member: MonthMember,
  { atMs, isFirstToday }: { atMs: Milliseconds; isFirstToday: boolean },
): PageView {
  return { at: new Date(atMs), member, isFirstToday, plays: PLAYS.map((chance) => random.chance(chance)) };
}

function dayWeight(day: Date): number {
  const isPayday = day.getUTCDate() === 1 || day.getUTCDate() === 15;
  return (weekdayWeights[day.getUTCDay()] ?? 1) * (isPayday ? PAYDAY_WEIGHT : 1);
}

function habitOf(random: SeededRandom): (typeof habits)[number] {
  return (
    habits[
      weighted(
        random,
        habits.map(({ share }) => share),
      )
    ] ?? habits[0]
  );
}

/** An index, by weight. */
function weighted(random: SeededRandom, weights: readonly number[]): number {
  let left = random.between(
    0,
    weights.reduce((total, weight) => total + weight, 0),
  );
  return Math.max(
    0,
    weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    }),
  );
}
