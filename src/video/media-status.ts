import type { Clock } from '../kernel/clock.ts';
import { findLesson } from '../lessons/catalogue.ts';
import { lessonLocales } from '../lessons/worked-value.ts';
import type { SlotName } from './slot-key.ts';
import type { SlotMedia } from './video-cache-port.ts';

/** What can be shown of a lesson now. Addresses are public paths, null where there is no such file. */
export type MediaStatus = Omit<SlotMedia, 'lessonVersion' | 'publishedAt' | 'restsUntil'> & {
  /** Since it was published. */
  readonly ageSeconds: number | null;
};

/** One answer for each slot, in their order; from a cache where there is one. */
export type ReadSlotMedia = (slots: readonly SlotName[]) => Promise<readonly SlotMedia[]>;

export type MediaStatusDependencies = { readonly readMedia: ReadSlotMedia; readonly clock: Clock };

/** Reads the state of many lessons at once. Nothing is begun by looking. */
export async function mediaStatuses(
  { readMedia, clock }: MediaStatusDependencies,
  slots: readonly SlotName[],
): Promise<readonly MediaStatus[]> {
  const now = clock.now().getTime();
  return (await readMedia(slots)).map(({ lessonVersion: _, restsUntil: __, publishedAt, ...media }) => ({
    ...media,
    ageSeconds: publishedAt === null ? null : Math.max(0, Math.floor((now - publishedAt.getTime()) / 1000)),
  }));
}

/** The same for one lesson; null where the catalogue has no such lesson in that language. */
export async function lessonMediaStatus(
  dependencies: MediaStatusDependencies,
  slot: SlotName,
): Promise<MediaStatus | null> {
  const { persona, topic, locale } = slot;
  if (!findLesson(persona, topic) || !lessonLocales.some((one) => one === locale)) return null;
  const [status] = await mediaStatuses(dependencies, [slot]);
  return status ?? null;
}
