import type { Transaction } from 'kysely';
import type { SpendSubject, VideoGate, VideoJob } from '../video/job.ts';
import type { DecideOutcome, ReviewDecision, ReviewStore, ReviewVerdict } from '../video/review-port.ts';
import { appendDecision } from './audit-append.ts';
import type { Database } from './database.ts';
import { pointAway, pointSlot, renditionOfJob } from './renditions.ts';
import type { Schema } from './schema.ts';
import { databaseNow, jobOf, noGate } from './video-job-rows.ts';

/** What stands at a gate: the prompt before money flows, the film with its digest before anybody sees it. */
type Waiting = SpendSubject & { readonly filmSha256: string | null };

export class PostgresVideoReviewStore implements ReviewStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async spendVerdict({ promptDigest, provider, model }: SpendSubject): Promise<ReviewVerdict | null> {
    const latest = await this.#db
      .selectFrom('video_approvals')
      .select('verdict')
      .where('gate', '=', 'spend')
      .where('prompt_digest', '=', promptDigest)
      .where('provider', '=', provider)
      .where('model', '=', model)
      .orderBy('approval_number', 'desc')
      .limit(1)
      .executeTakeFirst();
    return latest?.verdict ?? null;
  }

  async decide(jobId: string, decision: ReviewDecision): Promise<DecideOutcome> {
    return await this.#db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('video_jobs')
        .selectAll()
        .where('job_id', '=', jobId)
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) return { kind: 'unknown_job' };
      const job = jobOf(row);
      const gate = isShown(job) && decision.verdict === 'rejected' ? 'show' : job.gate;
      if (gate === null) return { kind: 'not_waiting', job };
      const subject = gate === 'spend' ? spendSubject(job) : await decideFilm(tx, job, decision);
      const after = await moveOn(tx, job, gate, decision);
      await record(tx, { jobId, gate, subject, decision });
      return { kind: 'decided', gate, job: after };
    });
  }
}

function spendSubject({ planned }: VideoJob): Waiting {
  if (planned === null) throw new TypeError('a job at the spend gate says what it would buy');
  return { ...planned, filmSha256: null };
}

/** An ordered film that is out: it can be taken back. */
function isShown({ state, track }: VideoJob): boolean {
  return state === 'ready' && track === 'provider';
}

/** The rendition becomes visible, never will, or no longer is. */
async function decideFilm(
  tx: Transaction<Schema>,
  job: VideoJob,
  { verdict, at }: ReviewDecision,
): Promise<Waiting> {
  const rendition = await renditionOfJob(tx, job.jobId, isShown(job) ? 'approved' : 'awaiting');
  const film = rendition.files.find(({ kind }) => kind === 'film');
  await tx
    .updateTable('renditions')
    .set({ review: verdict, ...(verdict === 'approved' ? { published_at: at } : {}) })
    .where('rendition_id', '=', rendition.renditionId)
    .execute();
  if (verdict === 'approved') await pointSlot(tx, rendition);
  else await pointAway(tx, rendition);
  const { provider, model, promptDigest } = rendition;
  return { provider, model: model ?? '', promptDigest: promptDigest ?? '', filmSha256: film?.sha256 ?? '' };
}

async function moveOn(
  tx: Transaction<Schema>,
  { jobId }: VideoJob,
  gate: VideoGate,
  { verdict, byName, reason }: ReviewDecision,
): Promise<VideoJob> {
  const state = verdict === 'rejected' ? 'rejected' : gate === 'spend' ? 'queued' : 'ready';
  const why =
    verdict === 'rejected'
      ? {
          failure_code: gate === 'spend' ? 'PROMPT_REJECTED' : 'FILM_REJECTED',
          failure_message: reason ?? `${byName} said no at the ${gate} gate`,
        }
      : {};
  const row = await tx
    .updateTable('video_jobs')
    .set({ ...noGate, state, ...why, updated_at: databaseNow })
    .where('job_id', '=', jobId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return jobOf(row);
}

async function record(
  tx: Transaction<Schema>,
  {
    jobId,
    gate,
    subject,
    decision,
  }: { jobId: string; gate: VideoGate; subject: Waiting; decision: ReviewDecision },
): Promise<void> {
  const { verdict, byName, reason, at } = decision;
  const { provider, model, promptDigest, filmSha256 } = subject;
  await tx
    .insertInto('video_approvals')
    .values({
      gate,
      job_id: jobId,
      prompt_digest: promptDigest,
      provider,
      model,
      film_sha256: filmSha256,
      verdict,
      by_name: byName,
      reason,
      at,
    })
    .execute();
  await appendDecision(tx, {
    action: verdict === 'approved' ? 'film_approved' : 'film_rejected',
    at,
    actor: { role: 'operator', name: byName },
    memberId: null,
    reason: reason ?? `looked at before ${gate === 'spend' ? 'money was spent' : 'anybody saw it'}`,
    ruleVersion: null,
    facts: { gate, jobId, provider, model, promptDigest, ...(filmSha256 ? { filmSha256 } : {}) },
    detail: null,
  });
}
