import type { Database } from '../../src/storage/database.ts';
import type { PostgresVideoEvents } from '../../src/storage/postgres-video-events.ts';
import type { CacheLifetimes } from '../../src/video/cache-lifetimes.ts';
import { keepCacheTrue } from '../../src/video/keep-cache-true.ts';
import type { ReadSlotMedia } from '../../src/video/media-status.ts';
import type { VideoCache } from '../../src/video/video-cache-port.ts';
import type { Agenda } from './agenda.ts';
import { fail } from './fail.ts';
import { HeldEvents, MARK } from './held-events.ts';

/** What the database tells reaches the cache at the end of a step, all of it, and never in the middle. */
export async function keepTrue({
  cache,
  agenda,
  lifetimes,
  db,
  events,
  readTrueMedia,
}: {
  cache: VideoCache;
  agenda: Agenda;
  lifetimes: CacheLifetimes;
  db: Database;
  events: PostgresVideoEvents;
  readTrueMedia: ReadSlotMedia;
}) {
  const held = new HeldEvents(db, events);
  const kept = keepCacheTrue({
    cache,
    clock: agenda,
    lifetimes,
    events: held,
    readTrueMedia,
    onTrouble: fail,
  });
  let onMark = (): void => undefined;
  kept.events.subscribe((event) => {
    if (event.kind === 'slot_changed' && event.slotKey === MARK) onMark();
  });
  const settle = async (): Promise<void> => {
    const isTaken = new Promise<void>((resolve) => {
      onMark = resolve;
    });
    await held.letThrough();
    await isTaken;
  };
  await held.listening();
  await settle();
  return { settle, stop: kept.stop };
}
