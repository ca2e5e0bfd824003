import { lessons } from '../lessons/catalogue.ts';
import { lessonLocales } from '../lessons/worked-value.ts';
import type { MediaStatus } from './media-status.ts';
import { type SlotName, slotKey } from './slot-key.ts';
import type { VideoEvent, VideoEvents } from './video-events-port.ts';

/** What pages are told. `position` counts up by one with each piece of news of this feed. */
export type MediaNews = { readonly position: number } & (
  | { readonly kind: 'changed'; readonly slot: SlotName; readonly media: MediaStatus }
  /** Something changed that couldn't be heard or read: whoever shows films asks for itself. */
  | { readonly kind: 'missed_some' }
);

export type MediaFeedDependencies = {
  readonly events: VideoEvents;
  /** The lesson's media as the rows have it now: a cached answer would be the old news. */
  readonly readStatus: (slot: SlotName) => Promise<MediaStatus | null>;
};

/**
 * Turns "this slot changed" into the slot's media, read once for all who listen. While a slot is being read,
 * any number of further changes lead to one more reading, so the last state is always told and reads never
 * pile up. Nobody listens, nothing is read.
 */
export class MediaFeed {
  readonly #readStatus: MediaFeedDependencies['readStatus'];
  readonly #listeners = new Set<(news: MediaNews) => void>();
  readonly #reading = new Map<string, 'once' | 'again'>();
  readonly #leave: () => void;
  #position = 0;

  constructor({ events, readStatus }: MediaFeedDependencies) {
    this.#readStatus = readStatus;
    this.#leave = events.subscribe((event) => this.#hear(event));
  }

  /** How many pieces of news there were. */
  get position(): number {
    return this.#position;
  }

  subscribe(listener: (news: MediaNews) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#leave();
    this.#listeners.clear();
  }

  #hear(event: VideoEvent): void {
    if (event.kind === 'missed_some') {
      this.#tell(event);
      return;
    }
    const slot = slotsByKey.get(event.slotKey);
    if (slot) this.#look(event.slotKey, slot);
  }

  #look(key: string, slot: SlotName): void {
    if (this.#listeners.size === 0) {
      // The position moves all the same: whoever comes back learns that there was news.
      this.#position += 1;
      return;
    }
    if (this.#reading.has(key)) return void this.#reading.set(key, 'again');
    this.#reading.set(key, 'once');
    void this.#read(key, slot);
  }

  async #read(key: string, slot: SlotName): Promise<void> {
    const media = await this.#readStatus(slot).catch(() => null);
    const isStale = this.#reading.get(key) === 'again';
    this.#reading.delete(key);
    this.#tell(media ? { kind: 'changed', slot, media } : { kind: 'missed_some' });
    if (isStale) this.#look(key, slot);
  }

  #tell(news: { kind: 'changed'; slot: SlotName; media: MediaStatus } | { kind: 'missed_some' }): void {
    this.#position += 1;
    const numbered = { ...news, position: this.#position };
    for (const listener of [...this.#listeners]) listener(numbered);
  }
}

/** Every slot there is, by the name that rows know it by. */
const slotsByKey: ReadonlyMap<string, SlotName> = new Map(
  lessons
    .flatMap(({ persona, topic }) => lessonLocales.map((locale) => ({ persona, topic, locale })))
    .map((slot) => [slotKey(slot), slot]),
);
