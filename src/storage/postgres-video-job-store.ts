import type { Insertable, Selectable } from 'kysely';
import { assert } from '../kernel/assert.ts';
import { endedVideoJobStates, type VideoJob, type VideoJobState, videoJobMayMove } from '../video/job.ts';
import type { PublishedFile, VideoIntent, VideoJobStore } from '../video/job-store-port.ts';
import type { Rendition } from '../video/rendition.ts';
import type { Database } from './database.ts';
import { currentRenditions, publishedFilesQuery, writeRendition } from './renditions.ts';
import type { Schema, VideoJobsTable } from './schema.ts';

type JobRow = Selectable<VideoJobsTable>;
type UnendedState = Exclude<VideoJobState, (typeof endedVideoJobStates)[number]>;

/** Between losing the race for a slot and reading the winner, the winner may end: then the slot is free again. */
const OPEN_ATTEMPTS_MAX = 20;

/** The database's own clock stamps the rows, so all processes agree on it. */
export class PostgresVideoJobStore implements VideoJobStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async open(intent: VideoIntent): Promise<{ readonly kind: 'opened' | 'joined'; readonly job: VideoJob }> {
    for (let attempt = 1; attempt <= OPEN_ATTEMPTS_MAX; attempt += 1) {
      const opened = await this.#db
        .insertInto('video_jobs')
        .values({ ...jobValues(intent), state: 'queued' })
        // The partial unique index decides; naming its condition makes PostgreSQL use it.
        .onConflict((conflict) =>
          conflict.column('slot_key').where('state', 'not in', endedVideoJobStates).doNothing(),
        )
        .returningAll()
        .executeTakeFirst();
      if (opened !== undefined) return { kind: 'opened', job: jobOf(opened) };
      const joined = await this.#db
        .selectFrom('video_jobs')
        .selectAll()
        .where('slot_key', '=', intent.slotKey)
        .where('state', 'not in', endedVideoJobStates)
        .executeTakeFirst();
      if (joined !== undefined) return { kind: 'joined', job: jobOf(joined) };
    }
    return assert(false, `slot ${intent.slotKey} settles within ${OPEN_ATTEMPTS_MAX} tries`) as never;
  }

  async find(jobId: string): Promise<VideoJob | null> {
    const row = await this.#db
      .selectFrom('video_jobs')
      .selectAll()
      .where('job_id', '=', jobId)
      .executeTakeFirst();
    return row === undefined ? null : jobOf(row);
  }

  async latest(slotKey: string): Promise<VideoJob | null> {
    const row = await this.#db
      .selectFrom('video_jobs')
      .selectAll()
      .where('slot_key', '=', slotKey)
      .orderBy('job_number', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : jobOf(row);
  }

  async unended(): Promise<readonly VideoJob[]> {
    const rows = await this.#db
      .selectFrom('video_jobs')
      .selectAll()
      .where('state', 'not in', endedVideoJobStates)
      .orderBy('job_number')
      .execute();
    return rows.map(jobOf);
  }

  async moveJob(
    job: Pick<VideoJob, 'jobId' | 'attempt'> & { readonly from: VideoJobState },
    to: Exclude<VideoJobState, 'ready'>,
    detail: { readonly failure?: NonNullable<VideoJob['failure']> } = {},
  ): Promise<VideoJob | null> {
    assert(videoJobMayMove(job.from, to), `a video job may move from ${job.from} to ${to}`);
    assert((to === 'failed') === (detail.failure !== undefined), 'a failed job, and no other, has a reason');
    const row = await this.#db
      .updateTable('video_jobs')
      .set((column) => ({
        state: to,
        failure_code: detail.failure?.code ?? null,
        failure_message: detail.failure?.message ?? null,
        updated_at: column.fn<Date>('clock_timestamp'),
        ...(to === 'rendering' ? { attempt: column('attempt', '+', 1), progress: 0 } : {}),
      }))
      .where('job_id', '=', job.jobId)
      .where('state', '=', job.from)
      .where('attempt', '=', job.attempt)
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? null : jobOf(row);
  }

  async reportProgress(job: Pick<VideoJob, 'jobId' | 'attempt'>, progress: number): Promise<void> {
    const bounded = Math.min(1, Math.max(0, progress));
    if (Number.isNaN(bounded)) return;
    await this.#db
      .updateTable('video_jobs')
      .set((column) => ({ progress: bounded, updated_at: column.fn<Date>('clock_timestamp') }))
      .where('job_id', '=', job.jobId)
      .where('attempt', '=', job.attempt)
      .where('state', 'in', ['rendering', 'validating', 'publishing'] satisfies UnendedState[])
      // Notes are sent without waiting for each other: a late one doesn't turn the needle back.
      .where('progress', '<', bounded)
      .execute();
  }

  async publish(job: Pick<VideoJob, 'jobId' | 'attempt'>, rendition: Rendition): Promise<VideoJob | null> {
    return await this.#db.transaction().execute(async (tx) => {
      const row = await tx
        .updateTable('video_jobs')
        .set((column) => ({
          state: 'ready' as const,
          progress: 1,
          updated_at: column.fn<Date>('clock_timestamp'),
        }))
        .where('job_id', '=', job.jobId)
        .where('state', '=', 'publishing')
        .where('attempt', '=', job.attempt)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return null;
      await writeRendition(tx, job.jobId, rendition);
      return jobOf(row);
    });
  }

  async current(slotKey: string): Promise<Rendition | null> {
    return (await this.currentOf([slotKey])).get(slotKey) ?? null;
  }

  async currentOf(slotKeys: readonly string[]): Promise<ReadonlyMap<string, Rendition>> {
    return await currentRenditions(this.#db, slotKeys);
  }

  async findFile(hash: string, extension: string): Promise<PublishedFile | null> {
    const found = await publishedFilesQuery(this.#db)
      .where('rendition_files.hash', '=', hash)
      .where('rendition_files.extension', '=', extension)
      .limit(1)
      .executeTakeFirst();
    return found ?? null;
  }

  async publishedFiles(): Promise<readonly PublishedFile[]> {
    return await publishedFilesQuery(this.#db).execute();
  }
}

function jobValues(intent: VideoIntent): Omit<Insertable<Schema['video_jobs']>, 'state'> {
  return {
    slot_key: intent.slotKey,
    persona: intent.persona,
    topic: intent.topic,
    locale: intent.locale,
    lesson_version: intent.lessonVersion,
  };
}

function jobOf(row: JobRow): VideoJob {
  const { failure_code: code, failure_message: message } = row;
  return {
    jobId: row.job_id,
    slotKey: row.slot_key,
    persona: row.persona,
    topic: row.topic,
    locale: row.locale,
    lessonVersion: row.lesson_version,
    state: row.state,
    attempt: row.attempt,
    progress: row.progress,
    failure: code === null || message === null ? null : { code, message },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
