import { type Kysely, sql } from 'kysely';

/** The hash-chained log of decisions, and beside it what may be erased of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createSubjects(db);
  await createEntries(db);
  await createDetails(db);
}

/** A member stands in the log as a digest that says nothing without this database's own key. */
async function createSubjects(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_key (
      is_only_row boolean primary key default true check (is_only_row),
      key text not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    )`.execute(db);
  await sql`insert into audit_key default values`.execute(db);
  await sql`
    create function audit_subject(member_id text) returns text language sql stable as $$
      select encode(sha256(convert_to(key || ':' || member_id, 'UTF8')), 'hex') from audit_key
    $$`.execute(db);
}

async function createEntries(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_entries (
      position bigint primary key,
      previous_hash text not null,
      body text not null,
      hash text not null,
      action text generated always as ((body::jsonb) ->> 'action') stored,
      subject text generated always as ((body::jsonb) ->> 'subject') stored
    )`.execute(db);
  await sql`create index audit_entries_of_subject on audit_entries (subject, position)`.execute(db);
  await sql`
    create table audit_head (
      is_only_row boolean primary key default true check (is_only_row),
      position bigint not null,
      hash text not null
    )`.execute(db);
  await sql`insert into audit_head (position, hash) values (0, repeat('0', 64))`.execute(db);
  // The head's row is the lock: entries get their places one at a time.
  await sql`
    create function chain_audit_entry() returns trigger language plpgsql as $$
    declare head audit_head;
    begin
      select * into strict head from audit_head for update;
      new.position := head.position + 1;
      new.previous_hash := head.hash;
      new.hash := encode(sha256(convert_to(
        new.position || E'\\n' || new.previous_hash || E'\\n' || new.body, 'UTF8')), 'hex');
      update audit_head set position = new.position, hash = new.hash;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger audit_entries_are_chained before insert on audit_entries
      for each row execute function chain_audit_entry()`.execute(db);
  await sql`
    create trigger audit_entries_only_grow before update or delete or truncate on audit_entries
      for each statement execute function refuse_change()`.execute(db);
}

async function createDetails(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_details (
      position bigint primary key references audit_entries,
      member_id text not null references members,
      detail text not null
    )`.execute(db);
  await sql`create index audit_details_of_member on audit_details (member_id, position)`.execute(db);
  await sql`
    create trigger audit_details_only_grow before update or truncate on audit_details
      for each statement execute function refuse_change()`.execute(db);
  await sql`
    create trigger audit_details_go_with_their_member before delete on audit_details
      for each row execute function refuse_removal_but_erasure()`.execute(db);
}
