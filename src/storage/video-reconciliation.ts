import { type Kysely, sql, type Transaction } from 'kysely';
import type { MicroDollars } from '../kernel/units.ts';
import type { AttemptStore, Started } from '../video/attempt-store-port.ts';
import type { ProviderHandle } from '../video/film-provider-port.ts';
import { appendDecision } from './audit-append.ts';
import type { Schema } from './schema.ts';
import { attemptsQuery, startedWith } from './video-attempt-rows.ts';
import { endReservation, noteFound, raiseReservation } from './video-budget.ts';
import { databaseNow } from './video-job-rows.ts';

type SettleUnknown = Parameters<AttemptStore['settleUnknown']>;
type Finding = { attemptId: string; finding: SettleUnknown[1]; by: SettleUnknown[2] };

/** Unknown ones, and everything that was called in the last two days: a double shows only in the provider's list. */
export async function attemptsToReconcile(db: Kysely<Schema>) {
  return await attemptsQuery(db)
    .where('money', '<>', 'free')
    .where('start_calls', '>', 0)
    .where(sql<boolean>`(state = 'unknown' or called_at > clock_timestamp() - interval '2 days')`)
    .execute();
}

/** Writes down purchases that nobody ordered twice on purpose; answers how many were new. */
export async function keepDoubles(
  tx: Transaction<Schema>,
  {
    attemptId,
    doubles,
    microUsdEach,
  }: { attemptId: string; doubles: readonly ProviderHandle[]; microUsdEach: number },
): Promise<number> {
  const row = await tx
    .selectFrom('video_attempts')
    .select(['doubles', 'handle'])
    .where('attempt_id', '=', attemptId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const known = new Set([row.handle?.id, ...row.doubles.map(({ id }) => id)]);
  const fresh = doubles.filter(({ id }) => !known.has(id));
  if (fresh.length === 0) return 0;
  await tx
    .updateTable('video_attempts')
    .set({ doubles: JSON.stringify([...row.doubles, ...fresh]), updated_at: databaseNow })
    .where('attempt_id', '=', attemptId)
    .execute();
  for (const { id } of fresh) {
    await noteFound(tx, attemptId, microUsdEach);
    await appendDecision(tx, {
      action: 'double_purchase_found',
      at: new Date(),
      actor: { role: 'system', name: 'reconciliation' },
      memberId: null,
      reason: 'the provider’s list shows more than one purchase for one order',
      ruleVersion: null,
      facts: { attemptId, providerJobId: id, microUsd: microUsdEach },
      detail: null,
    });
  }
  return fresh.length;
}

/** The job's row first, as everybody locks; then what its attempt knows decides. */
export async function keepLateHandle(
  tx: Transaction<Schema>,
  attemptId: string,
  { handle, deadlineMs, quotedMicroUsd }: Started,
): Promise<'kept' | 'known' | 'double'> {
  const job = await tx
    .selectFrom('video_jobs')
    .select(['job_id', 'state'])
    .where('job_id', '=', (from) =>
      from.selectFrom('video_attempts').select('job_id').where('attempt_id', '=', attemptId),
    )
    .forUpdate()
    .executeTakeFirstOrThrow();
  const attempt = await tx
    .selectFrom('video_attempts')
    .select(['state', 'handle', 'estimated_micro_usd'])
    .where('attempt_id', '=', attemptId)
    .executeTakeFirstOrThrow();
  if (attempt.handle?.id === handle.id) return 'known';
  if (attempt.handle !== null || !(attempt.state === 'starting' || attempt.state === 'unknown')) {
    const microUsdEach = quotedMicroUsd ?? attempt.estimated_micro_usd ?? 0;
    await keepDoubles(tx, { attemptId, doubles: [handle], microUsdEach });
    return 'double';
  }
  await tx
    .updateTable('video_attempts')
    .set({
      ...startedWith(handle, deadlineMs),
      quoted_micro_usd: quotedMicroUsd,
      misses: 0,
      updated_at: databaseNow,
    })
    .where('attempt_id', '=', attemptId)
    .execute();
  if (quotedMicroUsd !== null) await raiseReservation(tx, attemptId, quotedMicroUsd);
  if (job.state === 'unknown') {
    await tx
      .updateTable('video_jobs')
      .set({ state: 'queued', failure_code: null, failure_message: null, updated_at: databaseNow })
      .where('job_id', '=', job.job_id)
      .execute();
  }
  return 'kept';
}

/** Ends the uncertainty about one attempt, with who says so and why in the log. */
export async function settleUnknown(
  tx: Transaction<Schema>,
  { attemptId, finding, by }: Finding,
): Promise<boolean> {
  const attempt = await tx
    .selectFrom('video_attempts')
    .innerJoin('video_jobs', 'video_jobs.job_id', 'video_attempts.job_id')
    .select(['video_attempts.job_id', 'reserved_micro_usd', 'estimated_micro_usd'])
    .where('attempt_id', '=', attemptId)
    .where(({ and, or }) => {
      const unclear = and({ 'video_attempts.state': 'unknown', 'video_jobs.state': 'unknown' });
      const overdue = and({ 'video_attempts.state': 'started', 'video_jobs.state': 'timed_out' });
      return or(finding.kind === 'lost' ? [unclear, overdue] : [unclear]);
    })
    .forUpdate()
    .executeTakeFirst();
  if (attempt === undefined) return false;
  await tx
    .updateTable('video_attempts')
    .set({ ...attemptAfter(finding, attempt.estimated_micro_usd ?? 0, by.reason), updated_at: databaseNow })
    .where('attempt_id', '=', attemptId)
    .execute();
  await tx
    .updateTable('video_jobs')
    .set({ state: 'queued', failure_code: null, failure_message: null, updated_at: databaseNow })
    .where('job_id', '=', attempt.job_id)
    .execute();
  await endMoney(
    tx,
    { attemptId, reservedMicroUsd: attempt.reserved_micro_usd },
    finding,
    attempt.estimated_micro_usd,
  );
  await appendDecision(tx, {
    action: 'film_purchase_clarified',
    at: by.at,
    actor: { role: by.role, name: by.name },
    memberId: null,
    reason: by.reason,
    ruleVersion: null,
    facts: { attemptId, finding: finding.kind },
    detail: null,
  });
  return true;
}

function attemptAfter(finding: Finding['finding'], estimatedMicroUsd: MicroDollars, reason: string) {
  if (finding.kind === 'bought') return startedWith(finding.handle, finding.deadlineMs);
  if (finding.kind === 'not_bought') {
    return {
      state: 'failed' as const,
      money: 'released' as const,
      failure_code: 'NOT_BOUGHT',
      failure_message: `the call bought nothing: ${reason}`,
    };
  }
  return {
    state: 'abandoned' as const,
    money: 'settled' as const,
    settled_micro_usd: estimatedMicroUsd,
    failure_code: 'GIVEN_UP',
    failure_message: `it was paid for and given up: ${reason}`,
  };
}

/** Marks and answers those that stay unknown past their deadline and that nobody was told of. */
export async function tellOverdueUnknown(tx: Transaction<Schema>) {
  const overdue = await tx
    .updateTable('video_attempts')
    .set({ told_at: databaseNow })
    .where('state', '=', 'unknown')
    .where('told_at', 'is', null)
    .where('deadline_at', '<=', databaseNow)
    .returning(['attempt_id', 'job_id', 'provider', 'reserved_micro_usd'])
    .execute();
  for (const { attempt_id, job_id, provider, reserved_micro_usd } of overdue) {
    await appendDecision(tx, {
      action: 'film_purchase_stays_unknown',
      at: new Date(),
      actor: { role: 'system', name: 'reconciliation' },
      memberId: null,
      reason: 'its deadline has passed; a person has to say what became of the call',
      ruleVersion: null,
      facts: { attemptId: attempt_id, jobId: job_id, provider, reservedMicroUsd: reserved_micro_usd },
      detail: null,
    });
  }
  const ids = overdue.map(({ attempt_id }) => attempt_id);
  return ids.length === 0 ? [] : await attemptsQuery(tx).where('attempt_id', 'in', ids).execute();
}

async function endMoney(
  tx: Transaction<Schema>,
  reservation: { attemptId: string; reservedMicroUsd: number },
  finding: Finding['finding'],
  estimatedMicroUsd: number | null,
): Promise<void> {
  if (finding.kind === 'not_bought') await endReservation(tx, reservation, { kind: 'release' });
  if (finding.kind === 'lost') {
    await endReservation(tx, reservation, { kind: 'settle', microUsd: estimatedMicroUsd ?? 0 });
  }
}
