import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig, type Notification } from 'pg';
import type { VideoEvent, VideoEvents } from '../video/video-events-port.ts';

const CHANNEL = 'spendsense_video';
const RECONNECT_FIRST_MS = 100;
const RECONNECT_MOST_MS = 5_000;
/** A connection that died without a word is noticed by asking it something. */
const ASK_EVERY_MS = 30_000;
const ANSWER_MAX_MS = 10_000;
const END_MAX_MS = 1_000;

/**
 * One connection of its own that listens. While it is cut nothing is heard; once it stands again listeners are
 * told that they may have missed something. Behind a pooler that hands connections out by transaction it hears
 * nothing: pages then find out by asking.
 */
export class PostgresVideoEvents implements VideoEvents {
  readonly #connection: ClientConfig;
  readonly #onTrouble: (error: unknown) => void;
  readonly #listeners = new Set<(event: VideoEvent) => void>();
  readonly #closed = new AbortController();
  #running: Promise<void> | null = null;

  constructor(connection: ClientConfig, { onTrouble }: { onTrouble: (error: unknown) => void }) {
    this.#connection = connection;
    this.#onTrouble = onTrouble;
  }

  /** The first who subscribes opens the connection; a server that can't be reached is tried again without end. */
  subscribe(listener: (event: VideoEvent) => void): () => void {
    this.#listeners.add(listener);
    this.#running ??= this.#keepListening();
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#listeners.clear();
    await this.#running;
  }

  async #keepListening(): Promise<void> {
    const { signal } = this.#closed;
    let waitMs = RECONNECT_FIRST_MS;
    while (!signal.aborted) {
      try {
        await this.#listenOnce(() => {
          waitMs = RECONNECT_FIRST_MS;
        });
      } catch (error) {
        if (!signal.aborted) this.#onTrouble(error);
      }
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, RECONNECT_MOST_MS);
    }
  }

  /** Listens until the connection is cut or this is closed; either is thrown. */
  async #listenOnce(onListening: () => void): Promise<never> {
    const { signal } = this.#closed;
    const client = new Client({
      connectionTimeoutMillis: ANSWER_MAX_MS,
      query_timeout: ANSWER_MAX_MS,
      application_name: 'spendsense-events',
      ...this.#connection,
    });
    client.on('notification', (notification) => this.#hear(notification));
    const over = new Promise<never>((_, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new ConnectionCut()));
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    over.catch(() => undefined);
    try {
      await Promise.race([client.connect().then(() => client.query(`listen ${CHANNEL}`)), over]);
      onListening();
      // Whatever was committed before this moment may have been told to nobody.
      this.#tell({ kind: 'missed_some' });
      for (;;) {
        await Promise.race([sleep(ASK_EVERY_MS, undefined, { ref: false }), over]);
        await Promise.race([client.query('select 1'), over]);
      }
    } finally {
      // A server that no longer answers doesn't answer to a goodbye either.
      const parted = client.end().catch(() => undefined);
      await Promise.race([parted, sleep(END_MAX_MS, undefined, { ref: false })]);
    }
  }

  #hear({ payload = '' }: Notification): void {
    this.#tell(eventIn(payload) ?? { kind: 'missed_some' });
  }

  #tell(event: VideoEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

/** Anybody in the database may speak on the channel: what isn't ours is null. */
function eventIn(payload: string): VideoEvent | null {
  try {
    const { slotKey, jobId } = JSON.parse(payload);
    if (typeof slotKey !== 'string') return null;
    return { kind: 'slot_changed', slotKey, jobId: typeof jobId === 'string' ? jobId : null };
  } catch {
    return null;
  }
}

/** The listening connection ended, by the server's will or the network's. */
class ConnectionCut extends Error {
  override readonly name = 'ConnectionCut';
  override readonly message = 'the connection that listens for changes of videos was cut';
}
