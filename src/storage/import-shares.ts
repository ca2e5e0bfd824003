import { type Kysely, sql } from 'kysely';
import type { ImportShare } from '../members/bank-store-port.ts';
import type { Schema } from './schema.ts';

/** Which imports a member's rows came with, the oldest first, each with how many of them. */
export async function importShares(db: Kysely<Schema>, memberId: string): Promise<readonly ImportShare[]> {
  const count = (table: string) => sql`count(*) filter (where held.kind = ${table})`;
  const shares = await sql<ImportShare>`
    select import_id as "importId", ${count('accounts')} as accounts,
      ${count('transactions')} as transactions, ${count('credit_liabilities')} as liabilities
    from (${sql.join(
      ['accounts', 'transactions', 'credit_liabilities'].map(
        (table) =>
          sql`select ${table}::text as kind, import_number from ${sql.table(table)} where member_id = ${memberId}`,
      ),
      sql` union all `,
    )}) held
    left join imports using (import_number)
    group by import_id, import_number order by import_number nulls first`.execute(db);
  return shares.rows;
}
