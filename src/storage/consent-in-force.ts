import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** The latest word of a member, or null where none was ever given. */
export async function latestConsent(
  db: Kysely<Schema>,
  memberId: string,
): Promise<{ readonly action: 'grant' | 'revoke'; readonly at: Date } | null> {
  const latest = await db
    .selectFrom('consent_entries')
    .select(['action', 'at'])
    .where('member_id', '=', memberId)
    .orderBy('entry_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return latest ?? null;
}

/**
 * Locks the member's row until the transaction ends: whoever gives, takes back or relies on consent goes
 * through here, one at a time. False where there is no such member.
 */
export async function lockMember(tx: Transaction<Schema>, memberId: string): Promise<boolean> {
  const locked = await tx
    .selectFrom('members')
    .select('member_id')
    .where('member_id', '=', memberId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return locked !== undefined;
}
