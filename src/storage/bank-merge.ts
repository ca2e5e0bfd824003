import { type RawBuilder, sql, type Transaction } from 'kysely';
import { accountColumns, type BankColumns, liabilityColumns, transactionColumns } from './bank-columns.ts';
import { type MergedMembers, mergeMembers } from './bank-merge-members.ts';
import { stagedTableOf } from './bank-staging.ts';
import type { Schema } from './schema.ts';

type Tx = Transaction<Schema>;

/** Of one table: how many rows were taken, and how many of them changed anything. */
type Taken = { readonly accepted: number; readonly changed: number };

type Merged = MergedMembers & {
  readonly accepted: number;
  readonly changed: number;
  readonly quarantined: number;
};

type Numbered = { readonly importNumber: number };

/** Puts what was staged into the real tables. All counts are of rows in the file. */
export async function mergeStaged(
  tx: Tx,
  source: { importId: string; importNumber: number; fileName: string },
): Promise<Merged> {
  // Sorting and joining a large file spills to disk otherwise; only for this transaction.
  await sql`set local work_mem = '64MB'`.execute(tx);
  const members = await mergeMembers(tx);
  const accounts = await mergeAccounts(tx, source);
  const quarantined = await quarantineUnknownAccounts(tx, source);
  const transactions = await mergeTransactions(tx, source);
  const liabilities = await mergeLiabilities(tx, source);
  const taken = [accounts, transactions, liabilities];
  return {
    accepted: taken.reduce((sum, one) => sum + one.accepted, 0),
    changed: taken.reduce((sum, one) => sum + one.changed, 0),
    quarantined,
    ...members,
  };
}

async function mergeAccounts(tx: Tx, source: Numbered): Promise<Taken> {
  await acceptRows(tx, accountColumns, sql`true`);
  return await upsertAccepted(tx, accountColumns, source);
}

async function mergeLiabilities(tx: Tx, source: Numbered): Promise<Taken> {
  await acceptRows(tx, liabilityColumns, hasAccount);
  return await upsertAccepted(tx, liabilityColumns, source);
}

/**
 * Later rows replace earlier ones of the same id, but a pending one never a posted one. A removal, and a posted
 * row that names its pending one, take rows away and keep them from coming back as pending.
 */
async function mergeTransactions(tx: Tx, source: Numbered): Promise<Taken> {
  await acceptRows(tx, transactionColumns, hasAccount);
  const accepted = await countOf(tx, 'accepted_transactions');
  await sql`
    create temporary table removal_events on commit drop as
    select member_id, transaction_id, min(ordinal) as first_ordinal, max(ordinal) as last_ordinal
    from (
      select member_id, transaction_id, staged_removals.ordinal
      from staged_removals join staged_members using (member)
      union all
      select member_id, pending_transaction_id, ordinal from accepted_transactions
      where not is_pending and pending_transaction_id <> transaction_id
    ) event group by member_id, transaction_id`.execute(tx);
  // Joins, not conditions on each row: a bank's file may hold as many pending rows as it has members.
  await sql`
    with pending as materialized (
      select member_id, transaction_id, ordinal from accepted_transactions where is_pending)
    delete from accepted_transactions row using (
      select ordinal from pending join removed_transactions using (member_id, transaction_id)
      union
      select ordinal from pending join transactions held using (member_id, transaction_id)
        where not held.is_pending
      union
      select pending.ordinal from pending
        join accepted_transactions posted using (member_id, transaction_id)
        where not posted.is_pending and posted.ordinal < pending.ordinal
      union
      select ordinal from pending join removal_events using (member_id, transaction_id)
        where first_ordinal < ordinal
    ) bygone where row.ordinal = bygone.ordinal`.execute(tx);
  const removedAgain = await sql`
    delete from accepted_transactions row using removal_events event
    where (event.member_id, event.transaction_id) = (row.member_id, row.transaction_id)
      and event.last_ordinal > row.ordinal`.execute(tx);
  await sql`
    delete from transactions row using removal_events event
    where (event.member_id, event.transaction_id) = (row.member_id, row.transaction_id)
      and not exists (select from accepted_transactions kept
        where (kept.member_id, kept.transaction_id) = (row.member_id, row.transaction_id))`.execute(tx);
  await sql`
    insert into removed_transactions select member_id, transaction_id from removal_events
    order by member_id, transaction_id on conflict do nothing`.execute(tx);
  const upserted = await upsertAccepted(tx, transactionColumns, source);
  return { accepted, changed: upserted.changed + affected(removedAgain) };
}

/** Puts rows aside whose account their member has neither in the file nor in the store. */
async function quarantineUnknownAccounts(
  tx: Tx,
  source: { importId: string; fileName: string },
): Promise<number> {
  for (const table of ['staged_transactions', 'staged_credit_liabilities']) {
    await sql`
      insert into staged_quarantine (ordinal, file, place, code, message)
      select row.ordinal, ${source.fileName}, row.place, 'UNKNOWN_ACCOUNT',
        format('member %s has no account %s: send the account with it', member_id, account_id)
      from ${sql.table(table)} row join staged_members using (member)
      where not ${hasAccount}`.execute(tx);
  }
  const kept = await sql`
    insert into quarantined_rows (import_id, ordinal, file, place, code, message)
    select ${source.importId}, ordinal, file, place, code, message from staged_quarantine`.execute(tx);
  return affected(kept);
}

const hasAccount = sql`exists (
  select from accounts where (accounts.member_id, accounts.account_id) = (staged_members.member_id, row.account_id))`;

/** `accepted_<table>`: the staged rows that pass, with their member's id. */
async function acceptRows(tx: Tx, what: BankColumns, condition: RawBuilder<unknown>): Promise<void> {
  await sql`
    create temporary table ${acceptedTable(what)} on commit drop as
    select member_id, row.* from ${sql.table(stagedTableOf(what))} row join staged_members using (member)
    where ${condition}`.execute(tx);
}

/** Writes each key's last row; a row that is there already, unchanged, isn't touched. */
async function upsertAccepted(tx: Tx, what: BankColumns, { importNumber }: Numbered): Promise<Taken> {
  const accepted = await countOf(tx, `accepted_${what.table}`);
  const superseded = await countSuperseded(tx, what);
  const key = sql.ref(what.key);
  const names = what.columns.map(([name]) => name);
  const all = sql.join(names.map((name) => sql.ref(name)));
  const values = names.filter((name) => name !== what.key);
  const ofAlias = (alias: string) => sql.join(values.map((name) => sql.ref(`${alias}.${name}`)));
  const written = await sql`
    insert into ${sql.table(what.table)} as target (member_id, ${all}, import_number)
    select member_id, ${all}, ${importNumber}::bigint from (
      select distinct on (member_id, ${key}) * from ${acceptedTable(what)}
      order by member_id, ${key}, ordinal desc) given
    where not exists (
      select from ${sql.table(what.table)} held
      where (held.member_id, held.${key}) = (given.member_id, given.${key})
        and (${ofAlias('held')}) is not distinct from (${ofAlias('given')}))
    on conflict (member_id, ${key}) do update
    set ${sql.join(values.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`))},
      import_number = excluded.import_number`.execute(tx);
  return { accepted, changed: affected(written) + superseded };
}

/** Rows that a later, different row of the same key in the same file replaced. */
async function countSuperseded(tx: Tx, what: BankColumns): Promise<number> {
  const key = sql.ref(what.key);
  const content = sql`row(${sql.join(what.columns.map(([name]) => sql.ref(name)))})::text`;
  const found = await sql<{ count: number }>`
    select count(*) from (
      select ${content} as content,
        lead(${content}) over (partition by member_id, ${key} order by ordinal) as next_content
      from ${acceptedTable(what)}
      where (member_id, ${key}) in (
        select member_id, ${key} from ${acceptedTable(what)} group by member_id, ${key} having count(*) > 1)
    ) repeated where next_content <> content`.execute(tx);
  return found.rows[0]?.count ?? 0;
}

async function countOf(tx: Tx, table: string): Promise<number> {
  const found = await sql<{ count: number }>`select count(*) from ${sql.table(table)}`.execute(tx);
  return found.rows[0]?.count ?? 0;
}

function acceptedTable(what: BankColumns): RawBuilder<unknown> {
  return sql.table(`accepted_${what.table}`);
}

function affected(result: { numAffectedRows?: bigint | undefined }): number {
  return Number(result.numAffectedRows ?? 0n);
}
