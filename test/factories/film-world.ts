import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { lessons } from '../../src/lessons/catalogue.ts';
import type { Database } from '../../src/storage/database.ts';
import { FilesystemMediaStore } from '../../src/storage/filesystem-media-store.ts';
import { PostgresVideoAttemptStore } from '../../src/storage/postgres-video-attempt-store.ts';
import { PostgresVideoJobStore } from '../../src/storage/postgres-video-job-store.ts';
import { PostgresVideoReviewStore } from '../../src/storage/postgres-video-review-store.ts';
import type { FilmChain, ProviderLimits } from '../../src/video/film-chain.ts';
import type { FilmProvider } from '../../src/video/film-provider-port.ts';
import type { VideoIntent } from '../../src/video/job.ts';
import { slotKey } from '../../src/video/slot-key.ts';
import type { QueuedJob } from '../../src/video/video-queue-port.ts';
import type { VideoWorkDependencies } from '../../src/video/video-work.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
/** What a provider answers, and what it was asked. */
export type ScriptedProvider = Mutable<FilmProvider> & { readonly references: string[] };
export type FilmWorld = Awaited<ReturnType<typeof openFilmWorld>>;

const PRICE = 100;

/** A provider that makes every film at once, until a test tells it otherwise. It notes what it sold. */
export function scriptedProvider(name = 'acme', idempotency: 'K' | 'L' | 'N' = 'N'): ScriptedProvider {
  const references: string[] = [];
  const isOwn = name === 'studio';
  return {
    name,
    model: `${name}-1`,
    references,
    capabilities: {
      idempotency,
      isOwn,
      durationsSeconds: { min: 1, max: 600 },
      sizes: [{ widthPx: 1280, heightPx: 720 }],
      locales: null,
      hasSound: false,
      framesPerSecond: null,
    },
    estimateCost: () => ({ kind: 'known', microUsd: PRICE }),
    start: async (_, { reference }) => {
      references.push(reference);
      return { kind: 'started', handle: { id: `film-${reference}` }, costMicroUsd: null };
    },
    status: async () => ({ kind: 'completed', expiresAt: null, costMicroUsd: null }),
    download: async (_, { path }) => {
      await writeFile(path, `film of ${name} ${randomUUID()}`);
      return { kind: 'downloaded', path, sizeBytes: 1, sha256: '' };
    },
    cancel: async () => false,
    health: async () => ({ kind: 'healthy', message: 'it answers' }),
  };
}

/**
 * The pipeline over an emptied database and a folder of its own, which goes with the run, with one scripted
 * provider and a scripted studio.
 */
export async function openFilmWorld(db: Database) {
  await sql`truncate video_slots, rendition_files, renditions, video_approvals, video_budget_entries,
    video_attempts, video_jobs`.execute(db);
  await sql`update video_budget set reserved_micro_usd = 0, spent_today_micro_usd = 0`.execute(db);
  const [lesson] = lessons;
  if (!lesson) throw new TypeError('the catalogue holds lessons');
  const slot = { persona: lesson.persona, topic: lesson.topic, locale: 'en' };
  const intent: VideoIntent = {
    ...slot,
    slotKey: slotKey(slot),
    lessonVersion: lesson.version,
    track: 'provider',
  };
  const dataDir = await mkdtemp(join(inject('testDataDir'), 'film-world-'));
  const enqueued: string[] = [];
  let aheadMs = 0;
  const limits: Mutable<ProviderLimits> = {
    startsPerMinute: 1e6,
    inFlightMax: 1e6,
    deadlineMs: 60_000,
    stallMs: 60_000,
  };
  const acme = scriptedProvider();
  const studio = scriptedProvider('studio', 'K');
  const chain: Mutable<FilmChain> = {
    providers: [acme],
    studio,
    reviews: new PostgresVideoReviewStore(db),
    reviewPolicy: 'none',
    capMicroUsd: 10_000,
    limitsOf: () => limits,
  };
  const dependencies: Mutable<VideoWorkDependencies> = {
    jobs: new PostgresVideoJobStore(db),
    attempts: new PostgresVideoAttemptStore(db),
    queue: {
      enqueue: async ({ jobId }: QueuedJob) => {
        enqueued.push(jobId);
      },
      close: async () => undefined,
    },
    media: new FilesystemMediaStore(dataDir),
    chain,
    prepareFilm: async ({ path }) => ({
      kind: 'sound',
      path,
      durationMs: 8_000,
      differences: [],
      facts: {},
    }),
    makeCompanions: async () => [],
    clock: { now: () => new Date(Date.now() + aheadMs) },
    ids: { next: () => randomUUID() },
    timing: {
      leaseMs: 5_000,
      firstPollMs: 0,
      longestPollMs: 0,
      callSettlesMs: 60_000,
      fetchForMs: 60_000,
      insistMs: 2_000,
      studioMs: 5_000,
    },
    attemptsMax: 3,
    note: () => undefined,
  };
  const { jobs, attempts } = dependencies;
  return {
    slot,
    intent,
    lesson,
    chain,
    limits,
    acme,
    studio,
    dependencies,
    jobs,
    attempts,
    enqueued,
    priceMicroUsd: PRICE,
    passTime: (ms: number): void => {
      aheadMs += ms;
    },
    /** Work folders that nobody removed. */
    leftFolders: async (): Promise<readonly string[]> =>
      (await readdir(dataDir, { recursive: true })).filter((path) => path.endsWith('fetched.mp4')),
  };
}
