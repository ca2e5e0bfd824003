import type { Selectable, Transaction } from 'kysely';
import type { Rendition, RenditionFile } from '../video/rendition.ts';
import type { Database } from './database.ts';
import type { RenditionFilesTable, RenditionsTable, Schema } from './schema.ts';

/** Writes the rendition with its files and points its slot to it. */
export async function writeRendition(
  tx: Transaction<Schema>,
  jobId: string,
  rendition: Rendition,
): Promise<void> {
  await tx
    .insertInto('renditions')
    .values({
      rendition_id: rendition.renditionId,
      job_id: jobId,
      slot_key: rendition.slotKey,
      persona: rendition.persona,
      topic: rendition.topic,
      locale: rendition.locale,
      lesson_version: rendition.lessonVersion,
      provider: rendition.provider,
      duration_ms: rendition.durationMs,
      published_at: rendition.publishedAt,
    })
    .execute();
  const files = rendition.files.map((file, position) => ({
    rendition_id: rendition.renditionId,
    position,
    kind: file.kind,
    extension: file.extension,
    locale: file.locale,
    hash: file.hash,
    sha256: file.sha256,
    size_bytes: file.sizeBytes,
  }));
  if (files.length > 0) await tx.insertInto('rendition_files').values(files).execute();
  const slot = { slot_key: rendition.slotKey, rendition_id: rendition.renditionId };
  await tx
    .insertInto('video_slots')
    .values(slot)
    .onConflict((conflict) => conflict.column('slot_key').doUpdateSet({ rendition_id: slot.rendition_id }))
    .execute();
}

/** By slot, the renditions served now. Two queries however many slots are asked for. */
export async function currentRenditions(
  db: Database,
  slotKeys: readonly string[],
): Promise<ReadonlyMap<string, Rendition>> {
  if (slotKeys.length === 0) return new Map();
  const rows = await db
    .selectFrom('video_slots')
    .innerJoin('renditions', 'renditions.rendition_id', 'video_slots.rendition_id')
    .selectAll('renditions')
    .where('video_slots.slot_key', 'in', slotKeys)
    .execute();
  if (rows.length === 0) return new Map();
  const files = await db
    .selectFrom('rendition_files')
    .selectAll()
    .where(
      'rendition_id',
      'in',
      rows.map((row) => row.rendition_id),
    )
    .orderBy('position')
    .execute();
  const filesOf = Map.groupBy(files, (file) => file.rendition_id);
  return new Map(rows.map((row) => [row.slot_key, renditionOf(row, filesOf.get(row.rendition_id) ?? [])]));
}

/** Every address that a rendition has, each once; the same bytes may stand in several renditions. */
export function publishedFilesQuery(db: Database) {
  return db
    .selectFrom('rendition_files')
    .innerJoin('renditions', 'renditions.rendition_id', 'rendition_files.rendition_id')
    .select([
      'rendition_files.hash',
      'rendition_files.extension',
      'renditions.persona',
      'renditions.topic',
      'rendition_files.sha256',
      'rendition_files.size_bytes as sizeBytes',
    ])
    .distinct()
    .orderBy('rendition_files.hash')
    .orderBy('rendition_files.extension')
    .orderBy('renditions.persona')
    .orderBy('renditions.topic');
}

function renditionOf(
  row: Selectable<RenditionsTable>,
  files: readonly Selectable<RenditionFilesTable>[],
): Rendition {
  return {
    renditionId: row.rendition_id,
    slotKey: row.slot_key,
    persona: row.persona,
    topic: row.topic,
    locale: row.locale,
    lessonVersion: row.lesson_version,
    provider: row.provider,
    durationMs: row.duration_ms,
    files: files.map(fileOf),
    publishedAt: row.published_at,
  };
}

function fileOf(row: Selectable<RenditionFilesTable>): RenditionFile {
  return {
    kind: row.kind,
    extension: row.extension,
    locale: row.locale,
    hash: row.hash,
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
  };
}
