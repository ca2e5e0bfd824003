import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { IdempotencyClass, StartOutcome } from '../../src/video/film-provider-port.ts';
import type { VideoTrack } from '../../src/video/job.ts';
import { workOnJob } from '../../src/video/work-on-job.ts';
import { type TestDatabase, testDatabase } from '../embedded-database.ts';
import { type FilmWorld, openFilmWorld } from './film-world.ts';
import { opened } from './video-rows.ts';

const TURNS_MAX = 40;

/**
 * For each test of a file one job in a fresh film world, and hands to work on it. Whatever happened, after each
 * test the ledger adds up and no work folder is left.
 */
export function jobRig() {
  const never = new AbortController().signal;
  let database: TestDatabase;
  let world: FilmWorld;
  let jobId: string;

  const open = async (track: VideoTrack = 'provider'): Promise<void> => {
    ({ jobId } = await opened(world.jobs, { ...world.intent, track }));
  };
  const work = (signal = never) => workOnJob(world.dependencies, jobId, signal);
  const job = () => world.jobs.find(jobId);

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    world = await openFilmWorld(database.db);
    await open();
  });
  afterEach(async () => {
    const { rows } = await sql<{ budget: number; attempts: number }>`
      select reserved_micro_usd::int as budget, (select coalesce(sum(reserved_micro_usd), 0)::int
        from video_attempts where money = 'reserved') as attempts from video_budget`.execute(database.db);
    expect(rows[0]?.budget).toBe(rows[0]?.attempts);
    expect(await world.leftFolders()).toEqual([]);
  });

  return {
    never,
    open,
    work,
    job,
    world: () => world,
    db: () => database.db,
    jobId: () => jobId,
    attemptList: () => world.attempts.attemptsOf(jobId),
    /** Takes the job up again and again until it no longer waits for its provider. */
    workOn: async () => {
      for (let turn = 0; turn < TURNS_MAX; turn += 1) {
        const verdict = await work();
        if (verdict.kind !== 'parked' || (await job())?.state !== 'waiting') return verdict;
      }
      throw new TypeError('it never ends');
    },
    studioLatest: async () => {
      const { slotKey } = world.intent;
      return (await world.jobs.slotJobs([slotKey])).get(slotKey)?.studio.latest;
    },
    classIs: (idempotency: IdempotencyClass): void => {
      world.acme.capabilities = { ...world.acme.capabilities, idempotency };
    },
    /** The first call buys a film, and its answer gets lost. */
    loseFirstAnswer: (outcome: StartOutcome): void => {
      const { start } = world.acme;
      let isFirst = true;
      world.acme.start = async (order, call) => {
        const sold = await start(order, call);
        if (!isFirst) return sold;
        isFirst = false;
        return outcome;
      };
    },
    /** How many films were bought, by the references under which they were ordered. */
    bought: () => new Set(world.acme.references).size,
  };
}

export const noAnswer: StartOutcome = { kind: 'unknown', code: 'NO_ANSWER', message: 'the line went dead' };

export function refusal(isPassing: boolean): StartOutcome {
  return { kind: 'refused', code: 'NO', message: 'no', isPassing, retryAfterMs: null };
}
