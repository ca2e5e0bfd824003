import { type CacheCounts, type CacheOutcome, cacheOutcomes } from '../video/video-cache-port.ts';

type Delta = ReadonlyMap<CacheOutcome, number>;

const FLUSH_AFTER_MS = 1_000;

/**
 * Counts in memory and hands the sums on about once a second, so that counting costs an answer nothing. What
 * could not be handed on is kept for the next time.
 */
export class VideoCacheTally {
  readonly #add: (delta: Delta) => Promise<void>;
  #pending = new Map<CacheOutcome, number>();
  #timer: NodeJS.Timeout | null = null;

  constructor(add: (delta: Delta) => Promise<void>) {
    this.#add = add;
  }

  count(outcomes: readonly CacheOutcome[]): void {
    for (const outcome of outcomes) this.#pending.set(outcome, (this.#pending.get(outcome) ?? 0) + 1);
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), FLUSH_AFTER_MS).unref();
  }

  /** Throws where the sums could not be handed on. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const delta = this.#pending;
    if (delta.size === 0) return;
    this.#pending = new Map();
    try {
      await this.#add(delta);
    } catch (error) {
      for (const [outcome, count] of delta) {
        this.#pending.set(outcome, (this.#pending.get(outcome) ?? 0) + count);
      }
      throw error;
    }
  }
}

/** A number for every outcome; what isn't among them is left out. */
export function cacheCountsOf(countOf: (outcome: CacheOutcome) => number | undefined): CacheCounts {
  const entries = cacheOutcomes.map((outcome) => [outcome, countOf(outcome) ?? 0]);
  return Object.fromEntries(entries) as CacheCounts;
}
