import { type Kysely, sql } from 'kysely';

/** Paid providers: attempts with their money, the day's cap, both gates, and more states for a job. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await widenJobs(db);
  await createAttempts(db);
  await createMoney(db);
  await createApprovals(db);
  await widenRenditions(db);
}

async function widenJobs(db: Kysely<unknown>): Promise<void> {
  await sql`drop index video_jobs_one_unended`.execute(db);
  await sql`
    alter table video_jobs
      drop constraint video_jobs_state_check,
      drop constraint video_jobs_check,
      drop constraint video_jobs_check2`.execute(db);
  await sql`alter table video_jobs rename column attempt to claim`.execute(db);
  await sql`
    update video_jobs set state = 'queued', claim = 0
      where state in ('rendering', 'validating', 'publishing')`.execute(db);
  await sql`
    alter table video_jobs
      add column track text not null default 'studio' check (track in ('studio', 'provider')),
      add column priority smallint not null default 5 check (priority between 1 and 10),
      add column gate text check (gate in ('spend', 'show')),
      add column planned_provider text,
      add column planned_model text,
      add column planned_prompt_digest text,
      add column next_poll_at timestamptz,
      add column leased_until timestamptz,
      add constraint video_jobs_state_check check (state in ('queued', 'working', 'waiting',
        'awaiting_approval', 'unknown', 'timed_out', 'ready', 'failed', 'rejected')),
      add constraint video_jobs_failure_check check (state <> 'failed' or failure_code is not null),
      add constraint video_jobs_lease_check check ((state = 'working') = (leased_until is not null)),
      add constraint video_jobs_planned_check
        check ((gate is not distinct from 'spend') = (planned_provider is not null)),
      add constraint video_jobs_at_gate_check check ((state = 'awaiting_approval') = (gate is not null)),
      add constraint video_jobs_poll_check check ((state = 'waiting') = (next_poll_at is not null))`.execute(
    db,
  );
  // However many processes ask at once, each track of a slot has one job that has not ended.
  await sql`
    create unique index video_jobs_one_unended on video_jobs (slot_key, track)
      where state not in ('ready', 'failed', 'rejected')`.execute(db);
  await sql`create index video_jobs_due on video_jobs (next_poll_at) where state = 'waiting'`.execute(db);
}

async function createAttempts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table video_attempts (
      attempt_id text primary key,
      job_id text not null references video_jobs (job_id),
      ordinal integer not null check (ordinal >= 1),
      provider text not null,
      model text not null,
      size text not null,
      duration_seconds integer not null check (duration_seconds > 0),
      prompt_digest text not null,
      state text not null check (state in
        ('reserved', 'starting', 'started', 'unknown', 'delivered', 'failed', 'abandoned')),
      start_calls integer not null default 0,
      look_ups integer not null default 0,
      misses integer not null default 0,
      deliveries integer not null default 0,
      called_at timestamptz,
      handle jsonb,
      doubles jsonb not null default '[]',
      progress double precision not null default 0 check (progress between 0 and 1),
      progress_at timestamptz,
      deadline_at timestamptz,
      started_at timestamptz,
      completed_at timestamptz,
      expires_at timestamptz,
      estimated_micro_usd bigint check (estimated_micro_usd >= 0),
      reserved_micro_usd bigint not null check (reserved_micro_usd >= 0),
      settled_micro_usd bigint check (settled_micro_usd >= 0),
      money text not null check (money in ('free', 'reserved', 'settled', 'released')),
      failure_code text,
      failure_message text,
      delivered jsonb,
      differences jsonb,
      created_at timestamptz not null default clock_timestamp(),
      updated_at timestamptz not null default clock_timestamp(),
      unique (job_id, ordinal),
      check (state in ('reserved', 'starting', 'unknown', 'failed', 'abandoned') or handle is not null),
      check (state <> 'failed' or failure_code is not null),
      check ((money = 'settled') = (settled_micro_usd is not null))
    )`.execute(db);
  // One job never has two calls open: the next provider is asked when the last one is known lost.
  await sql`
    create unique index video_attempts_one_open on video_attempts (job_id)
      where state in ('reserved', 'starting', 'started', 'unknown')`.execute(db);
  await sql`create index video_attempts_by_provider on video_attempts (provider, created_at)`.execute(db);
}

async function createMoney(db: Kysely<unknown>): Promise<void> {
  // One row: every reservation updates it, so the cap is asked and taken in one step.
  await sql`
    create table video_budget (
      is_only boolean primary key default true check (is_only),
      day date not null,
      reserved_micro_usd bigint not null default 0 check (reserved_micro_usd >= 0),
      spent_today_micro_usd bigint not null default 0 check (spent_today_micro_usd >= 0)
    )`.execute(db);
  await sql`insert into video_budget (day) values (current_date)`.execute(db);
  await sql`
    create table video_budget_entries (
      entry_number bigint generated always as identity primary key,
      attempt_id text not null references video_attempts,
      kind text not null check (kind in ('reserve', 'settle', 'release', 'found')),
      micro_usd bigint not null check (micro_usd >= 0),
      at timestamptz not null default clock_timestamp()
    )`.execute(db);
  // Money is set aside once for an attempt and given back or spent once, whatever happens.
  await sql`
    create unique index video_budget_reserved_once on video_budget_entries (attempt_id)
      where kind = 'reserve'`.execute(db);
  await sql`
    create unique index video_budget_closed_once on video_budget_entries (attempt_id)
      where kind in ('settle', 'release')`.execute(db);
}

async function createApprovals(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table video_approvals (
      approval_number bigint generated always as identity primary key,
      gate text not null check (gate in ('spend', 'show')),
      job_id text not null references video_jobs (job_id),
      prompt_digest text not null,
      provider text not null,
      model text not null,
      film_sha256 text,
      verdict text not null check (verdict in ('approved', 'rejected')),
      by_name text not null check (by_name <> ''),
      reason text,
      at timestamptz not null,
      check ((gate = 'show') = (film_sha256 is not null))
    )`.execute(db);
  await sql`
    create index video_approvals_spend on video_approvals (prompt_digest, provider, model, approval_number)
      where gate = 'spend'`.execute(db);
}

async function widenRenditions(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table renditions
      drop constraint renditions_duration_ms_check,
      add column link text not null default 'film' check (link in ('film', 'infographic')),
      add column model text,
      add column prompt_digest text,
      add column review text not null default 'approved' check (review in ('approved', 'awaiting', 'rejected')),
      add column created_at timestamptz not null default clock_timestamp(),
      add column last_served_at timestamptz,
      add column evicted_at timestamptz,
      add constraint renditions_duration_ms_check check (duration_ms >= 0)`.execute(db);
}
