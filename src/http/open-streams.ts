import type { EventStream } from './event-stream.ts';

export type StreamLimits = { readonly perSessionMax: number; readonly allMax: number };

/** The event streams that are open now, counted by session. */
export class OpenStreams {
  readonly #limits: StreamLimits;
  readonly #sessions = new Map<string, Set<EventStream>>();
  #count = 0;

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#count;
  }

  /** Whether one more may be opened. */
  room(session: string): 'free' | 'session_full' | 'all_full' {
    if ((this.#sessions.get(session)?.size ?? 0) >= this.#limits.perSessionMax) return 'session_full';
    return this.#count >= this.#limits.allMax ? 'all_full' : 'free';
  }

  /** Counted until the stream closes, for whatever reason. */
  add(session: string, stream: EventStream): void {
    const ofSession = this.#sessions.get(session) ?? new Set();
    this.#sessions.set(session, ofSession.add(stream));
    this.#count += 1;
    stream.once('close', () => {
      this.#count -= 1;
      ofSession.delete(stream);
      if (ofSession.size === 0) this.#sessions.delete(session);
    });
  }

  endAll(): void {
    for (const ofSession of this.#sessions.values()) for (const stream of ofSession) stream.end();
  }
}
