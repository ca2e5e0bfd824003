import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../kernel/clock.ts';
import { lessons } from '../lessons/catalogue.ts';
import { lessonLocales } from '../lessons/worked-value.ts';
import type { CacheLifetimes } from './cache-lifetimes.ts';
import { keepTruthOf } from './cached-status.ts';
import type { ReadSlotMedia } from './media-status.ts';
import { type SlotName, slotKey } from './slot-key.ts';
import type { VideoCache } from './video-cache-port.ts';
import type { VideoEvent, VideoEvents } from './video-events-port.ts';

export type KeepCacheTrueDependencies = {
  readonly cache: VideoCache;
  readonly clock: Clock;
  readonly lifetimes: CacheLifetimes;
  readonly events: VideoEvents;
  /** From the tables of truth, never through the cache. */
  readonly readTrueMedia: ReadSlotMedia;
  readonly onTrouble: (error: unknown) => void;
};

/**
 * Takes out of the cache what changes of videos made untrue, whoever made them: also a process that died before
 * it could say so. The events that it hands on come after that: whoever hears of a change and looks, finds it.
 * Then it keeps what is true now, so that the next who asks needn't read it. Ends with `stop`.
 */
export function keepCacheTrue(dependencies: KeepCacheTrueDependencies): {
  readonly events: VideoEvents;
  stop(): void;
} {
  const keeper = new CacheKeeper(dependencies);
  const leave = dependencies.events.subscribe((event) => keeper.hear(event));
  return {
    events: keeper,
    stop: () => {
      leave();
      keeper.stop();
    },
  };
}

class CacheKeeper implements VideoEvents {
  readonly #use: KeepCacheTrueDependencies;
  readonly #listeners = new Set<(event: VideoEvent) => void>();
  /** By slot, how many changes were heard of and not taken in yet. */
  readonly #ahead = new Map<string, number>();
  #taken = Promise.resolve();
  #isOver = false;

  constructor(dependencies: KeepCacheTrueDependencies) {
    this.#use = dependencies;
  }

  subscribe(listener: (event: VideoEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** One after the other, in the order in which they are told. */
  hear(event: VideoEvent): void {
    if (event.kind === 'slot_changed')
      this.#ahead.set(event.slotKey, (this.#ahead.get(event.slotKey) ?? 0) + 1);
    this.#taken = this.#taken.then(() => this.#take(event));
  }

  stop(): void {
    this.#isOver = true;
    this.#listeners.clear();
  }

  async #take(event: VideoEvent): Promise<void> {
    const { cache } = this.#use;
    await this.#orTrouble(() =>
      event.kind === 'slot_changed' ? cache.remove(event.slotKey, 'changed') : removeUntrue(this.#use),
    );
    for (const listener of [...this.#listeners]) listener(event);
    if (event.kind === 'slot_changed') await this.#keepAnew(event.slotKey);
  }

  /** A film that is being made changes a hundred times: what is about to change again isn't read. */
  async #keepAnew(changedKey: string): Promise<void> {
    const stillAhead = (this.#ahead.get(changedKey) ?? 1) - 1;
    if (stillAhead > 0) return void this.#ahead.set(changedKey, stillAhead);
    this.#ahead.delete(changedKey);
    const slot = slotsByKey.get(changedKey);
    if (!slot || this.#isOver) return;
    await this.#orTrouble(() => keepTruthOf({ ...this.#use, read: this.#use.readTrueMedia }, slot));
  }

  async #orTrouble(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#isOver) this.#use.onTrouble(error);
    }
  }
}

/** Compares what is kept of every slot with the truth and takes out what differs; answers how many did. */
export async function removeUntrue({
  cache,
  readTrueMedia,
}: Pick<KeepCacheTrueDependencies, 'cache' | 'readTrueMedia'>): Promise<number> {
  const slots = [...slotsByKey.values()];
  // In this order: what changes in between is taken out once too often, never once too seldom.
  const lookups = await cache.getMany(slots.map(slotKey));
  const truth = await readTrueMedia(slots);
  const untrue = slots.filter((slot, index) => {
    const lookup = lookups.get(slotKey(slot));
    return lookup?.kind === 'found' && !isDeepStrictEqual(lookup.entry.media, truth[index]);
  });
  for (const slot of untrue) await cache.remove(slotKey(slot), 'changed');
  return untrue.length;
}

/** Every slot there is, by the name that rows know it by. */
const slotsByKey: ReadonlyMap<string, SlotName> = new Map(
  lessons
    .flatMap(({ persona, topic }) => lessonLocales.map((locale) => ({ persona, topic, locale })))
    .map((slot) => [slotKey(slot), slot]),
);
