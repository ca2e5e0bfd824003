import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { FilmHistory, FilmLog, FilmLogEntry, ServedLink } from '../members/film-log-port.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

type Lessons = readonly { persona: string; topic: string }[];

export class PostgresFilmLog implements FilmLog {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async historyOf(lessons: Lessons): Promise<FilmHistory> {
    if (lessons.length === 0) return { served: [], log: [] };
    const [served, log] = await Promise.all([servedLinks(this.#db, lessons), attemptLog(this.#db, lessons)]);
    return { served, log };
  }
}

async function attemptLog(db: Database, lessons: Lessons): Promise<readonly FilmLogEntry[]> {
  const rows = await db
    .selectFrom('video_attempts as attempt')
    .innerJoin('video_jobs as job', 'job.job_id', 'attempt.job_id')
    .select(['job.persona', 'job.topic', 'job.locale', 'job.track', 'job.state as job_state'])
    .select(['job.job_id', 'job.lesson_version', 'attempt.ordinal', 'attempt.provider', 'attempt.model'])
    .select(['attempt.prompt_digest', 'attempt.state', 'attempt.money', 'attempt.settled_micro_usd'])
    .select(['attempt.failure_code', 'attempt.failure_message', 'attempt.differences', 'attempt.delivered'])
    .select(['attempt.created_at', 'attempt.started_at', 'attempt.completed_at'])
    .where((where) => isOfLessons(where, lessons))
    .orderBy('attempt.created_at')
    .execute();
  return rows.map((row) => {
    const {
      failure_code: code,
      failure_message: message,
      started_at: startedAt,
      completed_at: endedAt,
    } = row;
    return {
      at: row.created_at,
      persona: row.persona,
      topic: row.topic,
      locale: row.locale,
      lessonVersion: row.lesson_version,
      jobId: row.job_id,
      track: row.track,
      attempt: row.ordinal,
      provider: row.provider,
      model: row.model,
      promptDigest: row.prompt_digest,
      // Bought and not yet here: how it stands is the job's to say.
      status: row.state === 'started' ? row.job_state : row.state,
      failure: code === null || message === null ? null : { code, message },
      filmMs: numberIn(row.delivered, 'durationMs'),
      sizeBytes: numberIn(row.delivered, 'sizeBytes'),
      generationMs: startedAt && endedAt ? endedAt.getTime() - startedAt.getTime() : null,
      costMicroUsd: row.money === 'free' || row.money === 'released' ? 0 : row.settled_micro_usd,
      differences: row.differences ?? [],
    };
  });
}

/** One row for each slot that anything was ever begun for. */
async function servedLinks(db: Database, lessons: Lessons): Promise<readonly ServedLink[]> {
  const rows = await db
    .selectFrom('video_jobs as job')
    .distinctOn('job.slot_key')
    .leftJoin('video_slots as slot', 'slot.slot_key', 'job.slot_key')
    .leftJoin('renditions as served', (join) =>
      join
        .onRef('served.rendition_id', '=', 'slot.rendition_id')
        .on('served.review', '=', 'approved')
        .on('served.evicted_at', 'is', null),
    )
    .leftJoin('video_approvals as approval', (join) =>
      join.onRef('approval.job_id', '=', 'served.job_id').on('approval.gate', '=', 'show'),
    )
    .select(['job.slot_key', 'job.persona', 'job.topic', 'job.locale', 'approval.by_name'])
    .select([
      'served.link',
      'served.provider',
      'served.rendition_id',
      'served.lesson_version',
      'served.published_at',
    ])
    .select([latestOf('provider').as('ordered'), latestOf('studio').as('own')])
    .where((where) => isOfLessons(where, lessons))
    .orderBy('job.slot_key')
    .execute();
  return rows.map((row) => ({
    persona: row.persona,
    topic: row.topic,
    locale: row.locale,
    link: row.link ?? 'text',
    provider: row.provider,
    renditionId: row.rendition_id,
    lessonVersion: row.lesson_version,
    since: row.published_at,
    why: whyServed(row),
  }));
}

/** The newest job of a track in a few words: its state, and the reason where it has one. */
function latestOf(track: 'provider' | 'studio') {
  return sql<string | null>`(
    select concat_ws(': ', latest.state, latest.failure_message) from video_jobs as latest
      where latest.slot_key = job.slot_key and latest.track = ${track}
      order by latest.job_number desc limit 1)`;
}

function whyServed(row: {
  link: 'film' | 'infographic' | null;
  provider: string | null;
  by_name: string | null;
  ordered: string | null;
  own: string | null;
}): string {
  if (row.link === null)
    return `no film and no infographic (${[row.ordered, row.own].filter(Boolean).join('; ')})`;
  if (row.link === 'infographic') return `no film could be made (${row.own ?? 'never tried'})`;
  if (row.provider !== 'studio') {
    return row.by_name === null
      ? 'ordered; no word was needed to show it'
      : `ordered; approved by ${row.by_name}`;
  }
  return row.ordered === null
    ? 'the studio makes this film'
    : `the studio stands in for the ordered film (${row.ordered})`;
}

function isOfLessons(
  { eb, refTuple, tuple }: ExpressionBuilder<Schema & { job: Schema['video_jobs'] }, 'job'>,
  lessons: Lessons,
): Expression<SqlBool> {
  return eb(
    refTuple('job.persona', 'job.topic'),
    'in',
    lessons.map(({ persona, topic }) => tuple(persona, topic)),
  );
}

function numberIn(record: Readonly<Record<string, unknown>> | null, key: string): number | null {
  const value = record?.[key];
  return typeof value === 'number' ? value : null;
}
