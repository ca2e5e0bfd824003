import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Clock } from '../kernel/clock.ts';
import type { Milliseconds } from '../kernel/units.ts';
import type {
  CacheCounts,
  CacheEntry,
  CacheLookup,
  CacheOutcome,
  CacheTicket,
  RemovalCause,
  SlotMedia,
  VideoCache,
} from '../video/video-cache-port.ts';
import { cachedMediaOf } from './cached-media.ts';
import { openCacheConnection } from './redis-cache-connection.ts';
import { PUT_SCRIPT, REMOVE_SCRIPT } from './redis-video-cache-scripts.ts';
import { cacheCountsOf, VideoCacheTally } from './video-cache-tally.ts';

/** An entry outlives its use by this much, so that the next question is known to come too late and not first. */
const KEPT_AFTER_MS = 24 * 3_600_000;
/** Changes when Redis loses its memory: tickets from before it are worth nothing after it. */
const EPOCH_KEY = 'video:epoch';
const GENERATIONS_KEY = 'video:generations';
const COUNTS_KEY = 'video:counts';

const keyOf = (slotKey: string): string => `video:${slotKey}`;

/**
 * The cache as Redis hashes `video:{slotKey}`, one field for each fact, as JSON. A removed entry leaves a hash
 * behind with nothing but a new generation and the cause.
 */
export class RedisVideoCache implements VideoCache {
  readonly #redis: Redis;
  readonly #clock: Clock;
  readonly #tally: VideoCacheTally;

  private constructor(redis: Redis, clock: Clock) {
    this.#redis = redis;
    this.#clock = clock;
    this.#tally = new VideoCacheTally((delta) => this.#addCounts(delta));
  }

  /** Answers also where Redis can't be reached: its methods throw until it can. */
  static async open(options: {
    redisUrl: string;
    clock: Clock;
    onTrouble: (error: Error) => void;
    /** How long an answer is waited for; a quarter of a second unless stated. */
    answerMaxMs?: Milliseconds;
  }): Promise<RedisVideoCache> {
    return new RedisVideoCache(await openCacheConnection(options), options.clock);
  }

  async getMany(slotKeys: readonly string[]): Promise<ReadonlyMap<string, CacheLookup>> {
    const asked = this.#redis.pipeline().setnx(EPOCH_KEY, randomUUID()).get(EPOCH_KEY);
    for (const slotKey of slotKeys) asked.hgetall(keyOf(slotKey));
    const [, epoch, ...hashes] = await answersOf(asked.exec());
    const now = this.#clock.now();
    const lookup = (hash: unknown) => lookupOf(hash as Record<string, string>, String(epoch), now);
    return new Map(slotKeys.map((slotKey, index) => [slotKey, lookup(hashes[index])]));
  }

  async put(
    slotKey: string,
    { media, wantedVersion, expiresAt }: CacheEntry,
    ticket: CacheTicket,
  ): Promise<boolean> {
    const lastsMs = Math.max(0, expiresAt.getTime() - this.#clock.now().getTime()) + KEPT_AFTER_MS;
    const facts = { ...media, wantedVersion, expiresAt };
    const fields = Object.entries(facts).flatMap(([name, value]) => [name, JSON.stringify(value)]);
    const keys = [keyOf(slotKey), EPOCH_KEY, GENERATIONS_KEY];
    const done = await this.#redis.eval(PUT_SCRIPT, keys.length, ...keys, ticket, lastsMs, ...fields);
    return done === 1;
  }

  async remove(slotKey: string, cause: RemovalCause): Promise<void> {
    await this.#remove(slotKey, cause, '');
  }

  async removeUnlessShown(slotKey: string): Promise<void> {
    const shown: SlotMedia['status'] = 'ready';
    await this.#remove(slotKey, 'changed', JSON.stringify(shown));
  }

  async #remove(slotKey: string, cause: RemovalCause, sparedStatus: string): Promise<void> {
    const keys = [keyOf(slotKey), GENERATIONS_KEY];
    await this.#redis.eval(REMOVE_SCRIPT, keys.length, ...keys, cause, KEPT_AFTER_MS, sparedStatus);
  }

  count(outcomes: readonly CacheOutcome[]): void {
    this.#tally.count(outcomes);
  }

  async counts(): Promise<CacheCounts> {
    await this.#tally.flush();
    const counts = await this.#redis.hgetall(COUNTS_KEY);
    return cacheCountsOf((outcome) => (counts[outcome] === undefined ? undefined : Number(counts[outcome])));
  }

  /** Redis forgets by itself. */
  async sweep(): Promise<number> {
    return 0;
  }

  async close(): Promise<void> {
    await this.#tally.flush().catch(() => undefined);
    this.#redis.disconnect();
  }

  async #addCounts(delta: ReadonlyMap<CacheOutcome, number>): Promise<void> {
    // All of them or none: what failed is handed in again.
    const adding = this.#redis.multi();
    for (const [outcome, count] of delta) adding.hincrby(COUNTS_KEY, outcome, count);
    await answersOf(adding.exec());
  }
}

function lookupOf(hash: Record<string, string>, epoch: string, now: Date): CacheLookup {
  const { generation = '', removedBecause, ...fields } = hash;
  const ticket = `${epoch}:${generation}`;
  if (removedBecause === 'cold' || removedBecause === 'changed' || removedBecause === 'evicted') {
    return { kind: 'absent', cause: removedBecause, ticket };
  }
  const { wantedVersion, expiresAt, ...facts } = Object.fromEntries(
    Object.entries(fields).map(([name, json]) => [name, JSON.parse(json)]),
  );
  const media = cachedMediaOf(facts);
  if (media === null || typeof wantedVersion !== 'number' || typeof expiresAt !== 'string') {
    return { kind: 'absent', cause: 'cold', ticket };
  }
  if (new Date(expiresAt) <= now) {
    return { kind: 'absent', cause: media.status === 'failed' ? 'failed' : 'expired', ticket };
  }
  return { kind: 'found', entry: { media, wantedVersion, expiresAt: new Date(expiresAt) }, ticket };
}

/** What each command of a pipeline answered; throws the first error among them. */
async function answersOf(executed: Promise<[Error | null, unknown][] | null>): Promise<unknown[]> {
  const answers = (await executed) ?? [];
  for (const [error] of answers) if (error) throw error;
  return answers.map(([, answer]) => answer);
}
