import { sha256Hex } from '../kernel/hash.ts';
import { type Lesson, valuesOf } from '../lessons/lesson.ts';
import type { LessonLocale } from '../lessons/worked-value.ts';
import { type FilmSize, FRAMES_PER_SECOND, RENDERER_VERSION } from './film-format.ts';
import { DIGITAL_SOURCE_TYPE } from './made-by-mark.ts';
import type { Theme } from './theme.ts';

/**
 * Where a film comes from, as JSON: lesson and renderer with their versions, every number in it, size, theme, the
 * film's digest. It holds no time and no machine, so the same film has the same record and anybody can make it again
 * to compare.
 */
export function provenanceJson(made: {
  lesson: Lesson;
  locale: LessonLocale;
  theme: Theme;
  size: FilmSize;
  film: Uint8Array;
}): string {
  const { lesson, locale, theme, size, film } = made;
  const record = {
    madeBy: 'SpendSense studio',
    rendererVersion: RENDERER_VERSION,
    digitalSourceType: DIGITAL_SOURCE_TYPE,
    persona: lesson.persona,
    topic: lesson.topic,
    lessonVersion: lesson.version,
    locale,
    theme: { name: theme.name, mode: theme.mode, sha256: sha256Hex(digestible(theme)) },
    film: {
      sha256: sha256Hex(film),
      sizeBytes: film.length,
      ...size,
      framesPerSecond: FRAMES_PER_SECOND,
      durationMs: lesson.storyboard.durationMs,
    },
    storyboardSha256: sha256Hex(JSON.stringify(lesson.storyboard)),
    values: valuesOf(lesson),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** The theme as text that is the same on every machine: its fonts by what they are, not by where they lie. */
function digestible(theme: Theme): string {
  const { files: _, ...font } = theme.type.font;
  return JSON.stringify({ ...theme, type: { ...theme.type, font } });
}
