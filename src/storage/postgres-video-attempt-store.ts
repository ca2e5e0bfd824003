import { sql, type Transaction } from 'kysely';
import type { AttemptPlan, Fence, VideoAttempt } from '../video/attempt.ts';
import { openAttemptStates } from '../video/attempt.ts';
import type {
  AttemptStore,
  BudgetState,
  CallLimits,
  MoneyEnd,
  Started,
} from '../video/attempt-store-port.ts';
import type { ProviderHandle } from '../video/film-provider-port.ts';
import type { Failure } from '../video/job.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { attemptOf, attemptsQuery, insertAttempt, startedWith } from './video-attempt-rows.ts';
import { budgetState, endReservation, raiseReservation } from './video-budget.ts';
import { databaseNow, holdsJob, inMilliseconds, noWait } from './video-job-rows.ts';
import {
  attemptsToReconcile,
  keepDoubles,
  keepLateHandle,
  settleUnknown,
  tellOverdueUnknown,
} from './video-reconciliation.ts';

/** Which advisory lock a provider's turn-taking holds: any number that nothing else uses. */
const CALL_TURN_LOCK = 7_115_301;

export class PostgresVideoAttemptStore implements AttemptStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async attemptsOf(jobId: string): Promise<readonly VideoAttempt[]> {
    return (await attemptsQuery(this.#db).where('job_id', '=', jobId).execute()).map(attemptOf);
  }

  async open(
    fence: Fence,
    plan: AttemptPlan,
    { capMicroUsd }: { readonly capMicroUsd: number },
  ): Promise<
    { readonly kind: 'opened'; readonly attempt: VideoAttempt } | { readonly kind: 'over_budget' | 'fenced' }
  > {
    return await this.#db.transaction().execute(async (tx) => {
      if (!(await holdsJob(tx, fence))) return { kind: 'fenced' };
      const attemptId = await insertAttempt(tx, fence.jobId, plan, capMicroUsd);
      if (attemptId === null) return { kind: 'over_budget' };
      const row = await attemptsQuery(tx).where('attempt_id', '=', attemptId).executeTakeFirstOrThrow();
      return { kind: 'opened', attempt: attemptOf(row) };
    });
  }

  async beginCall(
    fence: Fence,
    attemptId: string,
    limits: CallLimits,
  ): Promise<{ readonly kind: 'begun' | 'busy' | 'fenced' }> {
    return await this.#db.transaction().execute(async (tx) => {
      if (!(await holdsJob(tx, fence))) return { kind: 'fenced' };
      const { provider } = await tx
        .selectFrom('video_attempts')
        .select('provider')
        .where('attempt_id', '=', attemptId)
        .executeTakeFirstOrThrow();
      if (await isBusy(tx, { provider, attemptId }, limits)) return { kind: 'busy' };
      const begun = await tx
        .updateTable('video_attempts')
        .set((column) => ({
          state: 'starting',
          start_calls: column('start_calls', '+', 1),
          called_at: databaseNow,
          updated_at: databaseNow,
        }))
        .where('attempt_id', '=', attemptId)
        .where('state', 'in', ['reserved', 'starting'])
        .returning('attempt_id')
        .executeTakeFirst();
      return { kind: begun === undefined ? 'fenced' : 'begun' };
    });
  }

  async callCameToNothing(fence: Fence, attemptId: string): Promise<boolean> {
    return await this.#move(fence, attemptId, ['starting'], { state: 'reserved' });
  }

  async keepHandle(
    fence: Fence,
    attemptId: string,
    { handle, deadlineMs, quotedMicroUsd }: Started,
  ): Promise<boolean> {
    const change = { ...startedWith(handle, deadlineMs), quoted_micro_usd: quotedMicroUsd, misses: 0 };
    return await this.#db.transaction().execute(async (tx) => {
      if (!(await moveAttempt(tx, fence, { attemptId, from: ['starting'], change }))) return false;
      if (quotedMicroUsd !== null) await raiseReservation(tx, attemptId, quotedMicroUsd);
      return true;
    });
  }

  async keepLateHandle(attemptId: string, started: Started): Promise<'kept' | 'known' | 'double'> {
    return await this.#db.transaction().execute((tx) => keepLateHandle(tx, attemptId, started));
  }

  async keepDoubles(
    attemptId: string,
    doubles: readonly ProviderHandle[],
    microUsdEach: number,
  ): Promise<number> {
    return await this.#db
      .transaction()
      .execute((tx) => keepDoubles(tx, { attemptId, doubles, microUsdEach }));
  }

  async noteRunning(fence: Fence, attemptId: string, progress: number | null): Promise<boolean> {
    const known = Math.min(1, Math.max(0, progress ?? 0));
    return await this.#move(fence, attemptId, ['started'], {
      misses: 0,
      progress: sql<number>`greatest(progress, ${known})`,
      // Where nobody says how far it is, the deadline alone watches.
      ...(progress === null
        ? { progress_at: databaseNow }
        : {
            progress_at: sql<Date>`case when progress < ${known} then clock_timestamp() else progress_at end`,
          }),
    });
  }

  async noteMiss(fence: Fence, attemptId: string): Promise<boolean> {
    return await this.#move(fence, attemptId, openAttemptStates, { misses: sql<number>`misses + 1` });
  }

  async noteNotReady(fence: Fence, attemptId: string): Promise<boolean> {
    return await this.#move(fence, attemptId, ['started'], { not_ready: sql<number>`not_ready + 1` });
  }

  async noteLookUp(fence: Fence, attemptId: string): Promise<boolean> {
    return await this.#move(fence, attemptId, openAttemptStates, { look_ups: sql<number>`look_ups + 1` });
  }

  async noteDelivery(fence: Fence, attemptId: string, expiresAt: Date | null): Promise<boolean> {
    return await this.#move(fence, attemptId, ['started'], {
      misses: 0,
      deliveries: sql<number>`deliveries + 1`,
      completed_at: sql<Date>`coalesce(completed_at, clock_timestamp())`,
      expires_at: expiresAt,
    });
  }

  async fail(
    fence: Fence,
    attemptId: string,
    end: {
      readonly failure: Failure;
      readonly money: MoneyEnd;
      readonly delivered?: Readonly<Record<string, unknown>>;
      readonly differences?: VideoAttempt['differences'];
    },
  ): Promise<boolean> {
    const { failure, money, delivered, differences } = end;
    return await this.#db.transaction().execute(async (tx) => {
      if (!(await holdsJob(tx, fence))) return false;
      const row = await tx
        .updateTable('video_attempts')
        .set({
          state: 'failed',
          failure_code: failure.code,
          failure_message: failure.message,
          money: money.kind === 'free' ? 'free' : money.kind === 'settle' ? 'settled' : 'released',
          settled_micro_usd: money.kind === 'settle' ? money.microUsd : null,
          delivered: delivered === undefined ? null : JSON.stringify(delivered),
          differences: differences === undefined ? null : JSON.stringify(differences),
          updated_at: databaseNow,
        })
        .where('attempt_id', '=', attemptId)
        .where('state', 'in', openAttemptStates)
        .returning('reserved_micro_usd')
        .executeTakeFirst();
      if (row === undefined) return false;
      const reservedMicroUsd = row.reserved_micro_usd;
      if (money.kind !== 'free') await endReservation(tx, { attemptId, reservedMicroUsd }, money);
      return true;
    });
  }

  async becomeUnknown(
    fence: Fence,
    attemptId: string,
    reason: Failure,
    deadlineMs: number,
  ): Promise<boolean> {
    const why = { failure_code: reason.code, failure_message: reason.message };
    return await this.#db.transaction().execute(async (tx) => {
      if (!(await holdsJob(tx, fence))) return false;
      const moved = await tx
        .updateTable('video_attempts')
        .set({
          state: 'unknown',
          ...why,
          deadline_at: inMilliseconds(deadlineMs),
          updated_at: databaseNow,
        })
        .where('attempt_id', '=', attemptId)
        .where('state', '=', 'starting')
        .returning('attempt_id')
        .executeTakeFirst();
      // A job whose attempt isn't unknown could never be clarified.
      if (moved === undefined) return false;
      await tx
        .updateTable('video_jobs')
        .set({ ...noWait, state: 'unknown', ...why, updated_at: databaseNow })
        .where('job_id', '=', fence.jobId)
        .execute();
      return true;
    });
  }

  async toReconcile(): Promise<readonly VideoAttempt[]> {
    return (await attemptsToReconcile(this.#db)).map(attemptOf);
  }

  async settleUnknown(
    ...[attemptId, finding, by]: Parameters<AttemptStore['settleUnknown']>
  ): Promise<boolean> {
    return await this.#db.transaction().execute((tx) => settleUnknown(tx, { attemptId, finding, by }));
  }

  async tellOverdueUnknown(): Promise<readonly VideoAttempt[]> {
    const rows = await this.#db.transaction().execute(tellOverdueUnknown);
    return rows.map(attemptOf);
  }

  async budget(): Promise<BudgetState> {
    return await budgetState(this.#db);
  }

  async #move(
    fence: Fence,
    attemptId: string,
    from: readonly VideoAttempt['state'][],
    change: object,
  ): Promise<boolean> {
    return await this.#db.transaction().execute((tx) => moveAttempt(tx, fence, { attemptId, from, change }));
  }
}

async function moveAttempt(
  tx: Transaction<Schema>,
  fence: Fence,
  {
    attemptId,
    from,
    change,
  }: {
    readonly attemptId: string;
    readonly from: readonly VideoAttempt['state'][];
    readonly change: object;
  },
): Promise<boolean> {
  if (!(await holdsJob(tx, fence))) return false;
  const moved = await tx
    .updateTable('video_attempts')
    .set({ ...change, updated_at: databaseNow })
    .where('attempt_id', '=', attemptId)
    .where('state', 'in', from)
    .returning('attempt_id')
    .executeTakeFirst();
  return moved !== undefined;
}

/** One transaction at a time counts a provider's calls, so that two can't both be the last that fits. */
async function isBusy(
  tx: Transaction<Schema>,
  { provider, attemptId }: { provider: string; attemptId: string },
  { startsPerMinute, inFlightMax }: CallLimits,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${CALL_TURN_LOCK}, hashtext(${provider}))`.execute(tx);
  // A job that timed out or is unknown isn't counted: nobody knows that the provider still works on it.
  const isUnderWay = sql`attempt.state in ('starting', 'started') and job.state in ('queued', 'working', 'waiting')`;
  const wasCalledLately = sql`attempt.called_at > clock_timestamp() - interval '1 minute'`;
  const { rows } = await sql<{ started: number; running: number }>`
    select count(*) filter (where ${wasCalledLately}) as started,
        count(*) filter (where ${isUnderWay}) as running
      from video_attempts as attempt join video_jobs as job using (job_id)
      where attempt.provider = ${provider} and attempt.attempt_id <> ${attemptId}
        and (${isUnderWay} or ${wasCalledLately})`.execute(tx);
  const { started, running } = rows[0] ?? { started: 0, running: 0 };
  return started >= startsPerMinute || running >= inFlightMax;
}
