import { randomUUID } from 'node:crypto';
import { type Expression, type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Milliseconds } from '../kernel/units.ts';
import type { AttemptPlan, VideoAttempt } from '../video/attempt.ts';
import type { ProviderHandle } from '../video/film-provider-port.ts';
import { appendDecision } from './audit-append.ts';
import type { Schema, VideoAttemptsTable } from './schema.ts';
import { noteReservation, reserve } from './video-budget.ts';
import { databaseNow, inMilliseconds } from './video-job-rows.ts';

type Measured = { is_overdue: boolean; still_ms: number; since_call_ms: number; since_done_ms: number };

/** Attempts with what the database's clock says of them, in their order. */
export function attemptsQuery(db: Kysely<Schema>) {
  return db
    .selectFrom('video_attempts')
    .selectAll()
    .select([
      sql<boolean>`coalesce(deadline_at <= clock_timestamp(), false)`.as('is_overdue'),
      millisecondsSince(sql.ref('progress_at')).as('still_ms'),
      millisecondsSince(sql.ref('called_at')).as('since_call_ms'),
      // A greatest of nothing and something is something: it has to be done first.
      millisecondsSince(
        sql`case when completed_at is not null then greatest(completed_at, progress_at) end`,
      ).as('since_done_ms'),
    ])
    .orderBy('ordinal');
}

function millisecondsSince(moment: Expression<unknown>) {
  return sql<number>`
    coalesce(extract(epoch from clock_timestamp() - ${moment}) * 1000, 0)::float8`;
}

/** Writes the attempt and sets its money aside; null, and nothing written, where the cap says no. */
export async function insertAttempt(
  tx: Transaction<Schema>,
  jobId: string,
  plan: AttemptPlan,
  capMicroUsd: number,
): Promise<string | null> {
  const microUsd = plan.estimatedMicroUsd;
  if (microUsd !== null && !(await reserve(tx, { microUsd, capMicroUsd }))) return null;
  const attemptId = randomUUID();
  await tx
    .insertInto('video_attempts')
    .values(({ selectFrom }) => ({
      attempt_id: attemptId,
      job_id: jobId,
      ordinal: selectFrom('video_attempts')
        .select(({ fn, lit }) => sql<number>`${fn.count('attempt_id')} + ${lit(1)}`.as('ordinal'))
        .where('job_id', '=', jobId),
      provider: plan.provider,
      model: plan.model,
      size: plan.size,
      duration_seconds: plan.durationSeconds,
      prompt_digest: plan.promptDigest,
      state: 'reserved' as const,
      estimated_micro_usd: microUsd,
      reserved_micro_usd: microUsd ?? 0,
      money: microUsd === null ? ('free' as const) : ('reserved' as const),
    }))
    .execute();
  if (microUsd === null) return attemptId;
  await noteReservation(tx, attemptId, microUsd);
  await appendDecision(tx, {
    action: 'film_ordered',
    at: new Date(),
    actor: { role: 'system', name: 'video worker' },
    memberId: null,
    reason: `money set aside for ${plan.provider}`,
    ruleVersion: null,
    facts: {
      attemptId,
      provider: plan.provider,
      model: plan.model,
      promptDigest: plan.promptDigest,
      microUsd,
    },
    detail: null,
  });
  return attemptId;
}

export function startedWith(handle: ProviderHandle, deadlineMs: Milliseconds) {
  return {
    state: 'started' as const,
    handle: JSON.stringify(handle),
    started_at: databaseNow,
    progress_at: databaseNow,
    deadline_ms: deadlineMs,
    deadline_at: inMilliseconds(deadlineMs),
    failure_code: null,
    failure_message: null,
  };
}

export function attemptOf(row: Selectable<VideoAttemptsTable> & Measured): VideoAttempt {
  const { failure_code: code, failure_message: message } = row;
  return {
    attemptId: row.attempt_id,
    jobId: row.job_id,
    ordinal: row.ordinal,
    provider: row.provider,
    model: row.model,
    size: row.size,
    durationSeconds: row.duration_seconds,
    promptDigest: row.prompt_digest,
    estimatedMicroUsd: row.estimated_micro_usd,
    state: row.state,
    handle: row.handle,
    progress: row.progress,
    startCalls: row.start_calls,
    lookUps: row.look_ups,
    misses: row.misses,
    deliveries: row.deliveries,
    notReady: row.not_ready,
    sinceDoneMs: row.since_done_ms,
    money: row.money,
    reservedMicroUsd: row.reserved_micro_usd,
    settledMicroUsd: row.settled_micro_usd,
    quotedMicroUsd: row.quoted_micro_usd,
    failure: code === null || message === null ? null : { code, message },
    differences: row.differences ?? [],
    isOverdue: row.is_overdue,
    stillMs: row.still_ms,
    sinceCallMs: row.since_call_ms,
    createdAt: row.created_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
  };
}
