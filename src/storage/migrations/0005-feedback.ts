import { type Kysely, sql } from 'kysely';

/** What members said about what they were shown: it only grows, and goes when its member is erased. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table feedback (
      feedback_number bigint generated always as identity primary key,
      member_id text not null references members,
      recommendation_id text not null,
      topic text not null,
      kind text not null check (kind in ('helpful', 'not_helpful', 'dismissed', 'saved', 'withdrawn')),
      actor_role text not null check (actor_role in ('member', 'operator', 'system')),
      actor_name text not null,
      at timestamptz not null
    )`.execute(db);
  await sql`create index feedback_of_member on feedback (member_id, feedback_number)`.execute(db);
  await sql`
    create index member_runs_by_recommendation on member_runs using gin (recommendations jsonb_path_ops)`.execute(
    db,
  );
  // Rows of the member whose erasure this transaction announces may go, others never.
  await sql`
    create function refuse_removal_but_erasure() returns trigger language plpgsql as $$
    begin
      if old.member_id = current_setting('spendsense.erased_member', true) then return old; end if;
      raise exception '% only grows: % is refused', tg_table_name, lower(tg_op)
        using errcode = 'restrict_violation';
    end $$`.execute(db);
  await sql`
    create trigger feedback_only_grows before update or truncate on feedback
      for each statement execute function refuse_change()`.execute(db);
  await sql`
    create trigger feedback_goes_with_its_member before delete on feedback
      for each row execute function refuse_removal_but_erasure()`.execute(db);
  await sql`drop trigger consent_entries_only_grow on consent_entries`.execute(db);
  await sql`
    create trigger consent_entries_only_grow before update or truncate on consent_entries
      for each statement execute function refuse_change()`.execute(db);
  await sql`
    create trigger consent_entries_go_with_their_member before delete on consent_entries
      for each row execute function refuse_removal_but_erasure()`.execute(db);
}
