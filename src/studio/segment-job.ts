import { type Lesson, valuesOf } from '../lessons/lesson.ts';
import type { LessonLocale } from '../lessons/worked-value.ts';
import type { EncodedFrame, StreamDescription } from './film-encoder-port.ts';
import type { FilmSize } from './film-format.ts';
import type { Theme } from './theme.ts';

/** A lesson as it travels to a thread: `derive` is code and stays behind, so `given` holds what followed from it too. */
type SentLesson = Omit<Lesson, 'derive'>;

/** The lesson, its values computed: what a thread draws is what it was handed. */
export function sentLesson(lesson: Lesson): SentLesson {
  const { derive: _, ...data } = lesson;
  return { ...data, given: valuesOf(lesson) };
}

/** What a thread needs to know of a film. */
export type FilmJob = {
  readonly filmId: number;
  readonly lesson: SentLesson;
  readonly locale: LessonLocale;
  readonly theme: Theme;
  readonly size: FilmSize;
  /** The system's ffmpeg to encode with; null for the encoder that npm brings. */
  readonly ffmpegPath: string | null;
  /** One shared 32-bit cell: anything but 0 means "stop". */
  readonly stop: Int32Array;
};

/** A run of frames to make. */
export type SegmentOrder = {
  readonly job: FilmJob;
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
