import { type Kysely, sql } from 'kysely';

/** Sign-in links and sessions. Of their secrets only the SHA-256 is here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sign_in_links (
      token_sha256 text primary key check (token_sha256 ~ '^[0-9a-f]{64}$'),
      role text not null check (role in ('member', 'operator')),
      member_id text references members,
      name text not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      check ((role = 'member') = (member_id is not null))
    )`.execute(db);
  await sql`
    create table sessions (
      session_sha256 text primary key check (session_sha256 ~ '^[0-9a-f]{64}$'),
      role text not null check (role in ('member', 'operator')),
      member_id text references members,
      name text not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      revoked_at timestamptz,
      check ((role = 'member') = (member_id is not null))
    )`.execute(db);
}
