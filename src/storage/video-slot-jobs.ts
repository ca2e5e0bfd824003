import { sql } from 'kysely';
import type { SlotJobs, SlotTrack } from '../video/job-store-port.ts';
import type { Database } from './database.ts';
import { jobOf } from './video-job-rows.ts';

const nothing: SlotTrack = { latest: null, failuresInARow: 0, wasPaid: false };

/** By slot, the newest job of each track and its run of failures. One query however many slots are asked for. */
export async function slotJobs(
  db: Database,
  slotKeys: readonly string[],
): Promise<ReadonlyMap<string, SlotJobs>> {
  const found = new Map<string, { studio: SlotTrack; provider: SlotTrack }>(
    slotKeys.map((key) => [key, { studio: nothing, provider: nothing }]),
  );
  if (slotKeys.length === 0) return found;
  const rows = await db
    .selectFrom('video_jobs as latest')
    .selectAll('latest')
    .distinctOn(['latest.slot_key', 'latest.track'])
    .select([failuresInARow.as('failures_in_a_row'), wasPaid.as('was_paid')])
    .where('latest.slot_key', 'in', slotKeys)
    .orderBy('latest.slot_key')
    .orderBy('latest.track')
    .orderBy('latest.job_number', 'desc')
    .execute();
  for (const { failures_in_a_row: failuresInARow, was_paid: wasPaid, ...row } of rows) {
    const tracks = found.get(row.slot_key);
    if (tracks) tracks[row.track] = { latest: jobOf(row), failuresInARow, wasPaid };
  }
  return found;
}

const wasPaid = sql<boolean>`exists (
  select from video_attempts as attempt where attempt.job_id = latest.job_id and attempt.money = 'settled')`;

/** Failed jobs of this lesson version since the last one of the track that ended well. */
const failuresInARow = sql<number>`(
  select count(*) from video_jobs as failed
    where failed.slot_key = latest.slot_key and failed.track = latest.track
      and failed.lesson_version = latest.lesson_version and failed.state = 'failed'
      and failed.job_number > coalesce((
        select max(ready.job_number) from video_jobs as ready
          where ready.slot_key = latest.slot_key and ready.track = latest.track and ready.state = 'ready'), 0))`;
