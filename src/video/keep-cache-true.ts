import { isDeepStrictEqual } from 'node:util';
import { lessons } from '../lessons/catalogue.ts';
import { lessonLocales } from '../lessons/worked-value.ts';
import type { ReadSlotMedia } from './media-status.ts';
import { type SlotName, slotKey } from './slot-key.ts';
import type { VideoCache } from './video-cache-port.ts';
import type { VideoEvent, VideoEvents } from './video-events-port.ts';

export type KeepCacheTrueDependencies = {
  readonly cache: VideoCache;
  readonly events: VideoEvents;
  /** From the tables of truth, never through the cache. */
  readonly readTrueMedia: ReadSlotMedia;
  readonly onTrouble: (error: unknown) => void;
};

/**
 * Takes out of the cache what changes of videos made untrue, whoever made them: also a process that died before
 * it could say so. The events that it hands on come after that: whoever hears of a change and looks, finds it.
 * Ends with `stop`.
 */
export function keepCacheTrue({ cache, events, readTrueMedia, onTrouble }: KeepCacheTrueDependencies): {
  readonly events: VideoEvents;
  stop(): void;
} {
  const listeners = new Set<(event: VideoEvent) => void>();
  const take = async (event: VideoEvent): Promise<void> => {
    try {
      if (event.kind === 'slot_changed') await cache.remove(event.slotKey, 'changed');
      else await removeUntrue({ cache, readTrueMedia });
    } catch (error) {
      onTrouble(error);
    }
    for (const listener of [...listeners]) listener(event);
  };
  let taken = Promise.resolve();
  const stop = events.subscribe((event) => {
    taken = taken.then(() => take(event));
  });
  return {
    events: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    stop,
  };
}

/** Compares what is kept of every slot with the truth and takes out what differs; answers how many did. */
export async function removeUntrue({
  cache,
  readTrueMedia,
}: Pick<KeepCacheTrueDependencies, 'cache' | 'readTrueMedia'>): Promise<number> {
  const slots = everySlot();
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

function everySlot(): readonly SlotName[] {
  return lessons.flatMap(({ persona, topic }) => lessonLocales.map((locale) => ({ persona, topic, locale })));
}
