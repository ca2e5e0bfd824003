import type { Milliseconds } from '../kernel/units.ts';
import type { DeliveryDifference } from './attempt.ts';
import type { FilmOrder, ProviderCapabilities } from './film-provider-port.ts';
import type { Failure } from './job.ts';

export type PreparedFilm =
  | {
      readonly kind: 'sound';
      /** Of the file to be shown: the one that came, or what was made of it. */
      readonly path: string;
      readonly durationMs: Milliseconds;
      readonly differences: readonly DeliveryDifference[];
      /** What was measured and what was changed, for the attempt's record. */
      readonly facts: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'refused';
      /** At least one. */
      readonly reasons: readonly Failure[];
      readonly differences: readonly DeliveryDifference[];
      readonly facts: Readonly<Record<string, unknown>>;
    };

/** Judges a film, makes it fit to be shown where that can be done, and compares it with what was ordered. */
export type PrepareFilm = (film: {
  readonly path: string;
  readonly workFolder: string;
  readonly order: FilmOrder;
  readonly isOwnFilm: boolean;
  /** What its films are like, beside what an order names. */
  readonly sold: Pick<ProviderCapabilities, 'hasSound' | 'framesPerSecond'>;
  readonly signal: AbortSignal;
}) => Promise<PreparedFilm>;
