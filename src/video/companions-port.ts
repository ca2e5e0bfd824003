import type { Milliseconds } from '../kernel/units.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { MediaFileKind } from './rendition.ts';

/** One finished file in the attempt's work folder. */
export type MadeFile = {
  readonly kind: MediaFileKind;
  readonly extension: string;
  /** Only captions have one; null elsewhere. */
  readonly locale: string | null;
  readonly path: string;
};

/** Who made the film, for its provenance record. */
export type FilmOrigin = {
  readonly provider: string;
  readonly model: string;
  readonly promptDigest: string;
  /** When it was delivered: stands beside the record's digest, not inside it. */
  readonly madeAt: Date;
};

export type CompanionsOrder = {
  readonly lesson: Lesson;
  readonly locale: string;
  /** The prepared film; null where there is none and the infographic stands for it. */
  readonly filmPath: string | null;
  readonly filmDurationMs: Milliseconds;
  /** The studio's own film: poster and thumbnails are drawn, not taken from its pictures. */
  readonly isOwnFilm: boolean;
  /** Null for the studio's own film and where there is none. */
  readonly origin: FilmOrigin | null;
  /** An existing folder of this attempt's own. */
  readonly workFolder: string;
  readonly signal: AbortSignal;
};

/**
 * Makes what accompanies a film: poster, captions for each language (none behind the film's end), infographic,
 * transcript, thumbnails with their map, provenance. Without a film: infographic and transcript. Rejects with
 * the reason of `signal` when it aborts and with an error where the film's pictures can't be read; then none
 * of the files is left in the folder.
 */
export type MakeCompanions = (order: CompanionsOrder) => Promise<readonly MadeFile[]>;
