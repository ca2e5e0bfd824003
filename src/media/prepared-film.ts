import type { Bytes, Milliseconds } from '../kernel/units.ts';
import type { AiMaker } from './ai-mark.ts';
import type { FilmFacts } from './film-facts.ts';
import type { DeliveredFilm, OrderDifference, OrderedFilm } from './film-order.ts';
import type { FilmRules } from './film-rules.ts';
import type { MediaFinding } from './media-finding.ts';
import type { MediaLimits } from './media-limits.ts';

export type FilmToPrepare = {
  /** As it was downloaded; never changed. */
  readonly path: string;
  /** An existing folder of this attempt's own, for what is made of it. */
  readonly workFolder: string;
  readonly ordered: OrderedFilm;
  /** See `rulesForLesson`. */
  readonly rules: Partial<FilmRules>;
  /** False where the lesson has no sound: then a sound track is removed. */
  readonly keepSound: boolean;
  /** The system's ffmpeg for coding anew; null for the codecs that npm brings. */
  readonly ffmpegPath: string | null;
  /** Whom the machine-readable mark names; null for a film that no trained model made. */
  readonly mark: AiMaker | null;
  readonly limits?: Partial<MediaLimits>;
  readonly signal: AbortSignal;
};

export type SoundFilm = {
  readonly kind: 'sound';
  /** The film to publish: the file as it came where nothing was changed, else one in the work folder. */
  readonly path: string;
  readonly durationMs: Milliseconds;
  readonly sha256: string;
  readonly sizeBytes: Bytes;
  /** What was normalised and added, in words. */
  readonly changes: readonly string[];
  readonly differences: readonly OrderDifference[];
  readonly delivered: DeliveredFilm;
  readonly facts: FilmFacts;
  readonly warnings: readonly MediaFinding[];
};

export type RefusedFilm = {
  readonly kind: 'refused';
  /** Of the first fault. */
  readonly code: string;
  /** Every fault, in words. */
  readonly message: string;
  readonly errors: readonly MediaFinding[];
  readonly differences: readonly OrderDifference[];
  /** Null where the file could not be read so far. */
  readonly delivered: DeliveredFilm | null;
};

export type PreparedFilm = SoundFilm | RefusedFilm;
