import { createHash } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { CleanUpStore } from './clean-up-port.ts';
import type { PublishedFile } from './job-store-port.ts';
import type { MediaStore } from './media-store-port.ts';
import type { VideoCache } from './video-cache-port.ts';

export type RetireDependencies = {
  readonly cleanUpStore: CleanUpStore;
  readonly media: MediaStore;
  readonly cache: VideoCache;
  readonly clock: Clock;
};

/**
 * A stored file whose bytes aren't those that were approved: what is made of it is no longer shown, so that the
 * next who looks has it made anew, and the file is put aside for whoever wants to know what happened. Answers
 * the slots that lost what they served; none where the bytes are right at a second look.
 */
export async function retireChangedFile(
  { cleanUpStore, media, cache, clock }: RetireDependencies,
  file: PublishedFile,
): Promise<readonly string[]> {
  const digest = createHash('sha256');
  for await (const chunk of media.read(file)) digest.update(chunk);
  if (digest.digest('hex') === file.sha256) return [];
  const emptied: string[] = [];
  for (const { renditionId, slotKey, isCurrent, files } of await cleanUpStore.renditions()) {
    if (!files.some((one) => one.hash === file.hash && one.extension === file.extension)) continue;
    const isGone = await cleanUpStore.evict(renditionId, { isCurrent, notServedSince: null }, clock.now());
    if (!isGone || !isCurrent) continue;
    await cache.remove(slotKey, 'evicted');
    emptied.push(slotKey);
  }
  await media.setAside(file);
  return emptied;
}
