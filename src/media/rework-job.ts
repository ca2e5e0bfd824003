import type { DeliveredFilm } from './film-order.ts';
import type { MediaLimits } from './media-limits.ts';

/** What the process that rewrites films is asked. */
export type ReworkJob = {
  /**
   * `look`: say what it is. `rewrap`: the same pictures in a new MP4 whose index comes first. `reencode`: the
   * pictures upright, with even sides, as 8-bit 4:2:0 H.264 in such an MP4.
   */
  readonly task: 'look' | 'rewrap' | 'reencode';
  readonly path: string;
  /** Not used by `look`. */
  readonly outPath: string;
  /** Sound is never coded anew: a track that is kept is copied. */
  readonly keepSound: boolean;
  readonly limits: MediaLimits;
};

export type ReworkReport =
  | { readonly kind: 'seen'; readonly look: DeliveredFilm; readonly isHdr: boolean }
  | { readonly kind: 'made' }
  /** The message names what stood in the way. */
  | { readonly kind: 'failed'; readonly message: string };
