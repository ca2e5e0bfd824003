import type { Bytes, Milliseconds } from '../kernel/units.ts';
import type { EvictionTerms, StoredRendition } from './clean-up-port.ts';
import type { ListedMedia, MediaName } from './media-store-port.ts';

/**
 * - `file_missing`: one of its files isn't there whole, so the slot has to be made again
 * - `superseded`: its slot has served another one for a day
 * - `rejected`: a person said no to it
 * - `quota`: everything together takes more than it may
 */
export type EvictionReason = 'file_missing' | 'superseded' | 'rejected' | 'quota';

export type PlannedEviction = {
  readonly rendition: StoredRendition;
  readonly reason: EvictionReason;
  readonly terms: EvictionTerms;
  /** Those that no other rendition needs by then. */
  readonly files: readonly ListedMedia[];
};

export type CleanUpPlan = {
  readonly evictions: readonly PlannedEviction[];
  /** Files that no rendition has. */
  readonly orphans: readonly ListedMedia[];
  /** Await approval, and one of their files isn't there whole: a person should know. */
  readonly brokenAwaiting: readonly StoredRendition[];
  readonly bytesBefore: Bytes;
  readonly bytesAfter: Bytes;
};

/** Nothing younger is touched: whoever publishes, approves or has just opened a page may still need it. */
export const YOUNGEST_MS: Milliseconds = 24 * 3_600_000;
/** That a file was served is written down once an hour: whoever got it since isn't known. */
const SERVED_NOTED_EVERY_MS: Milliseconds = 3_600_000;
/** Served within this time counts as being served now. */
const BEING_SERVED_MS: Milliseconds = 15 * 60_000 + SERVED_NOTED_EVERY_MS;

export const pathOf = ({ persona, topic, hash, extension }: MediaName): string =>
  `${persona}/${topic}/${hash}.${extension}`;

/**
 * What should go, in the order in which it should go. `renditions` must have been read before `files` were
 * listed: files are put before their rendition is written, so that what was just published is never missing.
 */
export function planCleanUp({
  renditions,
  files,
  quotaBytes,
  now,
}: {
  renditions: readonly StoredRendition[];
  files: readonly ListedMedia[];
  quotaBytes: Bytes;
  now: Date;
}): CleanUpPlan {
  const disk = new Disk(renditions, files);
  const notServedSince = before(now, BEING_SERVED_MS);
  const isIdle = (one: StoredRendition): boolean =>
    disk.isSettled(one, now) && !isServedSince(one, notServedSince);
  const evictions: PlannedEviction[] = [];
  const evict = (rendition: StoredRendition, reason: EvictionReason): void => {
    const terms = {
      isCurrent: rendition.isCurrent,
      notServedSince: reason === 'file_missing' ? null : notServedSince,
    };
    evictions.push({ rendition, reason, terms, files: disk.release(rendition) });
  };

  const broken = renditions.filter((one) => !disk.isWhole(one));
  const [awaiting, lost] = [broken.filter(awaitsApproval), broken.filter((one) => !awaitsApproval(one))];
  for (const rendition of lost) evict(rendition, 'file_missing');

  const orphans = disk.orphans().filter(({ modifiedAt }) => modifiedAt < before(now, YOUNGEST_MS));
  for (const orphan of orphans) disk.forget(orphan);

  const idle = renditions.filter((one) => disk.isWhole(one) && !awaitsApproval(one) && isIdle(one));
  const past = idle.filter(({ isCurrent }) => !isCurrent).toSorted(byUse);
  const isLongPast = ({ slotSince }: StoredRendition): boolean =>
    slotSince === null || slotSince < before(now, YOUNGEST_MS);
  for (const one of past.filter(isLongPast))
    evict(one, one.review === 'rejected' ? 'rejected' : 'superseded');

  const current = idle.filter(({ isCurrent }) => isCurrent).toSorted(byUse);
  const inTurn = [
    ...past.filter((one) => !isLongPast(one)),
    ...current.filter(({ isPaid }) => !isPaid),
    ...current.filter(({ isPaid }) => isPaid),
  ];
  for (const rendition of inTurn) {
    if (disk.bytes <= quotaBytes) break;
    if (disk.wouldFree(rendition) > 0) evict(rendition, 'quota');
  }
  return {
    evictions,
    orphans,
    brokenAwaiting: awaiting,
    bytesBefore: disk.bytesBefore,
    bytesAfter: disk.bytes,
  };
}

/** The files as they would lie there after what was decided so far. */
class Disk {
  readonly #listed: Map<string, ListedMedia>;
  readonly #needs = new Map<string, number>();
  readonly bytesBefore: Bytes;
  bytes: Bytes;

  constructor(renditions: readonly StoredRendition[], files: readonly ListedMedia[]) {
    this.#listed = new Map(files.map((file) => [pathOf(file), file]));
    for (const path of renditions.flatMap(pathsOf)) this.#needs.set(path, (this.#needs.get(path) ?? 0) + 1);
    this.bytesBefore = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    this.bytes = this.bytesBefore;
  }

  isWhole({ files }: StoredRendition): boolean {
    return files.every((file) => this.#listed.get(pathOf(file))?.sizeBytes === file.sizeBytes);
  }

  /** Neither the rendition nor any of its files is young. */
  isSettled(rendition: StoredRendition, now: Date): boolean {
    const limit = before(now, YOUNGEST_MS);
    const puts = rendition.files.map((file) => this.#listed.get(pathOf(file))?.modifiedAt);
    return rendition.createdAt < limit && puts.every((put) => put === undefined || put < limit);
  }

  orphans(): readonly ListedMedia[] {
    return [...this.#listed].filter(([path]) => !this.#needs.has(path)).map(([, file]) => file);
  }

  forget(file: ListedMedia): void {
    if (this.#listed.delete(pathOf(file))) this.bytes -= file.sizeBytes;
  }

  wouldFree(rendition: StoredRendition): Bytes {
    const freed = pathsOf(rendition).filter((path) => this.#needs.get(path) === 1);
    return freed.reduce((sum, path) => sum + (this.#listed.get(path)?.sizeBytes ?? 0), 0);
  }

  /** The rendition needs its files no longer; answers those that nobody needs any more. */
  release(rendition: StoredRendition): readonly ListedMedia[] {
    const free: ListedMedia[] = [];
    for (const path of pathsOf(rendition)) {
      const needs = (this.#needs.get(path) ?? 1) - 1;
      this.#needs.set(path, needs);
      const file = this.#listed.get(path);
      if (needs > 0 || file === undefined) continue;
      free.push(file);
      this.forget(file);
    }
    return free;
  }
}

const pathsOf = ({ files }: StoredRendition): readonly string[] => [...new Set(files.map(pathOf))];
const before = (now: Date, ms: Milliseconds): Date => new Date(now.getTime() - ms);
const awaitsApproval = ({ review }: StoredRendition): boolean => review === 'awaiting';

function isServedSince({ lastServedAt }: StoredRendition, moment: Date): boolean {
  return lastServedAt !== null && lastServedAt >= moment;
}

/** Least recently wanted first. */
function byUse(one: StoredRendition, other: StoredRendition): number {
  const usedAt = ({ lastServedAt, createdAt }: StoredRendition) => (lastServedAt ?? createdAt).getTime();
  return usedAt(one) - usedAt(other) || (one.renditionId < other.renditionId ? -1 : 1);
}
