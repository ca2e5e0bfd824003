import { sql } from 'kysely';
import type { MemberHoldings, MemberHoldingsStore } from '../members/member-holdings-port.ts';
import type { Database } from './database.ts';

const accessColumns = ['name', 'created_at as createdAt', 'expires_at as expiresAt'] as const;

export class PostgresMemberHoldings implements MemberHoldingsStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async of(memberId: string): Promise<MemberHoldings | null> {
    const db = this.#db;
    const member = await db
      .selectFrom('members')
      .select('created_at')
      .where('member_id', '=', memberId)
      .executeTakeFirst();
    if (member === undefined) return null;
    const removed = await db
      .selectFrom('removed_transactions')
      .select('transaction_id')
      .where('member_id', '=', memberId)
      .orderBy('transaction_id')
      .execute();
    return {
      knownSince: member.created_at,
      removedTransactionIds: removed.map((row) => row.transaction_id),
      quarantinedRows: await this.#quarantinedRows(memberId),
      signInLinks: await db
        .selectFrom('sign_in_links')
        .select([...accessColumns, 'used_at as usedAt'])
        .where('member_id', '=', memberId)
        .orderBy('created_at')
        .execute(),
      sessions: await db
        .selectFrom('sessions')
        .select([...accessColumns, 'revoked_at as revokedAt'])
        .where('member_id', '=', memberId)
        .orderBy('created_at')
        .execute(),
      runs: await db
        .selectFrom('member_runs')
        .select(['run_id as runId', 'is_current as isCurrent', 'hidden_at as hiddenAt'])
        .where('member_id', '=', memberId)
        .orderBy('ran_at')
        .execute(),
    };
  }

  async #quarantinedRows(memberId: string): Promise<MemberHoldings['quarantinedRows']> {
    return await this.#db
      .selectFrom('quarantined_rows')
      .innerJoin('imports', 'imports.import_id', 'quarantined_rows.import_id')
      .select(['imports.import_id as importId', 'file', 'place', 'code', 'message'])
      .where(sql<boolean>`member_ids @> array[${memberId}]::text[]`)
      .where(sql<boolean>`(cardinality(member_ids) = 1 or position(${memberId} in message) > 0)`)
      .orderBy('import_number')
      .orderBy('ordinal')
      .execute();
  }
}
