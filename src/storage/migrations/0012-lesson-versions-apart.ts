import { type Kysely, sql } from 'kysely';

/**
 * A track of a slot has one un-ended job for each lesson version: what became unclear about an old version's
 * film doesn't keep the new one from being ordered. And what an attempt has to know of its own: how long its
 * provider may take, what that one says it takes, and whether a person was told that it stays unclear.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index video_jobs_one_unended`.execute(db);
  await sql`
    create unique index video_jobs_one_unended on video_jobs (slot_key, track, lesson_version)
      where state not in ('ready', 'failed', 'rejected')`.execute(db);
  await sql`
    alter table video_attempts
      add column deadline_ms bigint check (deadline_ms >= 0),
      add column quoted_micro_usd bigint check (quoted_micro_usd >= 0),
      add column told_at timestamptz,
      add column not_ready integer not null default 0`.execute(db);
  await sql`
    alter table video_budget_entries
      drop constraint video_budget_entries_kind_check,
      add constraint video_budget_entries_kind_check
        check (kind in ('reserve', 'raise', 'settle', 'release', 'found'))`.execute(db);
  await sql`
    update video_attempts
      set deadline_ms = greatest(0, extract(epoch from deadline_at - started_at) * 1000)::bigint
      where deadline_at is not null and started_at is not null`.execute(db);
}
