import type { Milliseconds } from '../kernel/units.ts';
import type { MediaFinding } from './media-finding.ts';
import type { MediaLimits } from './media-limits.ts';
import type { PictureFindings } from './picture-judge.ts';
import type { ShownShape } from './visual-field.ts';

/** The samples of one track, as the decoding process needs them. */
export type DecodeTrack = {
  readonly codecString: string;
  readonly setup: Uint8Array | null;
  readonly offsets: Float64Array;
  readonly sizes: Float64Array;
};

export type DecodeVideo = DecodeTrack & {
  readonly lengthBytes: number;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly shown: ShownShape;
  readonly matrixCode: number | null;
  readonly isFullRange: boolean;
  /** When each sample is shown, from the start of what is shown; may be negative or behind the end. */
  readonly shownAtMs: Float64Array;
  readonly endMs: Milliseconds;
};

export type DecodeAudio = DecodeTrack & { readonly sampleRateHz: number; readonly channelCount: number };

/** What the decoding process is asked: plain data, so that it can cross to another process. */
export type DecodeJob = {
  readonly path: string;
  readonly limits: MediaLimits;
  readonly video: DecodeVideo | null;
  readonly audio: readonly DecodeAudio[];
};

/** What decoding all pictures showed. */
export type PictureFacts = PictureFindings & {
  readonly sampleCount: number;
  readonly decodedCount: number;
  /** Samples whose bytes can't be what an encoder wrote, though a decoder may paint something. */
  readonly damagedCount: number;
  /** The decoder's own words where it gave up; null where it didn't. */
  readonly decoderError: string | null;
};

/** What decoding one audio track showed. */
export type SoundFacts = {
  readonly sampleCount: number;
  readonly decodedCount: number;
  readonly decoderError: string | null;
  /** Nothing above −60 dB of full scale; null where nothing was decoded. */
  readonly isSilent: boolean | null;
};

export type DecodeReport =
  | {
      readonly kind: 'decoded';
      readonly pictures: PictureFacts | null;
      readonly sound: readonly SoundFacts[];
    }
  | ({ readonly kind: 'refused' } & MediaFinding);
