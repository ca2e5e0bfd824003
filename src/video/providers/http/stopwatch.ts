import type { Milliseconds } from '../../../kernel/units.ts';

/** Ends a transfer that takes too long as a whole, or too long without a byte. */
export class Stopwatch implements Disposable {
  readonly #controller = new AbortController();
  readonly #idleMs: Milliseconds;
  readonly #whole: NodeJS.Timeout;
  #idle: NodeJS.Timeout;
  #trouble = { code: 'timeout', message: '' };

  constructor({ totalMs, idleMs }: { totalMs: Milliseconds; idleMs: Milliseconds }) {
    this.#idleMs = idleMs;
    this.#whole = setTimeout(() => this.#end(`not done within ${totalMs / 1000} s`), totalMs);
    this.#idle = this.#wait();
  }

  /** Aborts when the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why it aborted. */
  get trouble(): { readonly code: string; readonly message: string } {
    return this.#trouble;
  }

  /** Something came. */
  touch(): void {
    clearTimeout(this.#idle);
    this.#idle = this.#wait();
  }

  /** The work's result, or a rejection when the time is over or `signal` aborts. */
  async race<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
    const ends = AbortSignal.any([signal, this.signal]);
    const ended = Promise.withResolvers<never>();
    const end = (): void => ended.reject(ends.reason);
    ends.addEventListener('abort', end, { once: true });
    if (ends.aborted) end();
    return Promise.race([work, ended.promise]).finally(() => ends.removeEventListener('abort', end));
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#whole);
    clearTimeout(this.#idle);
  }

  #wait(): NodeJS.Timeout {
    return setTimeout(() => this.#end(`nothing came for ${this.#idleMs / 1000} s`), this.#idleMs);
  }

  #end(message: string): void {
    this.#trouble = { code: 'timeout', message };
    this.#controller.abort();
  }
}
