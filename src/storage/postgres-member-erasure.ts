import { sql, type Transaction } from 'kysely';
import type { ErasureOrder, MemberErasure } from '../members/member-erasure-port.ts';
import { appendDecision, subjectOf } from './audit-append.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/** Every table with rows of one member, in the order in which their references allow removal. */
const memberTables = [
  'audit_details',
  'feedback',
  'persona_changes',
  'member_runs',
  'consent_entries',
  'sessions',
  'sign_in_links',
  'transactions',
  'removed_transactions',
  'credit_liabilities',
  'accounts',
  'members',
] as const;

export class PostgresMemberErasure implements MemberErasure {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async erase(order: ErasureOrder): ReturnType<MemberErasure['erase']> {
    const { memberId, actor, reason, at } = order;
    return await this.#db.transaction().execute(async (tx) => {
      const members = tx.selectFrom('members').select('member_id').where('member_id', '=', memberId);
      // The strongest lock: imports, runs, words and sign-ins of this member are over or haven't begun.
      if ((await members.forUpdate().executeTakeFirst()) === undefined) return { kind: 'unknown_member' };
      await sql`select set_config('spendsense.erased_member', ${memberId}, true)`.execute(tx);
      const removedRows = { ...(await removeRows(tx, memberId)), ...(await clearImports(tx, memberId)) };
      await appendDecision(tx, {
        action: 'member_erased',
        at,
        actor,
        memberId,
        reason,
        ruleVersion: null,
        facts: {},
        detail: null,
      });
      return { kind: 'erased', removedRows };
    });
  }

  async wasErased(memberId: string): Promise<boolean> {
    const found = await this.#db
      .selectFrom('audit_entries')
      .select('position')
      .where('subject', '=', await subjectOf(this.#db, memberId))
      .where('action', '=', 'member_erased')
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  }
}

async function removeRows(tx: Transaction<Schema>, memberId: string): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  for (const table of memberTables) {
    const result = await sql`delete from ${sql.table(table)} where member_id = ${memberId}`.execute(tx);
    removed[table] = Number(result.numAffectedRows ?? 0n);
  }
  return removed;
}

/** Counts of imports stay; a file's name and the rows put aside from it may speak of the member, so they go. */
async function clearImports(tx: Transaction<Schema>, memberId: string): Promise<Record<string, number>> {
  const named = sql`select import_id from imports where member_ids @> array[${memberId}]::text[]`;
  const rows = await sql`delete from quarantined_rows where import_id in (${named})`.execute(tx);
  await sql`
    update imports set member_ids = array_remove(member_ids, ${memberId}),
      file_name = case
        when cardinality(member_ids) = 1 or position(${memberId} in file_name) > 0 then '(erased)'
        else file_name end
    where import_id in (${named})`.execute(tx);
  return { quarantined_rows: Number(rows.numAffectedRows ?? 0n) };
}
