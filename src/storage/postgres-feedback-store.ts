import { type Kysely, sql } from 'kysely';
import type { FeedbackEntry, FeedbackStore } from '../members/feedback-store-port.ts';
import { appendDecision } from './audit-append.ts';
import { lockMember } from './consent-in-force.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

export class PostgresFeedbackStore implements FeedbackStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async shownRecommendation(recommendationId: string): Promise<{ memberId: string; topic: string } | null> {
    const found = await runThatShows(this.#db, recommendationId);
    const shown = found?.recommendations.find(({ id }) => id === recommendationId);
    return found && shown ? { memberId: found.member_id, topic: shown.topic } : null;
  }

  async record(entry: FeedbackEntry): ReturnType<FeedbackStore['record']> {
    const { memberId, recommendationId, topic, kind, actor, at } = entry;
    return await this.#db.transaction().execute(async (tx) => {
      if (!(await lockMember(tx, memberId))) return 'not_shown';
      if ((await runThatShows(tx, recommendationId)) === null) return 'not_shown';
      // Nothing said is the same as taken back.
      if (((await latestKind(tx, entry)) ?? 'withdrawn') === kind) return 'unchanged';
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

/** A run that was shown, and no revocation has hidden, with this recommendation in it. */
async function runThatShows(db: Kysely<Schema>, recommendationId: string) {
  const found = await db
    .selectFrom('member_runs')
    .select(['member_id', 'recommendations'])
    .where(sql<boolean>`recommendations @> ${JSON.stringify([{ id: recommendationId }])}::jsonb`)
    .where('hidden_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return found ?? null;
}

async function latestKind(
  tx: Kysely<Schema>,
  { memberId, topic }: Pick<FeedbackEntry, 'memberId' | 'topic'>,
): Promise<FeedbackEntry['kind'] | null> {
  const latest = await tx
    .selectFrom('feedback')
    .select('kind')
    .where('member_id', '=', memberId)
    .where('topic', '=', topic)
    .orderBy('feedback_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return latest?.kind ?? null;
}
