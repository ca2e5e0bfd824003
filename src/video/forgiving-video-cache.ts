import type { Clock } from '../kernel/clock.ts';
import type { Milliseconds } from '../kernel/units.ts';
import type {
  CacheCounts,
  CacheEntry,
  CacheLookup,
  CacheOutcome,
  CacheTicket,
  RemovalCause,
  VideoCache,
} from './video-cache-port.ts';

/** While it doesn't answer, answers don't wait for it: it is asked again after this. */
const REST_MS: Milliseconds = 1_000;
const COMPLAIN_EVERY_MS: Milliseconds = 60_000;

/**
 * A cache whose absence harms no answer: while the one behind it is away, every lookup is missing from the map,
 * nothing is kept, and removals are owed. They are made good before it is asked again, so that what was removed
 * meanwhile never comes back with it. Complains once a minute at most.
 */
export class ForgivingVideoCache implements VideoCache {
  readonly #cache: VideoCache;
  readonly #clock: Clock;
  readonly #onTrouble: (error: unknown) => void;
  /** Each its own object: one that is owed anew while it is being paid stays owed. */
  readonly #owed = new Map<string, { readonly cause: RemovalCause }>();
  #restsUntilMs: Milliseconds = 0;
  #complainedAtMs: Milliseconds = Number.NEGATIVE_INFINITY;

  constructor({
    cache,
    clock,
    onTrouble,
  }: {
    cache: VideoCache;
    clock: Clock;
    onTrouble: (error: unknown) => void;
  }) {
    this.#cache = cache;
    this.#clock = clock;
    this.#onTrouble = onTrouble;
  }

  async getMany(slotKeys: readonly string[]): Promise<ReadonlyMap<string, CacheLookup>> {
    return this.#try(new Map<string, CacheLookup>(), () => this.#cache.getMany(slotKeys));
  }

  async put(slotKey: string, entry: CacheEntry, ticket: CacheTicket): Promise<boolean> {
    return this.#try(false, () => this.#cache.put(slotKey, entry, ticket));
  }

  async remove(slotKey: string, cause: RemovalCause): Promise<void> {
    this.#owe(slotKey, cause);
    await this.#try(undefined, async () => undefined);
  }

  async removeUnlessShown(slotKey: string): Promise<void> {
    const isDone = await this.#try(false, async () => {
      await this.#cache.removeUnlessShown(slotKey);
      return true;
    });
    // Nobody can say by then what was shown.
    if (!isDone) this.#owe(slotKey, 'changed');
  }

  count(outcomes: readonly CacheOutcome[]): void {
    this.#cache.count(outcomes);
  }

  async counts(): Promise<CacheCounts | null> {
    return this.#try(null, () => this.#cache.counts());
  }

  async sweep(options: { readonly isDryRun: boolean }): Promise<number> {
    return this.#try(0, () => this.#cache.sweep(options));
  }

  close(): Promise<void> {
    return this.#cache.close();
  }

  #owe(slotKey: string, cause: RemovalCause): void {
    const isEvicted = cause === 'evicted' || this.#owed.get(slotKey)?.cause === 'evicted';
    this.#owed.set(slotKey, { cause: isEvicted ? 'evicted' : cause });
  }

  async #try<Value>(otherwise: Value, ask: () => Promise<Value>): Promise<Value> {
    const nowMs = this.#clock.now().getTime();
    if (nowMs < this.#restsUntilMs) return otherwise;
    try {
      await this.#payOwed();
      return await ask();
    } catch (error) {
      this.#restsUntilMs = nowMs + REST_MS;
      if (nowMs - this.#complainedAtMs >= COMPLAIN_EVERY_MS) {
        this.#complainedAtMs = nowMs;
        this.#onTrouble(error);
      }
      return otherwise;
    }
  }

  async #payOwed(): Promise<void> {
    for (const [slotKey, debt] of [...this.#owed]) {
      await this.#cache.remove(slotKey, debt.cause);
      if (this.#owed.get(slotKey) === debt) this.#owed.delete(slotKey);
    }
  }
}
