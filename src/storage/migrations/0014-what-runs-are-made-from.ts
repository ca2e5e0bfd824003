import { type Kysely, sql } from 'kysely';

/** Which import each row came with, what a run was made from, personas of both windows, who was here before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table imports add column import_number bigint generated always as identity unique`.execute(
    db,
  );
  await sql`create index imports_of_member on imports using gin (member_ids)`.execute(db);
  for (const table of ['accounts', 'transactions', 'credit_liabilities']) {
    await sql`alter table ${sql.table(table)} add column import_number bigint`.execute(db);
  }
  await sql`
    create index audit_entries_of_import on audit_entries (((body::jsonb) -> 'facts' ->> 'importId'))
      where action = 'bank_file_imported'`.execute(db);
  await sql`alter table member_runs add column basis jsonb`.execute(db);
  await sql`
    alter table persona_changes add column signal_window text not null default '180d'
      check (signal_window in ('30d', '180d'))`.execute(db);
  await sql`alter table members add column erased_at timestamptz`.execute(db);
}
