import type { Decision } from '../audit/audit-entry.ts';
import {
  type ConsentEntry,
  type ConsentLedger,
  type ConsentStatus,
  consentScopes,
} from '../members/consent-ledger-port.ts';
import { appendDecision } from './audit-append.ts';
import { latestConsent, lockMember } from './consent-in-force.ts';
import type { Database } from './database.ts';

export class PostgresConsentLedger implements ConsentLedger {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async record(entry: ConsentEntry): Promise<'recorded' | 'unchanged' | 'unknown_member'> {
    return await this.#db.transaction().execute(async (tx) => {
      if (!(await lockMember(tx, entry.memberId))) return 'unknown_member';
      const latest = await latestConsent(tx, entry.memberId);
      if (latest?.action === entry.action) return 'unchanged';
      await tx
        .insertInto('consent_entries')
        .values({
          member_id: entry.memberId,
          action: entry.action,
          actor_role: entry.actor.role,
          actor_name: entry.actor.name,
          reason: entry.reason,
          at: entry.at,
          scope: [...entry.scope],
        })
        .execute();
      if (entry.action === 'revoke') {
        await tx
          .updateTable('member_runs')
          .set({ is_current: false, hidden_at: entry.at })
          .where('member_id', '=', entry.memberId)
          .where('hidden_at', 'is', null)
          .execute();
      }
      await appendDecision(tx, consentDecision(entry));
      return 'recorded';
    });
  }

  async status(memberId: string): Promise<ConsentStatus> {
    const latest = await latestConsent(this.#db, memberId);
    if (latest === null) return { status: 'none', since: null };
    return { status: latest.action === 'grant' ? 'granted' : 'revoked', since: latest.at };
  }

  async history(memberId: string): Promise<readonly ConsentEntry[]> {
    const rows = await this.#db
      .selectFrom('consent_entries')
      .selectAll()
      .where('member_id', '=', memberId)
      .orderBy('entry_number')
      .execute();
    return rows.map((row) => ({
      memberId: row.member_id,
      action: row.action,
      actor: { role: row.actor_role, name: row.actor_name },
      reason: row.reason,
      scope: consentScopes.filter((one) => row.scope.includes(one)),
      at: row.at,
    }));
  }
}

/** The reason is somebody's own words and may name people: it goes into what can be erased. */
function consentDecision({ memberId, action, actor, reason, scope, at }: ConsentEntry): Decision {
  return {
    action: action === 'grant' ? 'consent_granted' : 'consent_revoked',
    at,
    actor,
    memberId,
    reason: actor.role === 'member' ? 'the member said so' : 'said so on the member’s behalf',
    ruleVersion: null,
    facts: { scope: scope.join(' ') },
    detail: { reason, actorName: actor.name },
  };
}
