import type { Transaction } from 'kysely';
import type { LinkRefusal, Session, SessionStore } from '../identity/session-store-port.ts';
import { sha256Hex } from '../kernel/hash.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

const callerColumns = ['role', 'member_id as memberId', 'name'] as const;

export class PostgresSessionStore implements SessionStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async addLink(link: Parameters<SessionStore['addLink']>[0]): Promise<boolean> {
    return await this.#db.transaction().execute(async (tx) => {
      if (link.memberId !== null) {
        const members = tx.selectFrom('members').select('member_id').where('member_id', '=', link.memberId);
        // Kept from disappearing until the link stands.
        if ((await members.forKeyShare().executeTakeFirst()) === undefined) return false;
      }
      await tx
        .insertInto('sign_in_links')
        .values({
          token_sha256: sha256Hex(link.token),
          role: link.role,
          member_id: link.memberId,
          name: link.name,
          created_at: link.createdAt,
          expires_at: link.expiresAt,
        })
        .execute();
      return true;
    });
  }

  async redeemLink(
    redemption: { readonly token: string; readonly at: Date },
    session: { readonly sessionId: string; readonly expiresAt: Date },
  ): ReturnType<SessionStore['redeemLink']> {
    const digest = sha256Hex(redemption.token);
    return await this.#db.transaction().execute(async (tx) => {
      const caller = await tx
        .updateTable('sign_in_links')
        .set({ used_at: redemption.at })
        .where('token_sha256', '=', digest)
        .where('used_at', 'is', null)
        .where('expires_at', '>', redemption.at)
        .returning(callerColumns)
        .executeTakeFirst();
      if (caller === undefined) return { kind: 'refused', reason: await refusalOf(tx, digest) };
      await tx
        .insertInto('sessions')
        .values({
          session_sha256: sha256Hex(session.sessionId),
          role: caller.role,
          member_id: caller.memberId,
          name: caller.name,
          created_at: redemption.at,
          expires_at: session.expiresAt,
        })
        .execute();
      const begun = { ...caller, createdAt: redemption.at, expiresAt: session.expiresAt };
      return { kind: 'redeemed', session: begun };
    });
  }

  async find(sessionId: string, at: Date): Promise<Session | null> {
    const found = await this.#db
      .selectFrom('sessions')
      .select([...callerColumns, 'created_at as createdAt', 'expires_at as expiresAt'])
      .where('session_sha256', '=', sha256Hex(sessionId))
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', at)
      .executeTakeFirst();
    return found ?? null;
  }

  async revoke(sessionId: string, at: Date): Promise<void> {
    await this.#db
      .updateTable('sessions')
      .set({ revoked_at: at })
      .where('session_sha256', '=', sha256Hex(sessionId))
      .where('revoked_at', 'is', null)
      .execute();
  }

  async removeEnded(before: Date): Promise<number> {
    const links = await this.#db
      .deleteFrom('sign_in_links')
      .where((row) => row.or([row('expires_at', '<', before), row('used_at', '<', before)]))
      .executeTakeFirst();
    const sessions = await this.#db
      .deleteFrom('sessions')
      .where((row) => row.or([row('expires_at', '<', before), row('revoked_at', '<', before)]))
      .executeTakeFirst();
    return Number(links.numDeletedRows + sessions.numDeletedRows);
  }
}

async function refusalOf(tx: Transaction<Schema>, digest: string): Promise<LinkRefusal> {
  const link = await tx
    .selectFrom('sign_in_links')
    .select('used_at')
    .where('token_sha256', '=', digest)
    .executeTakeFirst();
  if (link === undefined) return 'LINK_UNKNOWN';
  return link.used_at === null ? 'LINK_EXPIRED' : 'LINK_ALREADY_USED';
}
