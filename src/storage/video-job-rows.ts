import { type RawBuilder, type Selectable, sql, type Transaction } from 'kysely';
import type { Fence } from '../video/attempt.ts';
import type { VideoJob } from '../video/job.ts';
import type { Schema, VideoJobsTable } from './schema.ts';

/** The database's own clock stamps the rows, so all processes agree on it. */
export const databaseNow: RawBuilder<Date> = sql<Date>`clock_timestamp()`;

export function inMilliseconds(delayMs: number): RawBuilder<Date> {
  return sql<Date>`clock_timestamp() + ${Math.round(delayMs)} * interval '1 millisecond'`;
}

/** What every state but the one named has none of. */
export const noWait = { next_poll_at: null, leased_until: null } as const;
export const noGate = {
  gate: null,
  planned_provider: null,
  planned_model: null,
  planned_prompt_digest: null,
} as const;

/** Locks the job's row for this transaction; false where another worker has taken the job. */
export async function holdsJob(tx: Transaction<Schema>, { jobId, claim }: Fence): Promise<boolean> {
  const held = await tx
    .selectFrom('video_jobs')
    .select('job_id')
    .where('job_id', '=', jobId)
    .where('claim', '=', claim)
    .where('state', '=', 'working')
    .forUpdate()
    .executeTakeFirst();
  return held !== undefined;
}

export function jobOf(row: Selectable<VideoJobsTable>): VideoJob {
  const { planned_provider: provider, planned_model: model, planned_prompt_digest: promptDigest } = row;
  const { failure_code: code, failure_message: message } = row;
  return {
    jobId: row.job_id,
    slotKey: row.slot_key,
    persona: row.persona,
    topic: row.topic,
    locale: row.locale,
    lessonVersion: row.lesson_version,
    track: row.track,
    state: row.state,
    claim: row.claim,
    priority: row.priority,
    progress: row.progress,
    gate: row.gate,
    planned:
      provider === null || model === null || promptDigest === null ? null : { provider, model, promptDigest },
    nextPollAt: row.next_poll_at,
    failure: code === null || message === null ? null : { code, message },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
