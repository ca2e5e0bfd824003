import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../storage/database.ts';
import { PostgresVideoCache } from '../storage/postgres-video-cache.ts';
import { RedisVideoCache } from '../storage/redis-video-cache.ts';
import type { CacheLifetimes } from '../video/cache-lifetimes.ts';
import { ForgivingVideoCache } from '../video/forgiving-video-cache.ts';
import type { VideoCache } from '../video/video-cache-port.ts';
import type { Config } from './config.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** In Redis where there is one, else beside the rows. Its absence harms no answer. */
export async function openVideoCache(
  config: Pick<Config, 'REDIS_URL'>,
  { db, log, clock }: { db: Database; log: Logger; clock: Clock },
): Promise<VideoCache> {
  const onTrouble = (error: unknown): void =>
    log.warn({ err: error }, 'the cache of films’ states does not answer; the tables are read instead');
  const cache = config.REDIS_URL
    ? // It reconnects many times a second: what it says while doing so is said by the first question it fails.
      await RedisVideoCache.open({ redisUrl: config.REDIS_URL, clock, onTrouble: () => undefined })
    : new PostgresVideoCache({ db, clock });
  return new ForgivingVideoCache({ cache, clock, onTrouble });
}

export function cacheLifetimesOf(config: Config): CacheLifetimes {
  return {
    readyMs: config.VIDEO_CACHE_READY_DAYS * DAY_MS,
    processingMs: config.VIDEO_CACHE_PROCESSING_MINUTES * MINUTE_MS,
    failedMs: config.VIDEO_CACHE_FAILED_HOURS * HOUR_MS,
  };
}
