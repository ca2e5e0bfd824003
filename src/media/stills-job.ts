import type { Milliseconds } from '../kernel/units.ts';
import type { DecodeVideo } from './decode-job.ts';
import type { MediaLimits } from './media-limits.ts';

/** Which pictures to take. */
export type StillsOrder = {
  /** Rising, from the film's start. */
  readonly momentsMs: readonly Milliseconds[];
  /** How many stand side by side in the sheet. */
  readonly columns: number;
  readonly cellShortSidePixels: number;
};

export type StillsJob = {
  readonly path: string;
  readonly video: DecodeVideo;
  readonly order: StillsOrder;
  readonly limits: MediaLimits;
};

export type FilmStills = {
  /** JPEG, as large as the film: the picture with most to see, never a black one while there is another. */
  readonly poster: Uint8Array;
  /** JPEG of all moments, in rows from left to right. */
  readonly sheet: Uint8Array;
  readonly cell: { readonly width: number; readonly height: number; readonly columns: number };
};

export type StillsReport =
  | { readonly kind: 'taken'; readonly stills: FilmStills }
  | { readonly kind: 'failed'; readonly message: string };
