import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assert } from '../kernel/assert.ts';
import { AppendLog } from './append-log.ts';
import { hasFault } from './faults.ts';
import { lockFolder } from './folder-lock.ts';
import {
  outcomeSchema,
  type Purchase,
  purchaseSchema,
  type VideoJob,
  type VideoOutcome,
} from './video-job.ts';

const moment = z.int().nonnegative();

const characterSchema = z.object({ id: z.string(), name: z.string(), createdAtMs: moment });
export type Character = z.infer<typeof characterSchema>;

const deliverySchema = z.object({
  kind: z.literal('webhook'),
  atMs: moment,
  eventId: z.string(),
  videoId: z.string(),
  url: z.string(),
  attempt: z.int(),
  /** What came of it. `retried` is followed by another attempt; the others are final. */
  result: z.enum(['delivered', 'retried', 'given_up', 'withheld']),
  detail: z.string(),
});
export type WebhookDelivery = z.infer<typeof deliverySchema>;

const eventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), atMs: moment }),
  z.object({ kind: z.literal('settled'), videoId: z.string(), eventId: z.string(), outcome: outcomeSchema }),
  z.object({ kind: z.literal('deleted'), videoId: z.string(), atMs: moment }),
  z.object({ kind: z.literal('character'), character: characterSchema }),
  deliverySchema,
]);
type StoredEvent = z.infer<typeof eventSchema>;

/** What a webhook will tell about one settled video. */
export type SettledEvent = {
  readonly eventId: string;
  readonly videoId: string;
  readonly outcome: VideoOutcome;
};

export const PURCHASE_LOG = 'purchases.ndjson';
const EVENT_LOG = 'events.ndjson';

/**
 * The server's truth: what was bought (`purchases.ndjson`, one line each, never changed) and what happened
 * afterwards (`events.ndjson`). Both are only added to, and read whole at the start.
 */
export class VideoStore {
  readonly folder: string;
  readonly startNumber: number;
  readonly #purchaseLog: AppendLog<Purchase>;
  readonly #eventLog: AppendLog<StoredEvent>;
  readonly #unlock: () => void;
  readonly #jobs = new Map<string, VideoJob>();
  readonly #byKey = new Map<string, string>();
  readonly #characters = new Map<string, Character>();
  readonly #settled: SettledEvent[] = [];
  readonly #deliveries: WebhookDelivery[] = [];
  readonly #told = new Set<string>();

  /** Throws `LogDamaged` or `FolderTaken`. */
  constructor(folder: string, nowMs: number) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.folder = folder;
    this.#unlock = lockFolder(folder);
    try {
      const purchases = AppendLog.open<Purchase>(join(folder, PURCHASE_LOG), purchaseSchema);
      const events = AppendLog.open<StoredEvent>(join(folder, EVENT_LOG), eventSchema);
      this.#purchaseLog = purchases.log;
      this.#eventLog = events.log;
      for (const purchase of purchases.lines) this.#take(purchase);
      for (const event of events.lines) this.#fold(event);
      this.startNumber = events.lines.filter((event) => event.kind === 'started').length + 1;
    } catch (error) {
      this.#unlock();
      throw error;
    }
    this.#record({ kind: 'started', atMs: nowMs });
  }

  /** Writes the purchase down, then lets the server know of the video. */
  purchase(purchase: Purchase): VideoJob {
    assert(!this.#jobs.has(purchase.videoId), `the video id ${purchase.videoId} is new`);
    this.#purchaseLog.append(purchase);
    return this.#take(purchase);
  }

  settle(videoId: string, eventId: string, outcome: VideoOutcome): SettledEvent {
    const event = { kind: 'settled', videoId, eventId, outcome } as const;
    this.#record(event);
    return event;
  }

  delete(videoId: string, atMs: number): void {
    this.#record({ kind: 'deleted', videoId, atMs });
  }

  addCharacter(character: Character): void {
    this.#record({ kind: 'character', character });
  }

  recordDelivery(delivery: Omit<WebhookDelivery, 'kind'>): void {
    this.#record({ kind: 'webhook', ...delivery });
  }

  /** The video as clients know it: null where it was deleted, or was lost in a restart on purpose. */
  find(videoId: string): VideoJob | null {
    const job = this.#jobs.get(videoId);
    return job && this.#isKnown(job) ? job : null;
  }

  findByIdempotencyKey(key: string): VideoJob | null {
    const videoId = this.#byKey.get(key);
    return (videoId === undefined ? undefined : this.#jobs.get(videoId)) ?? null;
  }

  /** The place of a video in the order of purchases, deleted ones too; null where there never was one. */
  ordinalOf(videoId: string): number | null {
    return this.#jobs.get(videoId)?.purchase.ordinal ?? null;
  }

  /** What clients can list, oldest first. */
  known(): readonly VideoJob[] {
    return [...this.#jobs.values()].filter((job) => this.#isKnown(job));
  }

  /** Every purchase there was, oldest first. */
  all(): readonly VideoJob[] {
    return [...this.#jobs.values()];
  }

  get purchaseCount(): number {
    return this.#jobs.size;
  }

  findCharacter(id: string): Character | null {
    return this.#characters.get(id) ?? null;
  }

  settledEvents(): readonly SettledEvent[] {
    return this.#settled;
  }

  deliveries(): readonly WebhookDelivery[] {
    return this.#deliveries;
  }

  /** Whether that address needs no more attempts: it took the event, was given up, or was not to be told. */
  isToldOf(eventId: string, url: string): boolean {
    return this.#told.has(`${eventId} ${url}`);
  }

  close(): void {
    this.#purchaseLog.close();
    this.#eventLog.close();
    this.#unlock();
  }

  #isKnown(job: VideoJob): boolean {
    const isLost =
      hasFault(job.purchase.faults, 'vanish-after-restart') && job.purchase.startNumber < this.startNumber;
    return !job.isDeleted && !isLost;
  }

  #take(purchase: Purchase): VideoJob {
    const job = { purchase, outcome: null, isDeleted: false };
    this.#jobs.set(purchase.videoId, job);
    if (purchase.idempotencyKey !== null) this.#byKey.set(purchase.idempotencyKey, purchase.videoId);
    return job;
  }

  #record(event: StoredEvent): void {
    this.#eventLog.append(event);
    this.#fold(event);
  }

  #fold(event: StoredEvent): void {
    switch (event.kind) {
      case 'started':
        return;
      case 'character':
        this.#characters.set(event.character.id, event.character);
        return;
      case 'webhook':
        this.#deliveries.push(event);
        if (event.result !== 'retried') this.#told.add(`${event.eventId} ${event.url}`);
        return;
      case 'settled':
        this.#settled.push(event);
        this.#change(event.videoId, { outcome: event.outcome });
        return;
      case 'deleted':
        this.#change(event.videoId, { isDeleted: true });
    }
  }

  #change(videoId: string, change: Partial<VideoJob>): void {
    const job = this.#jobs.get(videoId);
    assert(job, `the event's video ${videoId} was bought`);
    this.#jobs.set(videoId, { ...job, ...change });
  }
}
