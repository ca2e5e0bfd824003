import { Readable } from 'node:stream';
import type { Bytes, Milliseconds } from '../kernel/units.ts';

const BUFFER_MAX_BYTES: Bytes = 16 * 1024;

/** What is sent to a page. Of several frames of one subject only the latest is of interest. */
export type EventFrame = {
  readonly subject: string;
  /** The event's name; a page that doesn't know it lets it pass. */
  readonly event: string;
  readonly data: unknown;
  /** Handed back by a page that reconnects; null where coming after it changes nothing. */
  readonly id: string | null;
};

/**
 * One page's stream of server-sent events. What a slow page hasn't taken waits as one frame a subject, so a
 * stream holds no more than there are subjects, however long it sleeps.
 */
export class EventStream extends Readable {
  readonly #waiting = new Map<string, EventFrame>();
  #isFull = false;
  #wasFull = false;
  #isEnded = false;

  constructor({ retryMs }: { retryMs: Milliseconds }) {
    super({ highWaterMark: BUFFER_MAX_BYTES });
    this.push(`retry: ${retryMs}\n\n`);
  }

  tell(frame: EventFrame): void {
    if (this.#isEnded || this.destroyed) return;
    // Put at the end again: ids only ever go up.
    this.#waiting.delete(frame.subject);
    this.#waiting.set(frame.subject, frame);
    this.#send();
  }

  /** Says that the stream lives. False where the page took nothing since the last beat though something waited. */
  beat(): boolean {
    const isStuck = this.#isFull && this.#wasFull;
    this.#wasFull = this.#isFull;
    this.tell({ subject: 'heartbeat', event: 'heartbeat', data: {}, id: null });
    return !isStuck;
  }

  /** Ends after what was sent; what waits is dropped. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#waiting.clear();
    this.push(null);
  }

  override _read(): void {
    this.#isFull = false;
    this.#wasFull = false;
    this.#send();
  }

  #send(): void {
    for (const [subject, frame] of this.#waiting) {
      if (this.#isFull) return;
      this.#waiting.delete(subject);
      this.#isFull = !this.push(textOf(frame));
    }
  }
}

function textOf({ event, data, id }: EventFrame): string {
  const idLine = id === null ? '' : `id: ${id}\n`;
  return `${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
