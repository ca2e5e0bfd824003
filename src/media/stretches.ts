import type { Milliseconds } from '../kernel/units.ts';

/** A part of a film; `endMs` is where the next picture begins, or the film ends. */
export type Stretch = { readonly startMs: Milliseconds; readonly endMs: Milliseconds };

/** Collects stretches in which something holds, picture after picture. */
export class StretchCollector {
  readonly #minMs: number;
  readonly #stretches: Stretch[] = [];
  #startMs: number | null = null;

  /** Stretches shorter than `minMs` are dropped. */
  constructor(minMs: number) {
    this.#minMs = minMs;
  }

  see(holds: boolean, atMs: number): void {
    if (holds) this.#startMs ??= atMs;
    else this.#close(atMs);
  }

  /** Ends the film and answers what was found. */
  finish(endMs: number): readonly Stretch[] {
    this.#close(endMs);
    return this.#stretches;
  }

  #close(endMs: number): void {
    if (this.#startMs !== null && endMs - this.#startMs >= this.#minMs) {
      this.#stretches.push({ startMs: Math.round(this.#startMs), endMs: Math.round(endMs) });
    }
    this.#startMs = null;
  }
}
