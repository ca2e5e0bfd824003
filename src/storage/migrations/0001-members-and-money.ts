import { type Kysely, sql } from 'kysely';

/** Members, their money as the bank tells it, and what was put aside at import. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createMembersAndAccounts(db);
  await createTransactions(db);
  await createLiabilities(db);
  await createImports(db);
}

async function createMembersAndAccounts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table members (
      member_id text primary key check (member_id <> ''),
      display_name text,
      story text,
      is_sample boolean not null default false,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`
    create table accounts (
      member_id text not null references members,
      account_id text not null check (account_id <> ''),
      type text not null,
      subtype text,
      holder_category text check (holder_category in ('personal', 'business', 'unrecognized')),
      name text,
      official_name text,
      mask text,
      currency text,
      balance_cents bigint,
      available_cents bigint,
      limit_cents bigint,
      primary key (member_id, account_id)
    )`.execute(db);
}

async function createTransactions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table transactions (
      member_id text not null,
      transaction_id text not null check (transaction_id <> ''),
      account_id text not null,
      date date not null,
      authorized_date date,
      amount_cents bigint not null,
      currency text,
      merchant_name text,
      description text not null,
      category_primary text,
      category_detailed text,
      payment_channel text,
      is_pending boolean not null,
      pending_transaction_id text,
      primary key (member_id, transaction_id),
      foreign key (member_id, account_id) references accounts,
      check (category_detailed is null or category_primary is not null)
    )`.execute(db);
  await sql`
    create table removed_transactions (
      member_id text not null references members,
      transaction_id text not null,
      primary key (member_id, transaction_id)
    )`.execute(db);
}

async function createLiabilities(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table credit_liabilities (
      member_id text not null,
      account_id text not null,
      aprs jsonb not null check (jsonb_typeof(aprs) = 'array'),
      is_overdue boolean,
      last_payment_cents bigint,
      last_payment_date date,
      minimum_payment_cents bigint,
      last_statement_balance_cents bigint,
      last_statement_date date,
      next_payment_due_date date,
      primary key (member_id, account_id),
      foreign key (member_id, account_id) references accounts
    )`.execute(db);
}

async function createImports(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table imports (
      import_id text primary key,
      file_name text not null,
      imported_at timestamptz not null,
      rows_read bigint not null default 0,
      rows_accepted bigint not null default 0,
      rows_unchanged bigint not null default 0,
      rows_quarantined bigint not null default 0,
      member_ids text[] not null default '{}',
      check (rows_read = rows_accepted + rows_quarantined),
      check (rows_unchanged between 0 and rows_accepted)
    )`.execute(db);
  await sql`
    create table quarantined_rows (
      import_id text not null references imports,
      ordinal bigint not null,
      file text not null,
      place text not null,
      code text not null,
      message text not null,
      primary key (import_id, ordinal)
    )`.execute(db);
}
