import { sha256Hex } from '../kernel/hash.ts';
import { type Lesson, valuesOf } from '../lessons/lesson.ts';
import type { LessonLocale } from '../lessons/worked-value.ts';
import { type FilmSize, FRAMES_PER_SECOND, RENDERER_VERSION } from './film-format.ts';
import { DIGITAL_SOURCE_TYPE } from './made-by-mark.ts';
import { type Theme, themeSha256 } from './theme.ts';

/** Who turned the drawn frames into H.264: what npm brings, or the system's ffmpeg. The bytes differ. */
export type EncoderName = 'npm' | 'ffmpeg';

export type FilmMaking = {
  readonly lesson: Lesson;
  readonly locale: LessonLocale;
  readonly theme: Theme;
  readonly size: FilmSize;
  readonly encoder: EncoderName;
  readonly film: Uint8Array;
  readonly madeAt: Date;
};

/**
 * Where a film of the studio comes from, as JSON: lesson, renderer and encoder, every number in it, size, theme,
 * the film's digest. `recordSha256` is of the `record` as `JSON.stringify` writes it; the time stands beside. The
 * record holds no time and no machine, so the same film has the same record and anybody can make it again to compare.
 */
export function provenanceJson({ lesson, locale, theme, size, encoder, film, madeAt }: FilmMaking): string {
  const record = {
    madeBy: 'SpendSense studio',
    rendererVersion: RENDERER_VERSION,
    encoder,
    digitalSourceType: DIGITAL_SOURCE_TYPE,
    persona: lesson.persona,
    topic: lesson.topic,
    lessonVersion: lesson.version,
    lessonSha256: lessonSha256(lesson),
    locale,
    theme: { name: theme.name, mode: theme.mode, sha256: themeSha256(theme) },
    film: {
      sha256: sha256Hex(film),
      sizeBytes: film.length,
      ...size,
      framesPerSecond: FRAMES_PER_SECOND,
      durationMs: lesson.storyboard.durationMs,
    },
    values: valuesOf(lesson),
  };
  const recordSha256 = sha256Hex(JSON.stringify(record));
  return `${JSON.stringify({ record, recordSha256, madeAt: madeAt.toISOString() }, null, 2)}\n`;
}

/** Of all that a lesson shows and says, in every language: storyboard, numbers, captions, transcript and the rest. */
function lessonSha256(lesson: Lesson): string {
  const { title, idea, storyboard, captions, transcript, facts } = lesson;
  const values = valuesOf(lesson);
  return sha256Hex(JSON.stringify({ title, idea, storyboard, values, captions, transcript, facts }));
}
