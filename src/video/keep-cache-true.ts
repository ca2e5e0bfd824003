import { isDeepStrictEqual } from 'node:util';
import { lessons } from '../lessons/catalogue.ts';
import { lessonLocales } from '../lessons/worked-value.ts';
import { type SlotName, slotKey } from './slot-key.ts';
import type { SlotMedia, VideoCache } from './video-cache-port.ts';
import type { VideoEvents } from './video-events-port.ts';

type ReadSlots = (slots: readonly SlotName[]) => Promise<readonly SlotMedia[]>;

/**
 * Takes out of the cache what changes of videos made untrue, whoever made them: also a process that died before
 * it could say so. Ends when the answer is called.
 */
export function keepCacheTrue({
  cache,
  events,
  read,
  onTrouble,
}: {
  cache: VideoCache;
  events: VideoEvents;
  /** The tables of truth, never through the cache. */
  read: ReadSlots;
  onTrouble: (error: unknown) => void;
}): () => void {
  return events.subscribe((event) => {
    const done =
      event.kind === 'slot_changed'
        ? cache.remove(event.slotKey, 'changed')
        : removeUntrue({ cache, read }, everySlot());
    done.catch(onTrouble);
  });
}

/** Compares what is kept of the slots with the truth and takes out what differs; answers how many did. */
export async function removeUntrue(
  { cache, read }: { cache: VideoCache; read: ReadSlots },
  slots: readonly SlotName[],
): Promise<number> {
  // In this order: what changes in between is taken out once too often, never once too seldom.
  const lookups = await cache.getMany(slots.map(slotKey));
  const truth = await read(slots);
  const untrue = slots.filter((slot, index) => {
    const lookup = lookups.get(slotKey(slot));
    return lookup?.kind === 'found' && !isDeepStrictEqual(lookup.entry.media, truth[index]);
  });
  for (const slot of untrue) await cache.remove(slotKey(slot), 'changed');
  return untrue.length;
}

export function everySlot(): readonly SlotName[] {
  return lessons.flatMap(({ persona, topic }) => lessonLocales.map((locale) => ({ persona, topic, locale })));
}
