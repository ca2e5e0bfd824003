import type { Clock } from '../kernel/clock.ts';
import type { Bytes } from '../kernel/units.ts';
import type { CleanUpStore } from './clean-up-port.ts';
import type { ListedMedia, MediaStore } from './media-store-port.ts';
import {
  type CleanUpPlan,
  type EvictionReason,
  type PlannedEviction,
  pathOf,
  planCleanUp,
  YOUNGEST_MS,
} from './plan-clean-up.ts';
import type { VideoCache } from './video-cache-port.ts';

export type CleanUpDependencies = {
  readonly store: CleanUpStore;
  readonly media: MediaStore;
  readonly cache: VideoCache;
  readonly clock: Clock;
  readonly quotaBytes: Bytes;
};

export type RemovedFile = { readonly path: string; readonly sizeBytes: Bytes };

/** What was done or, in a dry run, what would be. */
export type CleanUpReport = {
  readonly isDryRun: boolean;
  readonly quotaBytes: Bytes;
  readonly bytesBefore: Bytes;
  readonly bytesAfter: Bytes;
  readonly evictions: readonly {
    readonly renditionId: string;
    readonly slotKey: string;
    readonly reason: EvictionReason;
    /** The slot has nothing to show until it is made again. */
    readonly isSlotEmptied: boolean;
    readonly lastServedAt: Date | null;
    readonly files: readonly RemovedFile[];
  }[];
  readonly orphans: readonly RemovedFile[];
  /** Work folders that dead processes left behind. */
  readonly leftovers: readonly { readonly name: string; readonly sizeBytes: Bytes }[];
  /** Renditions at the show gate whose files aren't whole: a person should know before approving them. */
  readonly brokenAwaiting: readonly string[];
  readonly cacheEntriesForgotten: number;
  /** Came into use, or was published over, between planning and doing; the next run looks again. */
  readonly spared: readonly string[];
};

export type CleanUpOutcome =
  | { readonly kind: 'done'; readonly report: CleanUpReport }
  | { readonly kind: 'busy' };

/**
 * Removes what nobody needs and keeps what films take within the quota. Row first, file after: a crash in
 * between leaves a file without a row, and the next run takes it. Safe beside workers, servers and reviews.
 * A dry run changes nothing and says what the next run would do. `busy` where another process cleans up.
 */
export async function cleanUp(
  dependencies: CleanUpDependencies,
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<CleanUpOutcome> {
  if (isDryRun) return { kind: 'done', report: await look(dependencies) };
  const ran = await dependencies.store.alone(() => work(dependencies));
  return ran.kind === 'busy' ? ran : { kind: 'done', report: ran.value };
}

async function plan({ store, media, quotaBytes, clock }: CleanUpDependencies): Promise<CleanUpPlan> {
  const renditions = await store.renditions();
  const files = await media.list();
  const planned = planCleanUp({ renditions, files, quotaBytes, now: clock.now() });
  const isAwaited = await Promise.all(planned.orphans.map((orphan) => store.isNeeded(orphan)));
  return { ...planned, orphans: planned.orphans.filter((_, index) => !isAwaited[index]) };
}

async function look(dependencies: CleanUpDependencies): Promise<CleanUpReport> {
  const { media, cache, quotaBytes } = dependencies;
  const { evictions, orphans, brokenAwaiting, bytesBefore, bytesAfter } = await plan(dependencies);
  return {
    isDryRun: true,
    quotaBytes,
    bytesBefore,
    bytesAfter,
    evictions: evictions.map((eviction) => reported(eviction, eviction.files.map(removedFile))),
    orphans: orphans.map(removedFile),
    leftovers: await media.leftovers(),
    brokenAwaiting: brokenAwaiting.map(({ renditionId }) => renditionId),
    cacheEntriesForgotten: await cache.sweep({ isDryRun: true }),
    spared: [],
  };
}

async function work(dependencies: CleanUpDependencies): Promise<CleanUpReport> {
  const { media, cache, quotaBytes } = dependencies;
  const { evictions, orphans, brokenAwaiting, bytesBefore } = await plan(dependencies);
  const done: CleanUpReport['evictions'][number][] = [];
  const spared: string[] = [];
  for (const eviction of evictions) {
    if (!(await evict(dependencies, eviction))) spared.push(eviction.rendition.renditionId);
    else done.push(reported(eviction, await removeFiles(dependencies, eviction.files)));
  }
  const orphansRemoved = await removeFiles(dependencies, orphans);
  const leftovers = await media.leftovers();
  await media.removeLeftovers();
  const removed = [...done.flatMap(({ files }) => files), ...orphansRemoved];
  return {
    isDryRun: false,
    quotaBytes,
    bytesBefore,
    bytesAfter: bytesBefore - removed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    evictions: done,
    orphans: orphansRemoved,
    leftovers,
    brokenAwaiting: brokenAwaiting.map(({ renditionId }) => renditionId),
    cacheEntriesForgotten: await cache.sweep({ isDryRun: false }),
    spared,
  };
}

async function evict(
  { store, media, cache, clock }: CleanUpDependencies,
  { rendition, reason, terms }: PlannedEviction,
): Promise<boolean> {
  if (reason === 'file_missing') {
    // Somebody may have put the file since it was looked for.
    const sizes = await Promise.all(rendition.files.map((file) => media.sizeOf(file)));
    if (sizes.every((size, index) => size === rendition.files[index]?.sizeBytes)) return false;
  }
  if (!(await store.evict(rendition.renditionId, terms, clock.now()))) return false;
  if (rendition.isCurrent) await cache.remove(rendition.slotKey, 'evicted');
  return true;
}

async function removeFiles(
  { store, media, clock }: CleanUpDependencies,
  files: readonly ListedMedia[],
): Promise<readonly RemovedFile[]> {
  const putBefore = new Date(clock.now().getTime() - YOUNGEST_MS);
  const removed: RemovedFile[] = [];
  for (const file of files) {
    // A rendition written meanwhile may have the same bytes; one that is about to be written has put them afresh.
    if (await store.isNeeded(file)) continue;
    if ((await media.removeUnlessFresh(file, { putBefore })) === 'removed') removed.push(removedFile(file));
  }
  return removed;
}

function reported({ rendition, reason }: PlannedEviction, files: readonly RemovedFile[]) {
  const { renditionId, slotKey, isCurrent, lastServedAt } = rendition;
  return { renditionId, slotKey, reason, isSlotEmptied: isCurrent, lastServedAt, files };
}

function removedFile(file: ListedMedia): RemovedFile {
  return { path: pathOf(file), sizeBytes: file.sizeBytes };
}
