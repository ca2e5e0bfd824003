import { EventEmitter, once } from 'node:events';
import { sql } from 'kysely';
import type { Database } from '../../src/storage/database.ts';
import type { VideoEvent, VideoEvents } from '../../src/video/video-events-port.ts';

/** No slot's name: what was told before it has been told. */
export const MARK = 'ffffffffffffffff';

/**
 * What the database tells, held back until it is let through: how soon a notification comes is chance, and a
 * simulation that repeats must not depend on it.
 */
export class HeldEvents implements VideoEvents {
  readonly #db: Database;
  readonly #listeners = new Set<(event: VideoEvent) => void>();
  readonly #heard = new EventEmitter();
  #held: VideoEvent[] = [];

  constructor(db: Database, events: VideoEvents) {
    this.#db = db;
    events.subscribe((event) => {
      this.#held.push(event);
      if (event.kind === 'slot_changed' && event.slotKey === MARK) this.#heard.emit('mark');
      if (event.kind === 'missed_some') this.#heard.emit('listening');
    });
  }

  subscribe(listener: (event: VideoEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Once it hears what the database tells. */
  async listening(): Promise<void> {
    if (this.#held.length === 0) await once(this.#heard, 'listening');
  }

  /** Hands on everything that was told of what is committed by now, and the mark last. */
  async letThrough(): Promise<void> {
    const mark = once(this.#heard, 'mark');
    await sql`select pg_notify('spendsense_video', ${JSON.stringify({ slotKey: MARK })})`.execute(this.#db);
    await mark;
    const events = this.#held;
    this.#held = [];
    for (const event of events) for (const listener of this.#listeners) listener(event);
  }
}
