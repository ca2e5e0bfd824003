import { type Kysely, sql } from 'kysely';

/** Video jobs, finished renditions with their files, and which rendition a slot serves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table video_jobs (
      job_id text primary key default gen_random_uuid(),
      job_number bigint generated always as identity unique,
      slot_key text not null check (slot_key ~ '^[0-9a-f]{16}$'),
      persona text not null,
      topic text not null,
      locale text not null,
      lesson_version integer not null,
      state text not null
        check (state in ('queued', 'rendering', 'validating', 'publishing', 'ready', 'failed')),
      attempt integer not null default 0 check (attempt >= 0),
      progress double precision not null default 0 check (progress between 0 and 1),
      failure_code text,
      failure_message text,
      created_at timestamptz not null default clock_timestamp(),
      updated_at timestamptz not null default clock_timestamp(),
      check ((state = 'failed') = (failure_code is not null)),
      check ((failure_code is null) = (failure_message is null)),
      check (state <> 'queued' or attempt = 0),
      unique (job_id, slot_key)
    )`.execute(db);
  // However many processes ask at once, a slot has one job that has not ended.
  await sql`
    create unique index video_jobs_one_unended on video_jobs (slot_key)
      where state not in ('ready', 'failed')`.execute(db);
  await sql`create index video_jobs_latest on video_jobs (slot_key, job_number desc)`.execute(db);
  await sql`
    create table renditions (
      rendition_id text primary key,
      job_id text not null unique,
      slot_key text not null,
      persona text not null,
      topic text not null,
      locale text not null,
      lesson_version integer not null,
      provider text not null,
      duration_ms bigint not null check (duration_ms > 0),
      published_at timestamptz not null,
      foreign key (job_id, slot_key) references video_jobs (job_id, slot_key),
      unique (rendition_id, slot_key)
    )`.execute(db);
  await sql`
    create table rendition_files (
      rendition_id text not null references renditions,
      position integer not null,
      kind text not null check (kind in ('film', 'poster', 'captions', 'infographic', 'transcript')),
      extension text not null,
      locale text,
      hash text not null,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      size_bytes bigint not null check (size_bytes > 0),
      primary key (rendition_id, position),
      check (hash = left(sha256, 16)),
      check ((kind = 'captions') = (locale is not null))
    )`.execute(db);
  await sql`create index rendition_files_by_address on rendition_files (hash, extension)`.execute(db);
  await sql`
    create table video_slots (
      slot_key text primary key,
      rendition_id text not null,
      foreign key (rendition_id, slot_key) references renditions (rendition_id, slot_key)
    )`.execute(db);
}
