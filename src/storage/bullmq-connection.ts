import { setTimeout as sleep } from 'node:timers/promises';
import {
  createPostgresBackend,
  type PostgresConnectionOptions,
  type PostgresQueueBackend,
  type Processor,
  Queue,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import type { PoolConfig } from 'pg';
import type { VideoTrack } from '../video/job.ts';
import { whyTooOld } from './redis-version.ts';

/** Where the queue lives: beside the rows, or in Redis where many workers share it. */
export type QueueBackend = { readonly postgres: PoolConfig } | { readonly redisUrl: string };

/** What a delivery carries beside its id: nothing. Everything about a job stands in its row. */
export type Delivery = Record<string, never>;

/** The parts of BullMQ's classes that are the same over both backends. */
export type DeliveryQueue = Pick<
  Queue<Delivery>,
  'add' | 'remove' | 'getJob' | 'getJobState' | 'close' | 'waitUntilReady'
> & { on(event: 'error', listener: (error: Error) => void): unknown };
export type DeliveryWorker = Pick<Worker<Delivery>, 'close' | 'pause' | 'waitUntilReady' | 'cancelJob'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown;
};

/** A queue for each track. */
const queueNames: Readonly<Record<VideoTrack, string>> = { studio: 'videos', provider: 'ordered-videos' };
/** A schema of its own: BullMQ migrates it itself, beside the product's tables. */
const SCHEMA = 'video_queue';
const READY_MAX_MS = 20_000;
const CLOSE_MAX_MS = 3_000;
/** A caller that adds a job doesn't wait for Redis to come back: the rows know of the job as well. */
const ANSWER_MAX_MS = 800;
const RECONNECT_MOST_MS = 2_000;
/** What is said goodbye to may be gone already. */
const PART_MAX_MS = 100;
/** BullMQ asks for the version once, and where the line drops just then it never takes a job again. We ask ourselves. */
const withoutVersionCheck = { skipVersionCheck: true };
const reconnectAfterMs = (times: number): number => Math.min(times * 100, RECONNECT_MOST_MS);

export type OpenDeliveryQueue = {
  readonly queue: DeliveryQueue;
  /** Throws at once where no connection stands; BullMQ itself would wait for one without end. */
  assertConnected(): void;
  /** Resolves when the queue takes jobs; rejects when it doesn't, or not soon. */
  answer(): Promise<unknown>;
  close(): Promise<void>;
};

export function openDeliveryQueue(backend: QueueBackend, track: VideoTrack): OpenDeliveryQueue {
  const name = queueNames[track];
  return 'redisUrl' in backend
    ? openRedisQueue(backend.redisUrl, name)
    : openPostgresQueue(backend.postgres, name);
}

function openRedisQueue(redisUrl: string, name: string): OpenDeliveryQueue {
  const redis = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWER_MAX_MS,
    connectTimeout: ANSWER_MAX_MS,
    disconnectTimeout: PART_MAX_MS,
    retryStrategy: reconnectAfterMs,
  });
  let lastTrouble = new Error('no connection to Redis yet');
  redis.on('error', (error) => {
    lastTrouble = error;
  });
  const queue = new Queue<Delivery>(name, { connection: redis, ...withoutVersionCheck });
  const assertConnected = (): void => {
    if (redis.status !== 'ready') throw lastTrouble;
  };
  return {
    queue,
    assertConnected,
    answer: async () => {
      assertConnected();
      const tooOld = whyTooOld(await redis.info('server'));
      if (tooOld !== null) throw new Error(tooOld);
      await queue.waitUntilReady();
    },
    close: async () => {
      if (redis.status === 'ready') await closeWithin(queue.close());
      else queue.close().catch(() => undefined);
      redis.disconnect();
    },
  };
}

function openPostgresQueue(postgres: PoolConfig, name: string): OpenDeliveryQueue {
  const queue = new Queue<
    Delivery,
    unknown,
    string,
    Delivery,
    unknown,
    string,
    PostgresQueueBackend,
    PostgresConnectionOptions
  >(name, { connection: postgresConnection(postgres, 3) }, createPostgresBackend);
  return {
    queue,
    assertConnected: () => undefined,
    answer: () => queue.waitUntilReady(),
    close: () => closeWithin(queue.close()),
  };
}

/** `isClosing` says when a connection that is lost needn't be made again. */
export function openDeliveryWorker(
  backend: QueueBackend,
  track: VideoTrack,
  processor: Processor<Delivery>,
  options: Omit<WorkerOptions, 'connection'> & { concurrency: number },
  isClosing: () => boolean,
): DeliveryWorker {
  if ('redisUrl' in backend) {
    const connection = {
      url: backend.redisUrl,
      maxRetriesPerRequest: null,
      disconnectTimeout: PART_MAX_MS,
      retryStrategy: (times: number) => (isClosing() ? null : reconnectAfterMs(times)),
    };
    return new Worker<Delivery>(queueNames[track], processor, {
      ...options,
      ...withoutVersionCheck,
      connection,
    });
  }
  // Rendering, renewing locks and looking for stalled jobs need connections at the same time.
  const connection = postgresConnection(backend.postgres, options.concurrency + 2);
  return new Worker<Delivery, unknown, string, PostgresQueueBackend, number, PostgresConnectionOptions>(
    queueNames[track],
    processor,
    { ...options, connection },
    createPostgresBackend,
  );
}

/**
 * Waits for the connection, but not for ever. A Redis that is away is no reason not to start: it is tried again
 * without end. Throws `QueueUnreachable` where PostgreSQL doesn't answer.
 */
export async function whenConnected(backend: QueueBackend, ready: Promise<unknown>): Promise<void> {
  const mayBeAway = 'redisUrl' in backend;
  const giveUp = new AbortController();
  const limitMs = mayBeAway ? ANSWER_MAX_MS : READY_MAX_MS;
  const tooLate = sleep(limitMs, 'too late' as const, { signal: giveUp.signal, ref: false });
  ready.catch(() => undefined);
  try {
    if ((await Promise.race([ready, tooLate])) === 'too late' && !mayBeAway) throw new QueueUnreachable();
  } finally {
    giveUp.abort();
    tooLate.catch(() => undefined);
  }
}

/** Hands troubles on until they are of no use: what a connection says once it was told to close helps nobody. */
export function troublesOf(
  source: { on(event: 'error', listener: (error: Error) => void): unknown },
  onError: (error: Error) => void,
): { ignore(): void } {
  let isIgnored = false;
  source.on('error', (error) => {
    if (!isIgnored) onError(error);
  });
  return {
    ignore: () => {
      isIgnored = true;
    },
  };
}

/** A server that is gone doesn't keep the process from ending. */
export async function closeWithin(closing: Promise<void>): Promise<void> {
  const limit = new AbortController();
  const tooLate = sleep(CLOSE_MAX_MS, undefined, { signal: limit.signal });
  await Promise.race([closing, tooLate]);
  limit.abort();
  await tooLate.catch(() => undefined);
}

/** The queue's tables didn't answer while the program started. */
export class QueueUnreachable extends Error {
  override readonly name = 'QueueUnreachable';

  constructor() {
    super(
      `PostgreSQL (the queue’s schema) did not answer within ${READY_MAX_MS / 1000} s. Is it running, and is the address right?`,
    );
  }
}

function postgresConnection(connection: PoolConfig, max: number): PostgresConnectionOptions {
  const own = { max, application_name: 'spendsense-queue', schema: SCHEMA, migrate: true };
  // BullMQ's type is a looser twin of `pg`'s: it hands the options to `pg` as they are.
  return { ...(connection as object), ...own };
}
