import { type Kysely, sql } from 'kysely';

/** How a member's persona changed, what a consent covers, and runs in every language. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table persona_changes (
      member_id text not null references members,
      run_id text not null references member_runs,
      persona text not null,
      from_date date not null,
      change_number bigint generated always as identity,
      primary key (member_id, change_number)
    )`.execute(db);
  await sql`
    alter table consent_entries add column scope text[] not null default '{analysis}'
      check (cardinality(scope) > 0)`.execute(db);
  await sql`
    alter table member_runs add column translations jsonb not null default '{}'
      check (jsonb_typeof(translations) = 'object')`.execute(db);
}
