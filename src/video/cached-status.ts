import type { Clock } from '../kernel/clock.ts';
import { findLesson } from '../lessons/catalogue.ts';
import { type CacheLifetimes, cacheExpiry } from './cache-lifetimes.ts';
import { type SlotName, slotKey } from './slot-key.ts';
import { nothingToShow } from './slot-media.ts';
import type { CacheLookup, CacheOutcome, SlotMedia, VideoCache } from './video-cache-port.ts';

export type CachedStatusDependencies = {
  readonly cache: VideoCache;
  readonly clock: Clock;
  readonly lifetimes: CacheLifetimes;
  /** The tables of truth: one answer for each slot, in their order. */
  readonly read: (slots: readonly SlotName[]) => Promise<readonly SlotMedia[]>;
};

type Question = {
  readonly slot: SlotName;
  readonly key: string;
  readonly wantedVersion: number;
  /** Undefined where the cache is away. */
  readonly lookup: CacheLookup | undefined;
};

/**
 * What can be shown of each slot now, in their order: from the cache, and from the truth where the cache has
 * nothing that holds. Asks the cache once for all of them. With everything kept, the truth isn't read at all.
 */
export async function cachedStatuses(
  dependencies: CachedStatusDependencies,
  slots: readonly SlotName[],
): Promise<readonly SlotMedia[]> {
  if (slots.length === 0) return [];
  const questions = await lookUp(dependencies.cache, slots);
  const outcomes = questions.map(outcomeOf);
  dependencies.cache.count(outcomes);

  const missed = questions.filter((_, index) => !isAnswered(outcomes[index]));
  const media = missed.length === 0 ? [] : await dependencies.read(missed.map(({ slot }) => slot));
  await keep(dependencies, missed, media);
  const readNow = new Map(missed.map((question, index) => [question, media[index]]));
  return questions.map((question) => {
    const kept = question.lookup?.kind === 'found' ? question.lookup.entry.media : undefined;
    return readNow.get(question) ?? kept ?? nothingToShow;
  });
}

/**
 * Reads a slot and keeps it for whoever asks next. Nobody has asked: nothing is counted. A slot that has nothing
 * and waits for nothing is left alone, so that whoever asks learns why.
 */
export async function keepTruthOf(dependencies: CachedStatusDependencies, slot: SlotName): Promise<void> {
  const questions = await lookUp(dependencies.cache, [slot]);
  const [media] = await dependencies.read([slot]);
  if (media && media.status !== 'not_found') await keep(dependencies, questions, [media]);
}

async function lookUp(cache: VideoCache, slots: readonly SlotName[]): Promise<readonly Question[]> {
  const lookups = await cache.getMany(slots.map(slotKey));
  return slots.map((slot) => {
    const key = slotKey(slot);
    const wantedVersion = findLesson(slot.persona, slot.topic)?.version ?? 0;
    return { slot, key, wantedVersion, lookup: lookups.get(key) };
  });
}

/** Under the tickets of the lookups: they were drawn before anything was read. */
async function keep(
  { cache, clock, lifetimes }: CachedStatusDependencies,
  questions: readonly Question[],
  media: readonly SlotMedia[],
): Promise<void> {
  await Promise.all(
    questions.map(async ({ key, wantedVersion, lookup }, index) => {
      const fresh = media[index];
      if (!lookup || !fresh) return;
      const expiresAt = cacheExpiry(fresh, lifetimes, clock.now());
      await cache.put(key, { media: fresh, wantedVersion, expiresAt }, lookup.ticket);
    }),
  );
}

function outcomeOf({ lookup, wantedVersion }: Question): CacheOutcome {
  if (lookup === undefined) return 'away';
  if (lookup.kind === 'absent') return lookup.cause;
  const { entry } = lookup;
  // Where a newer program has kept it, it is as fresh as can be.
  if (entry.wantedVersion < wantedVersion) return 'version_changed';
  const shown = entry.media.lessonVersion;
  return shown !== null && shown < wantedVersion ? 'stale' : 'hit';
}

function isAnswered(outcome: CacheOutcome | undefined): boolean {
  return outcome === 'hit' || outcome === 'stale';
}
