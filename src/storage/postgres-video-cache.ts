import { type Expression, type Kysely, type Selectable, type SqlBool, sql } from 'kysely';
import type { Clock } from '../kernel/clock.ts';
import type {
  CacheCounts,
  CacheEntry,
  CacheLookup,
  CacheOutcome,
  CacheTicket,
  RemovalCause,
  SlotMedia,
  TracedCause,
  VideoCache,
} from '../video/video-cache-port.ts';
import { cachedMediaOf } from './cached-media.ts';
import type { Database } from './database.ts';
import type { VideoCacheTable, VideoCacheTables } from './video-cache-tables.ts';
import { cacheCountsOf, VideoCacheTally } from './video-cache-tally.ts';

/** Nobody takes so long between looking and putting. */
const KEPT_AFTER_MS = 24 * 3_600_000;
/** What a lookup that found no row gives: a put with it goes in only where there is still none. */
const NO_ROW: CacheTicket = '';
const SHOWN: SlotMedia['status'] = 'ready';

/**
 * The cache as a table. A removed entry leaves its row behind without media, under a new generation: that is
 * how a put that comes too late is told from one that doesn't.
 */
export class PostgresVideoCache implements VideoCache {
  readonly #db: Kysely<VideoCacheTables>;
  readonly #clock: Clock;
  readonly #tally: VideoCacheTally;

  constructor({ db, clock }: { db: Database; clock: Clock }) {
    this.#db = db.withTables<VideoCacheTables>();
    this.#clock = clock;
    this.#tally = new VideoCacheTally((delta) => this.#addCounts(delta));
  }

  async getMany(slotKeys: readonly string[]): Promise<ReadonlyMap<string, CacheLookup>> {
    if (slotKeys.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('video_cache')
      .selectAll()
      .where('slot_key', 'in', slotKeys)
      .execute();
    const found = new Map(rows.map((row) => [row.slot_key, row]));
    const now = this.#clock.now();
    return new Map(slotKeys.map((key) => [key, lookupOf(found.get(key), now)]));
  }

  async put(
    slotKey: string,
    { media, wantedVersion, expiresAt }: CacheEntry,
    ticket: CacheTicket,
  ): Promise<boolean> {
    const kept = {
      media: JSON.stringify(media),
      wanted_version: wantedVersion,
      removed_because: null,
      expires_at: expiresAt,
    };
    const done =
      ticket === NO_ROW
        ? await this.#db
            .insertInto('video_cache')
            .values({ slot_key: slotKey, ...kept })
            .onConflict((conflict) => conflict.doNothing())
            .returning('slot_key')
            .executeTakeFirst()
        : await this.#db
            .updateTable('video_cache')
            .set(kept)
            .where('slot_key', '=', slotKey)
            .where('generation', '=', Number(ticket))
            .returning('slot_key')
            .executeTakeFirst();
    return done !== undefined;
  }

  async remove(slotKey: string, cause: RemovalCause): Promise<void> {
    await this.#remove(slotKey, cause, sql<boolean>`true`);
  }

  async removeUnlessShown(slotKey: string): Promise<void> {
    const showsNothing = sql<boolean>`video_cache.media ->> 'status' is distinct from ${SHOWN}`;
    await this.#remove(slotKey, 'changed', showsNothing);
  }

  async #remove(slotKey: string, cause: RemovalCause, where: Expression<SqlBool>): Promise<void> {
    const expires_at = new Date(this.#clock.now().getTime() + KEPT_AFTER_MS);
    await this.#db
      .insertInto('video_cache')
      .values({ slot_key: slotKey, removed_because: cause === 'changed' ? 'cold' : cause, expires_at })
      .onConflict((conflict) =>
        conflict
          .column('slot_key')
          .doUpdateSet({
            generation: sql<number>`nextval('video_cache_generations')`,
            media: null,
            wanted_version: null,
            removed_because: sql<TracedCause>`
              case when ${cause} = 'evicted' then ${cause} else coalesce(video_cache.removed_because, ${cause}) end`,
            expires_at,
          })
          .where(where),
      )
      .execute();
  }

  count(outcomes: readonly CacheOutcome[]): void {
    this.#tally.count(outcomes);
  }

  async counts(): Promise<CacheCounts> {
    await this.#tally.flush();
    const rows = await this.#db.selectFrom('video_cache_counts').selectAll().execute();
    const counts = new Map(rows.map(({ outcome, count }) => [outcome, count]));
    return cacheCountsOf((outcome) => counts.get(outcome));
  }

  async sweep({ isDryRun }: { isDryRun: boolean }): Promise<number> {
    const before = new Date(this.#clock.now().getTime() - KEPT_AFTER_MS);
    if (isDryRun) {
      const { count } = await this.#db
        .selectFrom('video_cache')
        .select((column) => column.fn.countAll<number>().as('count'))
        .where('expires_at', '<', before)
        .executeTakeFirstOrThrow();
      return count;
    }
    const rows = await this.#db
      .deleteFrom('video_cache')
      .where('expires_at', '<', before)
      .returning('slot_key')
      .execute();
    return rows.length;
  }

  async close(): Promise<void> {
    await this.#tally.flush().catch(() => undefined);
  }

  async #addCounts(delta: ReadonlyMap<CacheOutcome, number>): Promise<void> {
    // In one order for all processes: two that count at once don't wait for each other in a circle.
    const rows = [...delta].map(([outcome, count]) => ({ outcome, count })).toSorted(byOutcome);
    await this.#db
      .insertInto('video_cache_counts')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .column('outcome')
          .doUpdateSet({ count: sql<number>`video_cache_counts.count + excluded.count` }),
      )
      .execute();
  }
}

function byOutcome(one: { outcome: string }, other: { outcome: string }): number {
  return one.outcome < other.outcome ? -1 : 1;
}

function lookupOf(row: Selectable<VideoCacheTable> | undefined, now: Date): CacheLookup {
  if (row === undefined) return { kind: 'absent', cause: 'cold', ticket: NO_ROW };
  const ticket = String(row.generation);
  if (row.removed_because !== null) return { kind: 'absent', cause: row.removed_because, ticket };
  const media = cachedMediaOf(row.media);
  if (media === null || row.wanted_version === null) return { kind: 'absent', cause: 'cold', ticket };
  if (row.expires_at <= now) {
    return { kind: 'absent', cause: media.status === 'failed' ? 'failed' : 'expired', ticket };
  }
  const entry = { media, wantedVersion: row.wanted_version, expiresAt: row.expires_at };
  return { kind: 'found', entry, ticket };
}
