import { availableParallelism } from 'node:os';
import { assert } from '../kernel/assert.ts';
import type { Bytes, Milliseconds } from '../kernel/units.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { valuesOf } from '../lessons/lesson.ts';
import { fillText, type LessonLocale } from '../lessons/worked-value.ts';
import { type FilmSize, FRAMES_PER_SECOND, frameCountOf, parseFilmSize, shapeOfSize } from './film-format.ts';
import { composeFilm } from './film-scene.ts';
import { mp4File } from './mp4-file.ts';
import { sentLesson } from './segment-job.ts';
import { renderSegments } from './segment-pool.ts';
import type { Theme } from './theme.ts';
import { writeWhole } from './write-whole.ts';

const THREADS_MAX = 4;

export type FilmOrder = {
  readonly lesson: Lesson;
  readonly locale: LessonLocale;
  /** One of `filmSizes`. */
  readonly size: FilmSize;
  readonly theme: Theme;
  readonly outPath: string;
  readonly threads?: number;
  /** The system's ffmpeg, which makes smaller files and takes longer; without it the encoder that npm brings. */
  readonly ffmpegPath?: string | null;
  readonly signal?: AbortSignal;
  /** 0–1, as frames are made. */
  readonly onProgress?: (progress: number) => void;
};

export type FilmMade = {
  readonly durationMs: Milliseconds;
  readonly sizeBytes: Bytes;
  readonly width: number;
  readonly height: number;
};

/**
 * Lesson → MP4 at `outPath`: H.264 4:2:0 BT.709, 30 frames a second, index first, no sound track. The same
 * order gives the same bytes. Rejects with `signal.reason` when cancelled, with `WorkedValueMissing` when the
 * lesson names a number it lacks, and with `RenderFailed` when a thread fails; no file is left behind.
 */
export async function renderFilm(order: FilmOrder): Promise<FilmMade> {
  const { lesson, locale, size, theme } = order;
  assert(
    parseFilmSize(`${size.width}x${size.height}`),
    `${size.width}x${size.height} is a size of the studio`,
  );
  order.signal?.throwIfAborted();
  // Drawn once here, so that a missing number is told by its own name and not by a thread's end.
  composeFilm({ lesson, locale, theme, shape: shapeOfSize(size) }).drawAt(0);
  const { durationMs } = lesson.storyboard;
  const film = await renderSegments({
    job: {
      lesson: sentLesson(lesson),
      locale,
      theme,
      size,
      ffmpegPath: order.ffmpegPath ?? null,
    },
    frameCount: frameCountOf(durationMs),
    threads: order.threads ?? Math.min(THREADS_MAX, availableParallelism()),
    signal: order.signal,
    onProgress: order.onProgress,
  });
  const bytes = await mp4File({
    ...film,
    size,
    framesPerSecond: FRAMES_PER_SECOND,
    title: fillText(lesson.title, valuesOf(lesson), locale),
    locale,
  });
  order.signal?.throwIfAborted();
  await writeWhole(order.outPath, bytes);
  return { durationMs, sizeBytes: bytes.length, width: size.width, height: size.height };
}
