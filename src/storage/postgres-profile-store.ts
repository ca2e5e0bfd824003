import { Approved } from '../guardrails/approved.ts';
import type { MemberRun, ProfileStore } from '../members/profile-store-port.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import { latestConsent, lockMember } from './consent-in-force.ts';
import type { Database } from './database.ts';
import { storableJson } from './storable-json.ts';

export class PostgresProfileStore implements ProfileStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async saveRun(run: MemberRun): Promise<'saved' | 'consent_not_in_force'> {
    return await this.#db.transaction().execute(async (tx) => {
      const isKnown = await lockMember(tx, run.memberId);
      const latest = isKnown ? await latestConsent(tx, run.memberId) : null;
      if (latest?.action !== 'grant') return 'consent_not_in_force';
      await tx
        .updateTable('member_runs')
        .set({ is_current: false })
        .where('member_id', '=', run.memberId)
        .where('is_current', '=', true)
        .execute();
      await tx
        .insertInto('member_runs')
        .values({
          run_id: run.runId,
          member_id: run.memberId,
          as_of: run.asOf,
          ran_at: run.ranAt,
          input_digest: run.inputDigest,
          windows: storableJson(run.windows),
          personas: storableJson(run.personas),
          recommendations: storableJson(run.recommendations.map((approved) => approved.value)),
          is_current: true,
          hidden_at: null,
        })
        .execute();
      return 'saved';
    });
  }

  async currentRun(memberId: string): Promise<MemberRun | null> {
    // A revocation leaves no current run behind, in the transaction that records it.
    const row = await this.#db
      .selectFrom('member_runs')
      .selectAll()
      .where('member_id', '=', memberId)
      .where('is_current', '=', true)
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      runId: row.run_id,
      memberId: row.member_id,
      asOf: row.as_of,
      ranAt: row.ran_at,
      inputDigest: row.input_digest,
      windows: row.windows,
      personas: row.personas,
      recommendations: row.recommendations.map((value) => Approved.revive<Recommendation>(value)),
    };
  }
}
