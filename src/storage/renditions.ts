import { type Selectable, sql, type Transaction } from 'kysely';
import type { Rendition, RenditionFile } from '../video/rendition.ts';
import type { Database } from './database.ts';
import type { RenditionFilesTable, RenditionsTable, Schema } from './schema.ts';

const OWN_PROVIDER = 'studio';
/** Which advisory lock the pointing of a slot holds: any number that nothing else uses. */
const SLOT_LOCK = 7_115_302;

/** Writes the rendition with its files. */
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
      link: rendition.link,
      provider: rendition.provider,
      model: rendition.model,
      prompt_digest: rendition.promptDigest,
      review: rendition.review,
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
}

/**
 * Points the slot to an approved rendition, unless what it serves is newer, or is a provider's film of the same
 * lesson version while this one is only the studio's. A film of an older lesson goes before an infographic.
 */
export async function pointSlot(tx: Transaction<Schema>, rendition: Rendition): Promise<void> {
  const { slotKey, renditionId, lessonVersion } = rendition;
  await lockSlot(tx, slotKey);
  await sql`
    insert into video_slots (slot_key, rendition_id) values (${slotKey}, ${renditionId})
      on conflict (slot_key) do update set rendition_id = excluded.rendition_id
        where not exists (
          select from renditions as served
            where served.rendition_id = video_slots.rendition_id and served.evicted_at is null
              and ((served.link = 'film' and ${rendition.link} = 'infographic')
                or served.lesson_version > ${lessonVersion}
                or (served.lesson_version = ${lessonVersion} and ${servedGoodness} > ${goodness(rendition)})))`.execute(
    tx,
  );
}

/** What another transaction points it to meanwhile is seen by the next statement only when that one is over. */
async function lockSlot(tx: Transaction<Schema>, slotKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SLOT_LOCK}, hashtext(${slotKey}))`.execute(tx);
}

/** Takes a rendition away from its slot; the best of what else was approved takes its place, or nothing. */
export async function pointAway(
  tx: Transaction<Schema>,
  { renditionId, slotKey }: Pick<Rendition, 'renditionId' | 'slotKey'>,
): Promise<void> {
  await lockSlot(tx, slotKey);
  const pointed = await tx
    .selectFrom('video_slots')
    .select('slot_key')
    .where('rendition_id', '=', renditionId)
    .executeTakeFirst();
  if (pointed === undefined) return;
  const next = await tx
    .selectFrom('renditions as served')
    .select('rendition_id')
    .where('slot_key', '=', slotKey)
    .where('rendition_id', '<>', renditionId)
    .where('review', '=', 'approved')
    .where('evicted_at', 'is', null)
    .orderBy(sql`served.link = 'film'`, 'desc')
    .orderBy('lesson_version', 'desc')
    .orderBy(servedGoodness, 'desc')
    .orderBy('published_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (next === undefined) await tx.deleteFrom('video_slots').where('slot_key', '=', slotKey).execute();
  else {
    await tx
      .updateTable('video_slots')
      .set({ rendition_id: next.rendition_id })
      .where('slot_key', '=', slotKey)
      .execute();
  }
}

/** A provider's film was ordered and approved; the studio's stands in for it, and the infographic for that. */
function goodness({ provider, link }: Pick<Rendition, 'provider' | 'link'>): number {
  if (link === 'infographic') return 0;
  return provider === OWN_PROVIDER ? 1 : 2;
}
const servedGoodness = sql<number>`(case when served.link = 'infographic' then 0
  when served.provider = ${OWN_PROVIDER} then 1 else 2 end)`;

/** The rendition that a job left at the show gate, or whose film was approved there or needed no word. */
export async function renditionOfJob(
  tx: Transaction<Schema>,
  jobId: string,
  review: 'awaiting' | 'approved',
): Promise<Rendition> {
  const row = await tx
    .selectFrom('renditions')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('review', '=', review)
    .executeTakeFirstOrThrow();
  const files = await tx
    .selectFrom('rendition_files')
    .selectAll()
    .where('rendition_id', '=', row.rendition_id)
    .orderBy('position')
    .execute();
  return renditionOf(row, files);
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
    .where('renditions.review', '=', 'approved')
    .where('renditions.evicted_at', 'is', null)
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

/** Every address that may be served, each once; the same bytes may stand in several renditions. */
export function servedFilesQuery(db: Database) {
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
    .where('renditions.review', '=', 'approved')
    .where('renditions.evicted_at', 'is', null)
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
    link: row.link,
    provider: row.provider,
    model: row.model,
    promptDigest: row.prompt_digest,
    review: row.review,
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
