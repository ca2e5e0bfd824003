import { type Kysely, sql } from 'kysely';

/** The word members gave, which only grows, and what was made from their data while it held. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table consent_entries (
      entry_number bigint generated always as identity primary key,
      member_id text not null references members,
      action text not null check (action in ('grant', 'revoke')),
      actor_role text not null check (actor_role in ('member', 'operator', 'system')),
      actor_name text not null,
      reason text not null,
      at timestamptz not null
    )`.execute(db);
  await sql`create index consent_entries_latest on consent_entries (member_id, entry_number desc)`.execute(
    db,
  );
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% only grows: % is refused', tg_table_name, lower(tg_op)
        using errcode = 'restrict_violation';
    end $$`.execute(db);
  await sql`
    create trigger consent_entries_only_grow
      before update or delete or truncate on consent_entries
      for each statement execute function refuse_change()`.execute(db);
  await sql`
    create table member_runs (
      run_id text primary key,
      member_id text not null references members,
      as_of date not null,
      ran_at timestamptz not null,
      input_digest text not null check (input_digest ~ '^[0-9a-f]{64}$'),
      windows jsonb not null,
      personas jsonb not null,
      recommendations jsonb not null check (jsonb_typeof(recommendations) = 'array'),
      is_current boolean not null,
      hidden_at timestamptz,
      check (not (is_current and hidden_at is not null))
    )`.execute(db);
  await sql`create unique index member_runs_one_current on member_runs (member_id) where is_current`.execute(
    db,
  );
}
