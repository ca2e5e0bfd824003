import { Redis } from 'ioredis';
import type { Milliseconds } from '../kernel/units.ts';

/** An answer that came later than this would have been quicker without the cache. */
const ANSWER_MAX_MS = 250;
const CONNECT_MAX_MS = 2_000;
const RECONNECT_MOST_MS = 2_000;
/** What is said goodbye to may be gone already. */
const PART_MAX_MS = 100;

/**
 * A connection for what may be forgotten: a command fails at once where Redis is away, and soon where it doesn't
 * answer. Waits for the first connection, not for long; comes back by itself.
 */
export async function openCacheConnection({
  redisUrl,
  onTrouble,
  answerMaxMs = ANSWER_MAX_MS,
}: {
  redisUrl: string;
  onTrouble: (error: Error) => void;
  answerMaxMs?: Milliseconds;
}): Promise<Redis> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectionName: 'spendsense-cache',
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: answerMaxMs,
    connectTimeout: CONNECT_MAX_MS,
    disconnectTimeout: PART_MAX_MS,
    retryStrategy: (times) => Math.min(times * 50, RECONNECT_MOST_MS),
  });
  redis.on('error', onTrouble);
  await redis.connect().catch(() => undefined);
  return redis;
}
