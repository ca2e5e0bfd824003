import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/kernel/clock.ts';
import { nothingToShow } from '../../src/video/slot-media.ts';
import type { CacheEntry, CacheLookup, SlotMedia, VideoCache } from '../../src/video/video-cache-port.ts';

const NOON = new Date('2026-11-22T12:00:00.123Z');
const HOUR_MS = 3_600_000;

const freshKey = (): string => randomBytes(8).toString('hex');

const readyMedia = (lessonVersion = 3): SlotMedia => ({
  status: 'ready',
  link: 'film',
  lessonVersion,
  url: '/videos/0123456789abcdef.mp4',
  posterUrl: '/videos/0123456789abcdef.jpg',
  captionsUrl: '/videos/0123456789abcdef.vtt',
  infographicUrl: '/videos/0123456789abcdef.svg',
  transcriptUrl: null,
  thumbnailsUrl: '/videos/fedcba9876543210.vtt',
  provider: 'studio',
  publishedAt: new Date('2026-11-20T08:00:00.456Z'),
  progress: 1,
  durationMs: 8_000,
  restsUntil: null,
});
const failedMedia: SlotMedia = {
  ...nothingToShow,
  status: 'failed',
  restsUntil: new Date(NOON.getTime() + HOUR_MS),
};

const entryOf = (media: SlotMedia): CacheEntry => ({
  media,
  wantedVersion: 3,
  expiresAt: new Date(NOON.getTime() + HOUR_MS),
});

/** A time that stands still until it is moved. */
export function settableClock(): Clock & { at: Date } {
  const clock = { at: NOON, now: () => clock.at };
  return clock;
}

/** What every cache promises. Suites share a store, open it as often as they like, and use slots of their own. */
export function videoCacheContract(adapter: string, open: (clock: Clock) => Promise<VideoCache>): void {
  const look = async (cache: VideoCache, key: string): Promise<CacheLookup> => {
    const lookup = (await cache.getMany([key])).get(key);
    if (!lookup) throw new TypeError('there is a lookup for every key');
    return lookup;
  };
  const keep = async (cache: VideoCache, key: string, media: SlotMedia): Promise<boolean> =>
    cache.put(key, entryOf(media), (await look(cache, key)).ticket);

  describe(`VideoCache on ${adapter}`, () => {
    test('what was kept comes back as it was, for every process; the rest is cold', async () => {
      const clock = settableClock();
      const [cache, other] = [await open(clock), await open(clock)];
      const [ready, failed, cold] = [freshKey(), freshKey(), freshKey()];
      expect(await keep(cache, ready, readyMedia())).toBe(true);
      expect(await keep(cache, failed, failedMedia)).toBe(true);
      const found = await other.getMany([ready, failed, cold]);
      expect(found.get(ready)).toMatchObject({ kind: 'found', entry: entryOf(readyMedia()) });
      expect(found.get(failed)).toMatchObject({ kind: 'found', entry: entryOf(failedMedia) });
      expect(found.get(cold)).toMatchObject({ kind: 'absent', cause: 'cold' });
      expect((await cache.getMany([])).size).toBe(0);
      await Promise.all([cache.close(), other.close()]);
    });

    test.each([
      { what: 'film', media: readyMedia(), cause: 'expired' },
      { what: 'failure', media: failedMedia, cause: 'failed' },
    ])(
      'a $what holds until the moment it expires and not longer, and may then be read anew',
      async ({ media, cause }) => {
        const clock = settableClock();
        const cache = await open(clock);
        const key = freshKey();
        await keep(cache, key, media);
        clock.at = new Date(NOON.getTime() + HOUR_MS - 1);
        expect(await look(cache, key)).toMatchObject({ kind: 'found' });
        clock.at = new Date(NOON.getTime() + HOUR_MS);
        expect(await look(cache, key)).toMatchObject({ kind: 'absent', cause });
        const later = { ...entryOf(readyMedia(4)), expiresAt: new Date(NOON.getTime() + 2 * HOUR_MS) };
        expect(await cache.put(key, later, (await look(cache, key)).ticket)).toBe(true);
        expect(await look(cache, key)).toMatchObject({ kind: 'found', entry: later });
        await cache.close();
      },
    );

    test('what was taken out is absent and says why; an eviction is remembered until something is kept', async () => {
      const cache = await open(settableClock());
      const key = freshKey();
      const causes: string[] = [];
      await keep(cache, key, readyMedia());
      for (const cause of ['changed', 'changed', 'evicted', 'changed'] as const) {
        await cache.remove(key, cause);
        const lookup = await look(cache, key);
        causes.push(lookup.kind === 'absent' ? lookup.cause : 'found');
      }
      expect(causes).toEqual(['changed', 'changed', 'evicted', 'evicted']);
      await keep(cache, key, readyMedia());
      await cache.remove(key, 'changed');
      expect(await look(cache, key)).toMatchObject({ kind: 'absent', cause: 'changed' });
      await cache.close();
    });

    test('a change of what nobody kept leaves it cold, an eviction is told all the same', async () => {
      const cache = await open(settableClock());
      const key = freshKey();
      const causes: string[] = [];
      for (const cause of ['changed', 'changed', 'evicted', 'changed'] as const) {
        await cache.remove(key, cause);
        const lookup = await look(cache, key);
        causes.push(lookup.kind === 'absent' ? lookup.cause : 'found');
      }
      expect(causes).toEqual(['cold', 'cold', 'evicted', 'evicted']);
      await cache.close();
    });

    test('a job that moves on leaves what shows something, and takes out what doesn’t', async () => {
      const clock = settableClock();
      const [cache, other] = [await open(clock), await open(clock)];
      const [ready, failed, none, evicted] = [freshKey(), freshKey(), freshKey(), freshKey()];
      await keep(cache, ready, readyMedia());
      await keep(cache, failed, failedMedia);
      await cache.remove(evicted, 'evicted');
      const early = (await look(other, failed)).ticket;
      for (const key of [ready, failed, none, evicted]) await cache.removeUnlessShown(key);
      expect(await look(cache, ready)).toMatchObject({ kind: 'found', entry: entryOf(readyMedia()) });
      expect(await look(cache, failed)).toMatchObject({ kind: 'absent', cause: 'changed' });
      expect(await look(cache, none)).toMatchObject({ kind: 'absent', cause: 'cold' });
      expect(await look(cache, evicted)).toMatchObject({ kind: 'absent', cause: 'evicted' });
      expect(await other.put(failed, entryOf(failedMedia), early)).toBe(false);
      await Promise.all([cache.close(), other.close()]);
    });

    const before: readonly {
      what: string;
      prepare: (cache: VideoCache, key: string) => Promise<unknown>;
      cause: string;
    }[] = [
      { what: 'nothing', prepare: async () => undefined, cause: 'cold' },
      { what: 'a film', prepare: (cache, key) => keep(cache, key, readyMedia()), cause: 'changed' },
      {
        what: 'the trace of a removal',
        prepare: (cache, key) => cache.remove(key, 'evicted'),
        cause: 'evicted',
      },
    ];
    test.each(before)(
      'what was read before a removal is not kept after it, where $what was kept',
      async ({ prepare, cause }) => {
        const clock = settableClock();
        const [reader, writer] = [await open(clock), await open(clock)];
        const key = freshKey();
        await prepare(reader, key);
        const { ticket } = await look(reader, key);
        await writer.remove(key, 'changed');
        expect(await reader.put(key, entryOf(readyMedia(2)), ticket)).toBe(false);
        expect(await look(reader, key)).toMatchObject({ kind: 'absent', cause });
        expect(await keep(reader, key, readyMedia(3))).toBe(true);
        await Promise.all([reader.close(), writer.close()]);
      },
    );

    test('while readers and writers race, no reader ever leaves an older truth behind', async () => {
      const clock = settableClock();
      const arbiter = await open(clock);
      const caches = await Promise.all(Array.from({ length: 4 }, () => open(clock)));
      const key = freshKey();
      let truth = 1;
      const read = async (cache: VideoCache): Promise<void> => {
        const { ticket } = await look(cache, key);
        const seen = truth;
        // A slow reader: others come between its reading and its putting.
        for (let turn = 0; turn < seen % 3; turn += 1) await look(cache, key);
        await cache.put(key, entryOf(readyMedia(seen)), ticket);
      };
      const change = async (cache: VideoCache): Promise<void> => {
        for (let turn = 0; turn < truth % 4; turn += 1) await look(cache, key);
        truth += 1;
        await cache.remove(key, 'changed');
      };
      for (let round = 0; round < 25; round += 1) {
        await Promise.all(
          caches.flatMap((cache, index) => [
            read(cache),
            index % 2 === 0 ? change(cache) : read(cache),
            read(cache),
          ]),
        );
        const lookup = await look(arbiter, key);
        if (lookup.kind === 'found') expect(lookup.entry.media.lessonVersion).toBe(truth);
      }
      await Promise.all([arbiter, ...caches].map((cache) => cache.close()));
    });

    test('what is counted in several processes is added up, and nothing of it is lost at their end', async () => {
      const clock = settableClock();
      const [one, other] = [await open(clock), await open(clock)];
      const counted = async () => {
        const counts = await one.counts();
        if (counts === null) throw new TypeError('the cache is there');
        return counts;
      };
      const earlier = await counted();
      one.count(['hit', 'hit', 'stale']);
      other.count(['hit', 'cold', 'away']);
      await other.close();
      const { hit, stale, cold, away, evicted } = await counted();
      expect([hit - earlier.hit, stale - earlier.stale, cold - earlier.cold, away - earlier.away]).toEqual([
        3, 1, 1, 1,
      ]);
      expect(evicted).toBe(earlier.evicted);
      await one.close();
    });

    test('sweeping takes nothing that still answers', async () => {
      const clock = settableClock();
      const cache = await open(clock);
      const key = freshKey();
      await keep(cache, key, readyMedia());
      await cache.sweep({ isDryRun: false });
      expect(await look(cache, key)).toMatchObject({ kind: 'found' });
      await cache.close();
    });
  });
}
