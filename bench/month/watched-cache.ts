import type {
  CacheCounts,
  CacheEntry,
  CacheLookup,
  CacheOutcome,
  CacheTicket,
  RemovalCause,
  VideoCache,
} from '../../src/video/video-cache-port.ts';

/** What the product counted for one question, and whether what the cache answered could be shown. */
export type Question = { readonly outcome: CacheOutcome; readonly wasShown: boolean };

/** A cache that notes beside each outcome, as the product counts it, whether there was something to show. */
export class WatchedCache implements VideoCache {
  readonly #cache: VideoCache;
  readonly #onQuestion: (question: Question) => void;
  #asked: readonly (CacheLookup | undefined)[] = [];

  constructor(cache: VideoCache, onQuestion: (question: Question) => void) {
    this.#cache = cache;
    this.#onQuestion = onQuestion;
  }

  async getMany(slotKeys: readonly string[]): Promise<ReadonlyMap<string, CacheLookup>> {
    const lookups = await this.#cache.getMany(slotKeys);
    this.#asked = slotKeys.map((key) => lookups.get(key));
    return lookups;
  }

  count(outcomes: readonly CacheOutcome[]): void {
    for (const [index, outcome] of outcomes.entries()) {
      const lookup = this.#asked[index];
      const wasKept = outcome === 'hit' || outcome === 'stale';
      const link = lookup?.kind === 'found' ? lookup.entry.media.link : null;
      this.#onQuestion({ outcome, wasShown: wasKept && link !== null });
    }
    this.#cache.count(outcomes);
  }

  put(slotKey: string, entry: CacheEntry, ticket: CacheTicket): Promise<boolean> {
    return this.#cache.put(slotKey, entry, ticket);
  }

  remove(slotKey: string, cause: RemovalCause): Promise<void> {
    return this.#cache.remove(slotKey, cause);
  }

  removeUnlessShown(slotKey: string): Promise<void> {
    return this.#cache.removeUnlessShown(slotKey);
  }

  counts(): Promise<CacheCounts | null> {
    return this.#cache.counts();
  }

  sweep(options: { readonly isDryRun: boolean }): Promise<number> {
    return this.#cache.sweep(options);
  }

  close(): Promise<void> {
    return this.#cache.close();
  }
}
