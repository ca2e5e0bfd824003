import { type Kysely, sql } from 'kysely';

/** What was last read of each slot, kept so that answers needn't read it again, and how often that helped. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Never the same number twice: a reading that began before a removal can't pass for one that began after it.
  await sql`create sequence video_cache_generations`.execute(db);
  await sql`
    create table video_cache (
      slot_key text primary key check (slot_key ~ '^[0-9a-f]{16}$'),
      generation bigint not null default nextval('video_cache_generations'),
      media jsonb,
      wanted_version integer,
      removed_because text check (removed_because in ('changed', 'evicted')),
      expires_at timestamptz not null,
      check ((media is null) = (wanted_version is null)),
      check ((media is null) = (removed_because is not null))
    )`.execute(db);
  await sql`
    create table video_cache_counts (
      outcome text primary key,
      count bigint not null check (count >= 0)
    )`.execute(db);
}
