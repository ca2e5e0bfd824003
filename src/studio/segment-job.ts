import type { LessonLocale } from '../lessons/worked-value.ts';
import type { EncodedFrame, StreamDescription } from './film-encoder-port.ts';
import type { FilmSize } from './film-format.ts';
import type { Theme } from './theme.ts';

/** What a thread is started with. The lesson travels by name: its `derive` is code. */
export type FilmJob = {
  readonly persona: string;
  readonly topic: string;
  readonly locale: LessonLocale;
  readonly theme: Theme;
  readonly size: FilmSize;
  readonly encoder: EncoderName;
  /** One shared 32-bit cell: anything but 0 means "stop". */
  readonly stop: Int32Array;
};

export const encoderNames = ['webcodecs', 'ffmpeg'] as const;
export type EncoderName = (typeof encoderNames)[number];

/** A run of frames to make. */
export type SegmentOrder = {
  readonly segment: number;
  readonly firstFrame: number;
  readonly frameCount: number;
};

export type SegmentReport =
  | { readonly kind: 'progress'; readonly frames: number }
  | {
      readonly kind: 'segment';
      readonly segment: number;
      readonly stream: StreamDescription;
      readonly frames: readonly EncodedFrame[];
    }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string };
