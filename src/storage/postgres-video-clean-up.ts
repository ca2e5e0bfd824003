import { sql, type Transaction } from 'kysely';
import { openAttemptStates } from '../video/attempt.ts';
import type { CleanUpStore, EvictionTerms, StoredRendition } from '../video/clean-up-port.ts';
import type { MediaName } from '../video/media-store-port.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

const LOCK = 915_306_725;
const FREE_PROVIDER = 'studio';

/** One process at a time by an advisory lock, which goes with its connection: nobody can die holding it. */
export class PostgresVideoCleanUp implements CleanUpStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async alone<Value>(
    work: () => Promise<Value>,
  ): Promise<{ readonly kind: 'done'; readonly value: Value } | { readonly kind: 'busy' }> {
    return this.#db.connection().execute(async (own) => {
      const asked = await sql<{ held: boolean }>`select pg_try_advisory_lock(${LOCK}) as held`.execute(own);
      if (asked.rows[0]?.held !== true) return { kind: 'busy' };
      try {
        return { kind: 'done', value: await work() };
      } finally {
        await sql`select pg_advisory_unlock(${LOCK})`.execute(own);
      }
    });
  }

  async renditions(): Promise<readonly StoredRendition[]> {
    return this.#db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const rows = await renditionRows(tx);
        const files = await tx.selectFrom('rendition_files').selectAll().orderBy('position').execute();
        const filesOf = Map.groupBy(files, (file) => file.rendition_id);
        return rows.map(
          ({ persona, topic, provider, model, servedId, ...row }): StoredRendition => ({
            ...row,
            isCurrent: servedId === row.renditionId,
            isPaid: provider !== FREE_PROVIDER || model !== null,
            files: (filesOf.get(row.renditionId) ?? []).map(({ hash, extension, size_bytes }) => ({
              persona,
              topic,
              hash,
              extension,
              sizeBytes: size_bytes,
            })),
          }),
        );
      });
  }

  async evict(renditionId: string, terms: EvictionTerms, at: Date): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      if (!(await mayGo(tx, renditionId, terms))) return false;
      await tx.deleteFrom('video_slots').where('rendition_id', '=', renditionId).execute();
      await tx.deleteFrom('rendition_files').where('rendition_id', '=', renditionId).execute();
      await tx
        .updateTable('renditions')
        .set({ evicted_at: at })
        .where('rendition_id', '=', renditionId)
        .execute();
      return true;
    });
  }

  async isNeeded(file: MediaName): Promise<boolean> {
    return (await this.#isInRendition(file)) || (await isAwaited(this.#db, file));
  }

  async #isInRendition({ persona, topic, hash, extension }: MediaName): Promise<boolean> {
    const found = await this.#db
      .selectFrom('rendition_files')
      .innerJoin('renditions', 'renditions.rendition_id', 'rendition_files.rendition_id')
      .select('rendition_files.rendition_id')
      .where('rendition_files.hash', '=', hash)
      .where('rendition_files.extension', '=', extension)
      .where('renditions.persona', '=', persona)
      .where('renditions.topic', '=', topic)
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  }
}

/** A film that came with the answer to an order: bought, and not delivered yet. */
async function isAwaited(db: Database, { persona, topic, hash }: MediaName): Promise<boolean> {
  const found = await db
    .selectFrom('video_attempts')
    .select('attempt_id')
    .where('state', 'in', openAttemptStates)
    .where(sql<boolean>`handle @> ${JSON.stringify({ persona, topic, hash })}::jsonb`)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Each rendition that wasn't evicted, with the one that its slot serves beside it. */
function renditionRows(tx: Transaction<Schema>) {
  return tx
    .selectFrom('renditions as own')
    .leftJoin('video_slots as slot', 'slot.slot_key', 'own.slot_key')
    .leftJoin('renditions as served', 'served.rendition_id', 'slot.rendition_id')
    .select([
      'own.rendition_id as renditionId',
      'own.slot_key as slotKey',
      'own.persona',
      'own.topic',
      'own.provider',
      'own.model',
      'own.review',
      'own.created_at as createdAt',
      'own.last_served_at as lastServedAt',
      'served.published_at as slotSince',
      'slot.rendition_id as servedId',
    ])
    .where('own.evicted_at', 'is', null)
    .orderBy('own.rendition_id')
    .execute();
}

/**
 * Holds the rendition's row until the transaction ends: whoever approves it, or points a slot to it, waits or
 * has been here before.
 */
async function mayGo(tx: Transaction<Schema>, renditionId: string, terms: EvictionTerms): Promise<boolean> {
  const row = await tx
    .selectFrom('renditions')
    .select(['review', 'last_served_at', 'evicted_at'])
    .where('rendition_id', '=', renditionId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.evicted_at !== null || row.review === 'awaiting') return false;
  const { notServedSince } = terms;
  if (notServedSince && row.last_served_at && row.last_served_at >= notServedSince) return false;
  const slot = await tx
    .selectFrom('video_slots')
    .select('slot_key')
    .where('rendition_id', '=', renditionId)
    .forUpdate()
    .executeTakeFirst();
  return (slot !== undefined) === terms.isCurrent;
}
