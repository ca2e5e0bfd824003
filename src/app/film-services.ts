import type { PoolConfig } from 'pg';
import type { Logger } from 'pino';
import type { FilmRequests } from '../members/film-requests-port.ts';
import { createVideoQueue } from '../storage/bullmq-video-queue.ts';
import { startVideoWorker } from '../storage/bullmq-video-worker.ts';
import { CacheTellingJobStore } from '../storage/cache-telling-job-store.ts';
import type { Database } from '../storage/database.ts';
import { FilesystemMediaStore } from '../storage/filesystem-media-store.ts';
import { PostgresServedMedia } from '../storage/postgres-served-media.ts';
import { PostgresVideoAttemptStore } from '../storage/postgres-video-attempt-store.ts';
import { PostgresVideoCleanUp } from '../storage/postgres-video-clean-up.ts';
import { PostgresVideoEvents } from '../storage/postgres-video-events.ts';
import { PostgresVideoJobCounts } from '../storage/postgres-video-job-counts.ts';
import { PostgresVideoReviewStore } from '../storage/postgres-video-review-store.ts';
import type { Theme } from '../studio/theme.ts';
import type { AttemptStore } from '../video/attempt-store-port.ts';
import type { CacheLifetimes } from '../video/cache-lifetimes.ts';
import { cachedStatuses } from '../video/cached-status.ts';
import type { CleanUpStore } from '../video/clean-up-port.ts';
import type { FilmChain } from '../video/film-chain.ts';
import { ForgivingVideoQueue } from '../video/forgiving-video-queue.ts';
import type { VideoJobStore } from '../video/job-store-port.ts';
import type { ReadSlotMedia } from '../video/media-status.ts';
import type { MediaStore } from '../video/media-store-port.ts';
import { type RequestVideoDependencies, requestVideo } from '../video/request-video.ts';
import type { ReviewStore } from '../video/review-port.ts';
import type { ServedMedia } from '../video/served-media-port.ts';
import { readSlotMedia } from '../video/slot-media.ts';
import type { VideoCache } from '../video/video-cache-port.ts';
import type { VideoEvents } from '../video/video-events-port.ts';
import type { VideoJobCounts } from '../video/video-job-counts-port.ts';
import type { VideoJobHandler, VideoQueue, VideoWorker, WorkerLanes } from '../video/video-queue-port.ts';
import type { Config } from './config.ts';
import { filmChain } from './film-chain.ts';
import { systemClock } from './machine.ts';
import { nowAndThen } from './now-and-then.ts';
import { studioTheme } from './studio-theme.ts';
import { cacheLifetimesOf, openVideoCache } from './video-cache.ts';

/** What stands behind the ports of `video`. */
export type FilmServices = {
  readonly films: FilmRequests;
  readonly jobs: VideoJobStore;
  readonly jobCounts: VideoJobCounts;
  readonly attempts: AttemptStore;
  readonly reviews: ReviewStore;
  readonly chain: FilmChain;
  /** The house's look; null where it is SpendSense's own. */
  readonly theme: Theme | null;
  readonly media: MediaStore;
  readonly cleanUpStore: CleanUpStore;
  readonly served: ServedMedia;
  readonly cache: VideoCache;
  readonly lifetimes: CacheLifetimes;
  /** From the cache where it holds. */
  readonly readMedia: ReadSlotMedia;
  /** From the tables of truth. */
  readonly readTrueMedia: ReadSlotMedia;
  readonly queue: VideoQueue;
  /** Null while the queue takes jobs, else why it doesn't. */
  queueTrouble(): Promise<string | null>;
  readonly videoEvents: VideoEvents;
  openWorker(handle: VideoJobHandler, lanes: WorkerLanes): Promise<VideoWorker>;
};

const COMPLAIN_EVERY_MS = 60_000;

/** Opens them; what has to be closed is deferred to `opening`. */
export async function openFilmServices(
  config: Config,
  { db, connection, log }: { db: Database; connection: PoolConfig; log: Logger },
  opening: AsyncDisposableStack,
): Promise<FilmServices> {
  const backend = config.REDIS_URL ? { redisUrl: config.REDIS_URL } : { postgres: connection };
  const onError = nowAndThen(
    (error: unknown) =>
      log.warn({ err: error }, 'the job queue has trouble; jobs wait in their rows meanwhile'),
    { everyMs: COMPLAIN_EVERY_MS, clock: systemClock },
  );
  const delivery = await createVideoQueue(backend, { onError });
  const queue = new ForgivingVideoQueue({ queue: delivery, clock: systemClock, onTrouble: onError });
  opening.defer(() => queue.close());
  const videoEvents = new PostgresVideoEvents(connection, {
    onTrouble: (error) => log.warn({ err: error }, 'changes of videos are not heard; listening again'),
  });
  opening.defer(() => videoEvents.close());
  const cache = await openVideoCache(config, { db, log, clock: systemClock });
  opening.defer(() => cache.close());
  const lifetimes = cacheLifetimesOf(config);

  const jobs = new CacheTellingJobStore(db, cache);
  const reviews = new PostgresVideoReviewStore(db);
  const theme = await studioTheme(config);
  const chain = filmChain(config, reviews, theme);
  const readTrueMedia: ReadSlotMedia = (slots) => readSlotMedia({ jobs }, slots);
  return {
    films: filmRequests({ jobs, queue, chain, clock: systemClock }, log),
    jobs,
    jobCounts: new PostgresVideoJobCounts(db),
    attempts: new PostgresVideoAttemptStore(db),
    reviews,
    chain,
    theme,
    media: new FilesystemMediaStore(config.DATA_DIR),
    cleanUpStore: new PostgresVideoCleanUp(db),
    served: new PostgresServedMedia(db),
    cache,
    lifetimes,
    readMedia: (slots) =>
      cachedStatuses({ cache, clock: systemClock, lifetimes, read: readTrueMedia }, slots),
    readTrueMedia,
    queue,
    queueTrouble: () => delivery.trouble(),
    videoEvents,
    openWorker: (handle, lanes) => startVideoWorker(backend, handle, { lanes, onError }),
  };
}

/** A page never fails and never waits because of a film: what goes wrong here is logged and tried again later. */
function filmRequests(use: RequestVideoDependencies, log: Logger): FilmRequests {
  return {
    request: async (lessons, asker) => {
      for (const lesson of lessons) {
        try {
          await requestVideo(use, { ...lesson, asker });
        } catch (error) {
          log.error({ err: error, ...lesson }, 'a film could not be asked for');
        }
      }
    },
  };
}
