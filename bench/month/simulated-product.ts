import type { CacheTellingJobStore } from '../../src/storage/cache-telling-job-store.ts';
import type { Database } from '../../src/storage/database.ts';
import { PostgresServedMedia } from '../../src/storage/postgres-served-media.ts';
import { PostgresVideoAttemptStore } from '../../src/storage/postgres-video-attempt-store.ts';
import { PostgresVideoCache } from '../../src/storage/postgres-video-cache.ts';
import { PostgresVideoCleanUp } from '../../src/storage/postgres-video-clean-up.ts';
import { PostgresVideoEvents } from '../../src/storage/postgres-video-events.ts';
import { PostgresVideoReviewStore } from '../../src/storage/postgres-video-review-store.ts';
import { RedisVideoCache } from '../../src/storage/redis-video-cache.ts';
import { cachedStatuses } from '../../src/video/cached-status.ts';
import { type CleanUpReport, cleanUp } from '../../src/video/clean-up.ts';
import type { FilmProvider } from '../../src/video/film-provider-port.ts';
import { ForgivingVideoCache } from '../../src/video/forgiving-video-cache.ts';
import { removeUntrue } from '../../src/video/keep-cache-true.ts';
import type { ReadSlotMedia } from '../../src/video/media-status.ts';
import { type RequestVideoDependencies, requestVideo } from '../../src/video/request-video.ts';
import { ServedFiles } from '../../src/video/served-files.ts';
import { readSlotMedia } from '../../src/video/slot-media.ts';
import type { VideoCache } from '../../src/video/video-cache-port.ts';
import { standardTiming, type VideoWorkDependencies } from '../../src/video/video-work.ts';
import type { Agenda } from './agenda.ts';
import { fail } from './fail.ts';
import { keepTrue } from './kept-truth.ts';
import { OneWorker } from './one-worker.ts';
import { quickCompanions, quickStudio, unseenFilm } from './quick-films.ts';
import type { SimulatedDatabase } from './simulated-database.ts';
import { DatedMediaStore, TrackedJobStore } from './steady-stores.ts';
import { type Question, WatchedCache } from './watched-cache.ts';

/** The defaults of the settings. */
const HOUR_MS = 3_600_000;
const lifetimes = { readyMs: 30 * 24 * HOUR_MS, processingMs: HOUR_MS, failedMs: 24 * HOUR_MS };
const CAP_MICRO_USD = 5_000_000;
const limits = { startsPerMinute: 30, inFlightMax: 4, deadlineMs: 900_000, stallMs: 450_000 };
/** The machine may be busy: nothing here depends on how fast it is. */
const PATIENCE_MS = 60_000;
/** Nobody dies here, and the lease's clock is not the one that renews it. */
const LEASE_MS = 60 * 24 * HOUR_MS;

export type SimulatedProduct = Awaited<ReturnType<typeof openSimulatedProduct>>;

/** The product's own films, cache and cleaning up, in the agenda's time, over a real database. */
export async function openSimulatedProduct(options: {
  agenda: Agenda;
  database: SimulatedDatabase;
  dataDir: string;
  redisUrl: string | null;
  provider: FilmProvider;
  quotaBytes: number;
  onQuestion: (question: Question) => void;
}) {
  const { agenda, database, dataDir, redisUrl, provider, quotaBytes, onQuestion } = options;
  const { db, connection } = database;
  const adapter = await openCache({ db, redisUrl, agenda });
  const forgiving = new ForgivingVideoCache({ cache: adapter, clock: agenda, onTrouble: fail });
  const cache = new WatchedCache(forgiving, onQuestion);
  const jobs = new TrackedJobStore(db, cache, agenda);
  const readTrueMedia: ReadSlotMedia = (slots) => readSlotMedia({ jobs }, slots);
  const worker = new OneWorker(agenda);
  const work = workOf({ agenda, db, jobs, dataDir, provider, worker });
  const store = new PostgresVideoCleanUp(db);
  const events = new PostgresVideoEvents(connection, { onTrouble: fail });
  const truth = await keepTrue({ cache, agenda, lifetimes, db, events, readTrueMedia });
  const served = new PostgresServedMedia(db);
  return {
    ...work,
    cache,
    request: (wanted: Parameters<typeof requestVideo>[1]) =>
      requestVideo(work satisfies RequestVideoDependencies, wanted),
    readTrueMedia,
    readMedia: ((slots) =>
      cachedStatuses({ cache, clock: agenda, lifetimes, read: readTrueMedia }, slots)) as ReadSlotMedia,
    files: new ServedFiles({
      findFile: (hash, extension) => jobs.findFile(hash, extension),
      media: work.media,
      served: { lastServed: (file, at) => agenda.track(served.lastServed(file, at)) },
      clock: agenda,
      onTampered: () => fail('a file is not the one that was published'),
      onTrouble: fail,
    }),
    cleanUp: async (): Promise<CleanUpReport> => {
      const outcome = await cleanUp(
        { store, media: work.media, cache, clock: agenda, quotaBytes },
        { isDryRun: false },
      );
      await truth.settle();
      return outcome.kind === 'done' ? outcome.report : fail('somebody else cleans up');
    },
    removeUntrue: () => removeUntrue({ cache, readTrueMedia }),
    /** Where nothing was opened, worked on or removed there is nothing to hear of. */
    settle: async () => {
      if (worker.hasMoved()) await truth.settle();
    },
    close: async () => {
      truth.stop();
      await events.close();
      await cache.close();
    },
  };
}

async function openCache({
  db,
  redisUrl,
  agenda,
}: {
  db: Database;
  redisUrl: string | null;
  agenda: Agenda;
}): Promise<VideoCache> {
  if (redisUrl === null) return new PostgresVideoCache({ db, clock: agenda });
  return await RedisVideoCache.open({ redisUrl, clock: agenda, onTrouble: fail, answerMaxMs: PATIENCE_MS });
}

function workOf({
  agenda,
  db,
  jobs,
  dataDir,
  provider,
  worker,
}: {
  agenda: Agenda;
  db: Database;
  jobs: CacheTellingJobStore;
  dataDir: string;
  provider: FilmProvider;
  worker: OneWorker;
}): VideoWorkDependencies {
  let ids = 0;
  const work: VideoWorkDependencies = {
    jobs,
    attempts: new PostgresVideoAttemptStore(db),
    queue: worker,
    media: new DatedMediaStore(dataDir, agenda),
    chain: {
      providers: [provider],
      studio: quickStudio(agenda),
      reviews: new PostgresVideoReviewStore(db),
      reviewPolicy: 'none',
      capMicroUsd: CAP_MICRO_USD,
      limitsOf: () => limits,
    },
    prepareFilm: unseenFilm,
    makeCompanions: quickCompanions,
    clock: agenda,
    ids: { next: () => `id-${String(++ids).padStart(6, '0')}` },
    timing: { ...standardTiming, leaseMs: LEASE_MS },
    attemptsMax: 5,
    note: () => undefined,
  };
  worker.employ(work);
  return work;
}
