import { sql, type Transaction } from 'kysely';
import { assert } from '../kernel/assert.ts';
import type { Schema } from './schema.ts';

type Tx = Transaction<Schema>;

/** Who a file names, in the file's order, and who of them had been erased before. */
export type MergedMembers = {
  readonly memberIds: readonly string[];
  readonly returnedMemberIds: readonly string[];
};

/** Makes every member of the file known, and locks their rows in one order: imports at once wait, never deadlock. */
export async function mergeMembers(tx: Tx): Promise<MergedMembers> {
  await assertEveryMemberIsClosed(tx);
  const memberIds = await namedMembers(tx);
  const arrived: string[] = [];
  // Whoever is erased between the two steps is named by this file all the same: once more.
  do arrived.push(...(await addUnknownMembers(tx)));
  while ((await lockMembers(tx)) < memberIds.length);
  return { memberIds, returnedMemberIds: await noteReturned(tx, arrived) };
}

async function assertEveryMemberIsClosed(tx: Tx): Promise<void> {
  const open = await sql<{ member: number }>`
    select member from (
      select member from staged_accounts union select member from staged_transactions
      union select member from staged_removals union select member from staged_credit_liabilities
    ) used where member not in (select member from staged_members) limit 1`.execute(tx);
  const member = open.rows[0]?.member;
  assert(member === undefined, `the parser names member ${member} of the file after its rows`);
}

async function namedMembers(tx: Tx): Promise<string[]> {
  const inOrder = await sql<{ member_id: string }>`
    select member_id from staged_members group by member_id order by min(ordinal)`.execute(tx);
  return inOrder.rows.map((row) => row.member_id);
}

async function addUnknownMembers(tx: Tx): Promise<string[]> {
  const added = await sql<{ member_id: string }>`
    insert into members (member_id) select distinct member_id from staged_members order by member_id
    on conflict do nothing returning member_id`.execute(tx);
  return added.rows.map((row) => row.member_id);
}

async function lockMembers(tx: Tx): Promise<number> {
  const locked = await sql`
    select from members where member_id in (select member_id from staged_members)
    order by member_id for no key update`.execute(tx);
  return locked.rows.length;
}

/** The log knows by a keyed digest who was erased: operators are to see that somebody is here again. */
async function noteReturned(tx: Tx, arrived: readonly string[]): Promise<string[]> {
  if (arrived.length === 0) return [];
  const returned = await sql<{ member_id: string }>`
    update members set erased_at = erasure.at
    from (
      select member_id, max(((body::jsonb) ->> 'at')::timestamptz) as at
      from unnest(${[...new Set(arrived)]}::text[]) as arrived (member_id)
      join audit_entries on subject = audit_subject(member_id) and action = 'member_erased'
      group by member_id
    ) erasure
    where members.member_id = erasure.member_id returning members.member_id`.execute(tx);
  return returned.rows.map((row) => row.member_id).sort();
}
