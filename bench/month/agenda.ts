import type { Clock } from '../../src/kernel/clock.ts';
import type { Milliseconds } from '../../src/kernel/units.ts';

type Entry = { readonly atMs: Milliseconds; readonly happen: () => Promise<void> | void };

/**
 * Time that moves only from one thing that happens to the next, and what is to happen in it. Things of one
 * moment happen in the order in which they were planned. Activities go on in between: they sleep in this time,
 * and nothing new happens while one of them is awake.
 */
export class Agenda implements Clock {
  readonly #entries: Entry[] = [];
  readonly #waiting: (() => void)[] = [];
  #nowMs: Milliseconds;
  #awake = 0;
  #trouble: { readonly error: unknown } | null = null;

  constructor(beginsAt: Date) {
    this.#nowMs = beginsAt.getTime();
  }

  now(): Date {
    return new Date(this.#nowMs);
  }

  plan(at: Date, happen: Entry['happen']): void {
    const atMs = Math.max(at.getTime(), this.#nowMs);
    const next = this.#entries.findLastIndex((entry) => entry.atMs <= atMs) + 1;
    this.#entries.splice(next, 0, { atMs, happen });
  }

  /** Something that goes on beside everything else. What it throws ends the simulation. */
  begin(activity: () => Promise<unknown>): void {
    this.track(activity()).catch(() => undefined);
  }

  /** Nothing new happens before this is settled, unless it sleeps. */
  async track<Value>(work: Promise<Value>): Promise<Value> {
    this.#awake += 1;
    try {
      return await work;
    } catch (error) {
      this.#trouble ??= { error };
      throw error;
    } finally {
      this.#rest();
    }
  }

  /** For activities only. */
  sleep(ms: Milliseconds): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      this.plan(new Date(this.#nowMs + ms), () => {
        this.#awake += 1;
        resolve();
      });
    });
    this.#rest();
    return woken;
  }

  /** Lets everything happen that is planned before `end`, `prepare` before each and `settle` after it. */
  async runUntil(
    end: Date,
    { prepare, settle }: { prepare: (now: Date) => Promise<void>; settle: () => Promise<void> },
  ): Promise<void> {
    for (let entry = this.#entries[0]; entry && entry.atMs < end.getTime(); entry = this.#entries[0]) {
      this.#entries.shift();
      this.#nowMs = entry.atMs;
      await prepare(this.now());
      await entry.happen();
      await this.#quiet();
      await settle();
    }
  }

  async #quiet(): Promise<void> {
    if (this.#awake > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#trouble) throw this.#trouble.error;
  }

  #rest(): void {
    this.#awake -= 1;
    if (this.#awake === 0) for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
