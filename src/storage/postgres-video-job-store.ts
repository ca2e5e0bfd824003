import { sql } from 'kysely';
import { assert } from '../kernel/assert.ts';
import type { Fence } from '../video/attempt.ts';
import {
  endedVideoJobStates,
  type Failure,
  type SpendSubject,
  type VideoIntent,
  type VideoJob,
} from '../video/job.ts';
import type {
  JobBeginning,
  OpenOutcome,
  Publication,
  PublishedFile,
  SlotJobs,
  VideoJobStore,
} from '../video/job-store-port.ts';
import type { Rendition } from '../video/rendition.ts';
import type { Database } from './database.ts';
import { currentRenditions, servedFilesQuery } from './renditions.ts';
import { insertAttempt } from './video-attempt-rows.ts';
import { databaseNow, inMilliseconds, jobOf, noGate, noWait } from './video-job-rows.ts';
import { publishRendition } from './video-publication.ts';
import { slotJobs } from './video-slot-jobs.ts';

/** Between losing the race for a slot and reading the winner, the winner may end: then the slot is free again. */
const OPEN_ATTEMPTS_MAX = 20;

/** Undoes the transaction of a job whose money isn't there. */
class OverBudget extends Error {
  override readonly name = 'OverBudget';
}

/** The database's own clock stamps the rows, so all processes agree on it. */
export class PostgresVideoJobStore implements VideoJobStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async open(
    intent: VideoIntent,
    options: { readonly priority: number; readonly beginning: JobBeginning },
  ): Promise<OpenOutcome> {
    for (let attempt = 1; attempt <= OPEN_ATTEMPTS_MAX; attempt += 1) {
      try {
        const opened = await this.#insert(intent, options);
        if (opened !== null) return { kind: 'opened', job: opened };
      } catch (error) {
        if (error instanceof OverBudget) return { kind: 'over_budget' };
        throw error;
      }
      const joined = await this.#join(intent, options.priority);
      if (joined !== null) return { kind: 'joined', job: joined };
    }
    return assert(false, `slot ${intent.slotKey} settles within ${OPEN_ATTEMPTS_MAX} tries`) as never;
  }

  async #insert(
    intent: VideoIntent,
    { priority, beginning }: { priority: number; beginning: JobBeginning },
  ): Promise<VideoJob | null> {
    return await this.#db.transaction().execute(async (tx) => {
      const planned = beginning.kind === 'awaiting_spend' ? beginning.planned : null;
      const row = await tx
        .insertInto('video_jobs')
        .values({
          slot_key: intent.slotKey,
          persona: intent.persona,
          topic: intent.topic,
          locale: intent.locale,
          lesson_version: intent.lessonVersion,
          track: intent.track,
          priority,
          state: planned === null ? 'queued' : 'awaiting_approval',
          ...(planned === null ? {} : gateOf(planned)),
        })
        // The partial unique index decides; naming its condition makes PostgreSQL use it.
        .onConflict((conflict) =>
          conflict
            .columns(['slot_key', 'track', 'lesson_version'])
            .where('state', 'not in', endedVideoJobStates)
            .doNothing(),
        )
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return null;
      if (beginning.kind === 'ordered') {
        const attemptId = await insertAttempt(tx, row.job_id, beginning.plan, beginning.capMicroUsd);
        if (attemptId === null) throw new OverBudget('the day’s cap is reached');
      }
      return jobOf(row);
    });
  }

  /** Whoever waits for it more urgently than those before pulls it forward. */
  async #join({ slotKey, track, lessonVersion }: VideoIntent, priority: number): Promise<VideoJob | null> {
    const row = await this.#db
      .updateTable('video_jobs')
      .set({ priority: sql<number>`least(priority, ${priority})` })
      .where('slot_key', '=', slotKey)
      .where('track', '=', track)
      .where('lesson_version', '=', lessonVersion)
      .where('state', 'not in', endedVideoJobStates)
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? null : jobOf(row);
  }

  async find(jobId: string): Promise<VideoJob | null> {
    const row = await this.#db
      .selectFrom('video_jobs')
      .selectAll()
      .where('job_id', '=', jobId)
      .executeTakeFirst();
    return row === undefined ? null : jobOf(row);
  }

  async slotJobs(slotKeys: readonly string[]): Promise<ReadonlyMap<string, SlotJobs>> {
    return await slotJobs(this.#db, slotKeys);
  }

  async list({ states, limit, track }: Parameters<VideoJobStore['list']>[0]): Promise<readonly VideoJob[]> {
    const rows = await this.#db
      .selectFrom('video_jobs')
      .selectAll()
      .where('state', 'in', states)
      .$if(track !== undefined, (query) => query.where('track', '=', track ?? 'studio'))
      .orderBy('job_number', 'desc')
      .limit(limit)
      .execute();
    return rows.map(jobOf);
  }

  async workable(): Promise<readonly Pick<VideoJob, 'jobId' | 'priority' | 'track'>[]> {
    return await this.#db
      .selectFrom('video_jobs')
      .select(['job_id as jobId', 'priority', 'track'])
      .where(isWorkable)
      .orderBy('priority')
      .orderBy('job_number')
      .execute();
  }

  async due(): Promise<readonly Pick<VideoJob, 'jobId' | 'priority' | 'track'>[]> {
    return await this.#db
      .selectFrom('video_jobs')
      .select(['job_id as jobId', 'priority', 'track'])
      .where('state', '=', 'waiting')
      .where('next_poll_at', '<=', databaseNow)
      .orderBy('next_poll_at')
      .execute();
  }

  async claim(jobId: string, leaseMs: number): Promise<VideoJob | null> {
    const row = await this.#db
      .updateTable('video_jobs')
      .set((column) => ({
        ...noWait,
        ...noGate,
        state: 'working',
        claim: column('claim', '+', 1),
        leased_until: inMilliseconds(leaseMs),
        updated_at: databaseNow,
      }))
      .where('job_id', '=', jobId)
      .where(isWorkable)
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? null : jobOf(row);
  }

  async renew(fence: Fence, leaseMs: number): Promise<boolean> {
    return (await this.#update(fence, { leased_until: inMilliseconds(leaseMs) })) !== null;
  }

  async giveBack(fence: Fence): Promise<boolean> {
    return (await this.#update(fence, { ...noWait, state: 'queued' })) !== null;
  }

  async wait(fence: Fence, delayMs: number): Promise<boolean> {
    const next_poll_at = inMilliseconds(delayMs);
    return (await this.#update(fence, { state: 'waiting', leased_until: null, next_poll_at })) !== null;
  }

  async awaitSpend(fence: Fence, planned: SpendSubject): Promise<boolean> {
    return (
      (await this.#update(fence, { ...noWait, state: 'awaiting_approval', ...gateOf(planned) })) !== null
    );
  }

  async timeOut(fence: Fence, reason: Failure): Promise<boolean> {
    return (await this.#update(fence, { ...noWait, state: 'timed_out', ...failureOf(reason) })) !== null;
  }

  async fail(fence: Fence, reason: Failure): Promise<boolean> {
    return (await this.#update(fence, { ...noWait, state: 'failed', ...failureOf(reason) })) !== null;
  }

  async #update({ jobId, claim }: Fence, change: object): Promise<VideoJob | null> {
    const row = await this.#db
      .updateTable('video_jobs')
      .set({ ...change, updated_at: databaseNow })
      .where('job_id', '=', jobId)
      .where('claim', '=', claim)
      .where('state', '=', 'working')
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? null : jobOf(row);
  }

  async reportProgress({ jobId, claim }: Fence, progress: number): Promise<void> {
    const bounded = Math.min(1, Math.max(0, progress));
    if (Number.isNaN(bounded)) return;
    await this.#db
      .updateTable('video_jobs')
      .set({ progress: bounded, updated_at: databaseNow })
      .where('job_id', '=', jobId)
      .where('claim', '=', claim)
      .where('state', '=', 'working')
      // Notes are sent without waiting for each other: a late one doesn't turn the needle back.
      .where('progress', '<', bounded)
      .execute();
  }

  async publish(fence: Fence, publication: Publication): Promise<VideoJob | null> {
    return await this.#db.transaction().execute((tx) => publishRendition(tx, fence, publication));
  }

  async resume(jobId: string): Promise<VideoJob | null> {
    return await this.#db.transaction().execute(async (tx) => {
      const row = await tx
        .updateTable('video_jobs')
        .set({ state: 'queued', failure_code: null, failure_message: null, updated_at: databaseNow })
        .where('job_id', '=', jobId)
        .where('state', '=', 'timed_out')
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return null;
      // As much time again as it had, from now on.
      await tx
        .updateTable('video_attempts')
        .set({
          deadline_at: sql<Date>`clock_timestamp() + deadline_ms * interval '1 millisecond'`,
          progress_at: databaseNow,
          misses: 0,
          deliveries: 0,
          not_ready: 0,
        })
        .where('job_id', '=', jobId)
        .where('state', '=', 'started')
        .execute();
      return jobOf(row);
    });
  }

  async awaitingFilmPath(jobId: string): Promise<string | null> {
    const film = await this.#db
      .selectFrom('renditions')
      .innerJoin('rendition_files', 'rendition_files.rendition_id', 'renditions.rendition_id')
      .select(['persona', 'topic', 'hash', 'extension'])
      .where('job_id', '=', jobId)
      .where('review', '=', 'awaiting')
      .where('kind', '=', 'film')
      .executeTakeFirst();
    return film ? `videos/${film.persona}/${film.topic}/${film.hash}.${film.extension}` : null;
  }

  async supersede(jobId: string): Promise<boolean> {
    return await this.#db.transaction().execute(async (tx) => {
      const row = await tx
        .updateTable('video_jobs')
        .set({
          ...noGate,
          state: 'rejected',
          failure_code: 'SUPERSEDED',
          failure_message: 'the lesson has changed since',
          updated_at: databaseNow,
        })
        .where('job_id', '=', jobId)
        .where('state', '=', 'awaiting_approval')
        .returning('job_id')
        .executeTakeFirst();
      if (row === undefined) return false;
      await tx
        .updateTable('renditions')
        .set({ review: 'rejected' })
        .where('job_id', '=', jobId)
        .where('review', '=', 'awaiting')
        .execute();
      return true;
    });
  }

  async current(slotKey: string): Promise<Rendition | null> {
    return (await this.currentOf([slotKey])).get(slotKey) ?? null;
  }

  async currentOf(slotKeys: readonly string[]): Promise<ReadonlyMap<string, Rendition>> {
    return await currentRenditions(this.#db, slotKeys);
  }

  async findFile(hash: string, extension: string): Promise<PublishedFile | null> {
    const found = await servedFilesQuery(this.#db)
      .where('rendition_files.hash', '=', hash)
      .where('rendition_files.extension', '=', extension)
      .limit(1)
      .executeTakeFirst();
    return found ?? null;
  }
}

/** Nobody works on it, or whoever did has not been heard of for a lease's time. */
const isWorkable = sql<boolean>`(state = 'queued'
  or (state = 'working' and leased_until <= clock_timestamp())
  or (state = 'waiting' and next_poll_at <= clock_timestamp()))`;

const gateOf = ({ provider, model, promptDigest }: SpendSubject) => ({
  gate: 'spend' as const,
  planned_provider: provider,
  planned_model: model,
  planned_prompt_digest: promptDigest,
});

const failureOf = ({ code, message }: Failure) => ({ failure_code: code, failure_message: message });
