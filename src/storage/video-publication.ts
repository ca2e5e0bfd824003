import type { Transaction } from 'kysely';
import type { Fence } from '../video/attempt.ts';
import type { VideoJob } from '../video/job.ts';
import type { Publication } from '../video/job-store-port.ts';
import type { Rendition } from '../video/rendition.ts';
import { pointSlot, writeRendition } from './renditions.ts';
import type { Schema } from './schema.ts';
import { endReservation } from './video-budget.ts';
import { databaseNow, holdsJob, jobOf, noWait } from './video-job-rows.ts';

/** Rendition, money, slot and job in one transaction; null where another worker has taken the job. */
export async function publishRendition(
  tx: Transaction<Schema>,
  fence: Fence,
  { rendition, attempt, failure }: Publication,
): Promise<VideoJob | null> {
  if (!(await holdsJob(tx, fence))) return null;
  await writeRendition(tx, fence.jobId, rendition);
  const isApproved = rendition.review === 'approved';
  if (isApproved) await pointSlot(tx, rendition);
  const row = await tx
    .updateTable('video_jobs')
    .set({
      ...noWait,
      state: failure !== null ? 'failed' : isApproved ? 'ready' : 'awaiting_approval',
      gate: isApproved ? null : 'show',
      progress: 1,
      failure_code: failure?.code ?? null,
      failure_message: failure?.message ?? null,
      updated_at: databaseNow,
    })
    .where('job_id', '=', fence.jobId)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (attempt !== null) await deliver(tx, attempt, rendition);
  return jobOf(row);
}

/** Last of all: it may end in the log of decisions, on which everybody waits. */
async function deliver(
  tx: Transaction<Schema>,
  { attemptId, settleMicroUsd, delivered, differences }: NonNullable<Publication['attempt']>,
  { durationMs }: Rendition,
): Promise<void> {
  const { reserved_micro_usd: reservedMicroUsd } = await tx
    .updateTable('video_attempts')
    .set((column) => ({
      state: 'delivered',
      progress: 1,
      completed_at: column.fn.coalesce('completed_at', databaseNow),
      delivered: JSON.stringify({ durationMs, ...delivered }),
      differences: JSON.stringify(differences),
      settled_micro_usd: settleMicroUsd,
      money: settleMicroUsd === null ? 'free' : 'settled',
      failure_code: null,
      failure_message: null,
      updated_at: databaseNow,
    }))
    .where('attempt_id', '=', attemptId)
    .returning('reserved_micro_usd')
    .executeTakeFirstOrThrow();
  if (settleMicroUsd === null) return;
  await endReservation(tx, { attemptId, reservedMicroUsd }, { kind: 'settle', microUsd: settleMicroUsd });
}
