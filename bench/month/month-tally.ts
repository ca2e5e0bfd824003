import { type CacheOutcome, cacheOutcomes } from '../../src/video/video-cache-port.ts';
import type { Question } from './watched-cache.ts';

export type OutcomeCount = { asked: number; shown: number };

/** What became of questions, counted for each part of the month. */
export class MonthTally {
  readonly #parts = new Map<string, Map<CacheOutcome, OutcomeCount>>();

  count(part: string, { outcome, wasShown }: Question): void {
    const outcomes = this.#parts.get(part) ?? emptyCounts();
    const count = outcomes.get(outcome);
    if (count) {
      count.asked += 1;
      count.shown += wasShown ? 1 : 0;
    }
    this.#parts.set(part, outcomes);
  }

  get parts(): readonly string[] {
    return [...this.#parts.keys()];
  }

  /** Of one part, or of all. */
  of(part: string | null): ReadonlyMap<CacheOutcome, OutcomeCount> {
    if (part !== null) return this.#parts.get(part) ?? emptyCounts();
    const sum = emptyCounts();
    for (const outcomes of this.#parts.values()) {
      for (const [outcome, { asked, shown }] of outcomes) {
        const total = sum.get(outcome);
        if (total) Object.assign(total, { asked: total.asked + asked, shown: total.shown + shown });
      }
    }
    return sum;
  }
}

/** Answered from the cache with something to show, out of all questions. 0 without a question. */
export function hitRatio(counts: ReadonlyMap<CacheOutcome, OutcomeCount>): number {
  const all = [...counts.values()];
  const asked = all.reduce((sum, count) => sum + count.asked, 0);
  return asked === 0 ? 0 : all.reduce((sum, { shown }) => sum + shown, 0) / asked;
}

function emptyCounts(): Map<CacheOutcome, OutcomeCount> {
  return new Map(cacheOutcomes.map((outcome) => [outcome, { asked: 0, shown: 0 }]));
}
