import { sql } from 'kysely';
import type { FeedbackEntry, FeedbackStore } from '../members/feedback-store-port.ts';
import { appendDecision } from './audit-append.ts';
import { lockMember } from './consent-in-force.ts';
import type { Database } from './database.ts';

export class PostgresFeedbackStore implements FeedbackStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async shownRecommendation(recommendationId: string): Promise<{ memberId: string; topic: string } | null> {
    const found = await this.#db
      .selectFrom('member_runs')
      .select(['member_id', 'recommendations'])
      .where(sql<boolean>`recommendations @> ${JSON.stringify([{ id: recommendationId }])}::jsonb`)
      .where('hidden_at', 'is', null)
      .limit(1)
      .executeTakeFirst();
    const shown = found?.recommendations.find(({ id }) => id === recommendationId);
    return found && shown ? { memberId: found.member_id, topic: shown.topic } : null;
  }

  async record(entry: FeedbackEntry): Promise<'recorded' | 'unknown_member'> {
    const { memberId, recommendationId, topic, kind, actor, at } = entry;
    return await this.#db.transaction().execute(async (tx) => {
      if (!(await lockMember(tx, memberId))) return 'unknown_member';
      await tx
        .insertInto('feedback')
        .values({
          member_id: memberId,
          recommendation_id: recommendationId,
          topic,
          kind,
          actor_role: actor.role,
          actor_name: actor.name,
          at,
        })
        .execute();
      await appendDecision(tx, {
        action: 'feedback_given',
        at,
        actor,
        memberId,
        reason: 'said about a recommendation',
        ruleVersion: null,
        facts: {},
        detail: { recommendationId, topic, kind, actorName: actor.name },
      });
      return 'recorded';
    });
  }

  async history(memberId: string): Promise<readonly FeedbackEntry[]> {
    const rows = await this.#db
      .selectFrom('feedback')
      .selectAll()
      .where('member_id', '=', memberId)
      .orderBy('feedback_number')
      .execute();
    return rows.map((row) => ({
      memberId: row.member_id,
      recommendationId: row.recommendation_id,
      topic: row.topic,
      kind: row.kind,
      actor: { role: row.actor_role, name: row.actor_name },
      at: row.at,
    }));
  }
}
