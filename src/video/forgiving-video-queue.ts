import type { Clock } from '../kernel/clock.ts';
import type { Milliseconds } from '../kernel/units.ts';
import type { QueuedJob, VideoQueue } from './video-queue-port.ts';

/** While it doesn't answer nobody waits for it: it is asked again after this. */
const REST_MS: Milliseconds = 1_000;

/**
 * A queue whose absence harms no request: a job that it doesn't take stands in its row all the same, and the
 * workers' recovery hands it over when the queue is back.
 */
export class ForgivingVideoQueue implements VideoQueue {
  readonly #queue: VideoQueue;
  readonly #clock: Clock;
  readonly #onTrouble: (error: unknown) => void;
  #restsUntilMs: Milliseconds = 0;

  constructor({
    queue,
    clock,
    onTrouble,
  }: {
    queue: VideoQueue;
    clock: Clock;
    onTrouble: (error: unknown) => void;
  }) {
    this.#queue = queue;
    this.#clock = clock;
    this.#onTrouble = onTrouble;
  }

  async enqueue(job: QueuedJob): Promise<void> {
    if (this.#clock.now().getTime() < this.#restsUntilMs) return;
    try {
      await this.#queue.enqueue(job);
    } catch (error) {
      this.#restsUntilMs = this.#clock.now().getTime() + REST_MS;
      this.#onTrouble(error);
    }
  }

  close(): Promise<void> {
    return this.#queue.close();
  }
}
