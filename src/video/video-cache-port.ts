import type { Milliseconds, Ratio } from '../kernel/units.ts';

/**
 * What can be shown of a slot, as it stands in the tables of truth. Moments, never ages: it must stay true
 * while it is kept. Addresses are public paths, null where there is no such file.
 */
export type SlotMedia = {
  readonly status: 'ready' | 'processing' | 'awaiting_approval' | 'failed' | 'not_found';
  /** Which link of the chain serves; null where nothing does. */
  readonly link: 'film' | 'infographic' | null;
  /** Of what is shown; null where nothing is. */
  readonly lessonVersion: number | null;
  readonly url: string | null;
  readonly posterUrl: string | null;
  readonly captionsUrl: string | null;
  readonly infographicUrl: string | null;
  readonly transcriptUrl: string | null;
  /** Which part of one picture belongs to each second, as VTT. */
  readonly thumbnailsUrl: string | null;
  readonly provider: string | null;
  readonly publishedAt: Date | null;
  readonly progress: Ratio;
  readonly durationMs: Milliseconds | null;
  /** Only where `failed`: until when nothing new is begun for it. */
  readonly restsUntil: Date | null;
};

/** What is kept of a slot. */
export type CacheEntry = {
  readonly media: SlotMedia;
  /** The lesson's version when it was read: what was shown then may be older. */
  readonly wantedVersion: number;
  readonly expiresAt: Date;
};

/** Why an entry was taken out: the slot isn't what it was, or its files went to keep within the quota. */
export type RemovalCause = 'changed' | 'evicted';

/** What a removal leaves behind: its cause, or that there was nothing to take out. */
export type TracedCause = 'cold' | RemovalCause;

/**
 * - `cold`: nothing was kept
 * - `expired`: what was kept is too old
 * - `failed`: what was kept said that the last attempt failed, and its rest is over
 * - `changed`, `evicted`: it was taken out
 */
export type AbsenceCause = 'expired' | 'failed' | TracedCause;

/** Which removals a reading has seen. Opaque; given back with what was read. */
export type CacheTicket = string;

export type CacheLookup =
  | { readonly kind: 'found'; readonly entry: CacheEntry; readonly ticket: CacheTicket }
  | { readonly kind: 'absent'; readonly cause: AbsenceCause; readonly ticket: CacheTicket };

/**
 * What became of a question. `hit` and `stale` were answered from the cache, `stale` with the film of an older
 * lesson version, which a slot shows until the new one is there. All others went to the truth: `version_changed`
 * because the lesson has changed since, `away` because the cache didn't answer.
 */
export const cacheOutcomes = [
  'hit',
  'stale',
  'cold',
  'expired',
  'failed',
  'changed',
  'evicted',
  'version_changed',
  'away',
] as const;
export type CacheOutcome = (typeof cacheOutcomes)[number];
export type CacheCounts = Readonly<Record<CacheOutcome, number>>;

/**
 * Keeps what was read of slots, for all processes. It may forget anything at any time. It never keeps what was
 * read before a removal: a `put` is refused where its ticket was drawn before the slot's last `remove`.
 * Methods throw where the store behind them is away.
 */
export interface VideoCache {
  /** In one round trip; one lookup for each key. */
  getMany(slotKeys: readonly string[]): Promise<ReadonlyMap<string, CacheLookup>>;
  /** `ticket` comes from the lookup that preceded the reading. False where it was refused. */
  put(slotKey: string, entry: CacheEntry, ticket: CacheTicket): Promise<boolean>;
  /**
   * To be called after the change is committed. `evicted` is what the next question is told in any case;
   * `changed` only where something was kept, else what it would have been told before.
   */
  remove(slotKey: string, cause: RemovalCause): Promise<void>;
  /**
   * The same, as `changed`, where only a job of the slot has moved on. What is kept of a slot that shows
   * something stays: it shows that until something else is published, whatever its jobs do.
   */
  removeUnlessShown(slotKey: string): Promise<void>;
  /** Adds to the counts soon: cheap, never throws. What a crash takes with it is not counted. */
  count(outcomes: readonly CacheOutcome[]): void;
  /** Since the cache was made, over all processes. Null where it is away: a count that isn't known is not 0. */
  counts(): Promise<CacheCounts | null>;
  /** Forgets what nobody may be answered with any more; answers how much, also where it only looks. */
  sweep(options: { readonly isDryRun: boolean }): Promise<number>;
  close(): Promise<void>;
}
