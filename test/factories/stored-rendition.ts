import { createHash, randomUUID } from 'node:crypto';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../src/storage/database.ts';
import { FilesystemMediaStore } from '../../src/storage/filesystem-media-store.ts';
import type { StoredMedia } from '../../src/video/media-store-port.ts';

export type RenditionWish = {
  /** Renditions of one slot share it. */
  readonly slotKey?: string;
  /** What its film's bytes are; the same for two renditions makes them share the file. */
  readonly bytes?: string;
  readonly isCurrent?: boolean;
  readonly provider?: string;
  readonly model?: string | null;
  readonly review?: 'approved' | 'awaiting' | 'rejected';
  readonly createdAt: Date;
  readonly publishedAt?: Date;
  readonly lastServedAt?: Date | null;
};

export type MadeRendition = {
  readonly renditionId: string;
  readonly slotKey: string;
  readonly film: StoredMedia;
};

const lesson = { persona: 'savings_builder', topic: 'goal_setting' };

export const freshSlotKey = (): string =>
  createHash('sha256').update(randomUUID()).digest('hex').slice(0, 16);

/** A film on the disk, put when the rendition was made. */
export async function storedFilm(dataDir: string, bytes: string, putAt: Date): Promise<StoredMedia> {
  const media = new FilesystemMediaStore(dataDir);
  const folder = await media.openWorkFolder();
  const path = join(folder.path, 'film.mp4');
  await writeFile(path, bytes);
  const stored = await media.put({ ...lesson, path, extension: 'mp4' });
  await folder.remove();
  await utimes(filmPath(dataDir, stored), putAt, putAt);
  return stored;
}

export function filmPath(dataDir: string, { persona, topic, hash, extension }: StoredMedia): string {
  return join(dataDir, 'videos', persona, topic, `${hash}.${extension}`);
}

/** A rendition of one film, with its file, its ended job and, where it is current, its slot: as they would stand later. */
export async function storedRendition(
  { db, dataDir }: { db: Database; dataDir: string },
  wish: RenditionWish,
): Promise<MadeRendition> {
  const { slotKey = freshSlotKey(), bytes = randomUUID(), createdAt, isCurrent = true } = wish;
  const film = await storedFilm(dataDir, bytes, createdAt);
  const renditionId = randomUUID();
  const jobId = randomUUID();
  const slot = { slot_key: slotKey, ...lesson, locale: 'en', lesson_version: 1 };
  await db
    .insertInto('video_jobs')
    .values({ job_id: jobId, ...slot, track: 'studio', state: 'ready' })
    .execute();
  await db
    .insertInto('renditions')
    .values({
      rendition_id: renditionId,
      job_id: jobId,
      ...slot,
      link: 'film',
      provider: wish.provider ?? 'studio',
      model: wish.model ?? null,
      prompt_digest: null,
      review: wish.review ?? 'approved',
      duration_ms: 8_000,
      published_at: wish.publishedAt ?? createdAt,
      created_at: createdAt,
      last_served_at: wish.lastServedAt ?? null,
    })
    .execute();
  await db
    .insertInto('rendition_files')
    .values({
      rendition_id: renditionId,
      position: 0,
      kind: 'film',
      extension: film.extension,
      locale: null,
      hash: film.hash,
      sha256: film.sha256,
      size_bytes: film.sizeBytes,
    })
    .execute();
  if (isCurrent) await pointSlotTo(db, { slotKey, renditionId });
  return { renditionId, slotKey, film };
}

export async function pointSlotTo(
  db: Database,
  { slotKey, renditionId }: Pick<MadeRendition, 'slotKey' | 'renditionId'>,
): Promise<void> {
  await db
    .insertInto('video_slots')
    .values({ slot_key: slotKey, rendition_id: renditionId })
    .onConflict((conflict) => conflict.column('slot_key').doUpdateSet({ rendition_id: renditionId }))
    .execute();
}
