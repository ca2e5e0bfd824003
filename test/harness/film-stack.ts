import { randomUUID } from 'node:crypto';
import type { PoolConfig } from 'pg';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { FilesystemMediaStore } from '../../src/storage/filesystem-media-store.ts';
import { PostgresVideoAttemptStore } from '../../src/storage/postgres-video-attempt-store.ts';
import { PostgresVideoJobStore } from '../../src/storage/postgres-video-job-store.ts';
import { PostgresVideoReviewStore } from '../../src/storage/postgres-video-review-store.ts';
import type { IdempotencyClass } from '../../src/video/film-provider-port.ts';
import { createStudioFilmProvider } from '../../src/video/providers/studio.ts';
import type { VideoQueue } from '../../src/video/video-queue-port.ts';
import { standardTiming, type VideoWorkDependencies } from '../../src/video/video-work.ts';
import { type PlantedBug, withBug } from './planted-bugs.ts';
import { prepareSmallFilm, smallFilmsOf } from './small-films.ts';

/** Everything that a process of the harness needs to know; travels as JSON. */
export type StackOptions = {
  readonly connection: PoolConfig;
  readonly dataDir: string;
  readonly videosApiUrl: string;
  readonly idempotency: IdempotencyClass;
  readonly bug: PlantedBug | null;
  readonly capMicroUsd: number;
};

export type Stack = VideoWorkDependencies & { readonly db: Database; close(): Promise<void> };

/** A lease that runs out soon, so that a minute of the harness is an hour of a bad day. */
const timing = {
  ...standardTiming,
  leaseMs: 900,
  firstPollMs: 60,
  longestPollMs: 300,
  callSettlesMs: 2_500,
  fetchForMs: 20_000,
  insistMs: 0,
};

/** The pipeline's own code over a real database and disk, ordering small films of a `videos-api`. */
export function openStack(options: StackOptions): Stack {
  const { connection, dataDir, bug, capMicroUsd, videosApiUrl: baseUrl, idempotency } = options;
  const db = openDatabase({ ...connection, max: 6 });
  const reviews = new PostgresVideoReviewStore(db);
  const parts = withBug(
    {
      jobs: new PostgresVideoJobStore(db),
      attempts: new PostgresVideoAttemptStore(db),
      provider: smallFilmsOf({ baseUrl, idempotency, apiKey: 'harness-key', model: 'quick' }),
      timing,
    },
    bug,
    db,
  );
  return {
    db,
    jobs: parts.jobs,
    attempts: parts.attempts,
    queue: noQueue,
    media: new FilesystemMediaStore(dataDir),
    chain: {
      providers: [parts.provider],
      studio: createStudioFilmProvider(),
      reviews,
      reviewPolicy: 'none',
      capMicroUsd,
      limitsOf: () => ({ startsPerMinute: 1e9, inFlightMax: 1e9, deadlineMs: 60_000, stallMs: 60_000 }),
    },
    prepareFilm: prepareSmallFilm,
    makeCompanions: async () => [],
    clock: { now: () => new Date() },
    ids: { next: () => randomUUID() },
    timing: parts.timing,
    attemptsMax: 1_000,
    note: () => undefined,
    close: () => db.destroy(),
  };
}

/** Deliveries come from `rude-worker.ts`: to everybody, at any time, more than once. */
const noQueue: VideoQueue = { enqueue: async () => undefined, close: async () => undefined };
