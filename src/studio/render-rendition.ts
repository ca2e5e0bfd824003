import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Milliseconds } from '../kernel/units.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { LessonLocale } from '../lessons/worked-value.ts';
import { captionsVtt } from './captions.ts';
import { standardSize } from './film-format.ts';
import { infographicSvg } from './infographic.ts';
import { renderFilm } from './render-film.ts';
import { renderStill } from './render-still.ts';
import { lightTheme, type Theme } from './theme.ts';
import { transcriptText } from './transcript.ts';
import { writeWhole } from './write-whole.ts';

export type RenditionPart = {
  readonly kind: 'film' | 'poster' | 'captions' | 'infographic' | 'transcript';
  readonly extension: string;
  /** Captions come in several languages; null for everything that has the film's own. */
  readonly locale: string | null;
  readonly path: string;
};

export type RenditionOrder = {
  readonly lesson: Lesson;
  readonly locale: LessonLocale;
  readonly captionLocales: readonly LessonLocale[];
  /** An existing folder of this attempt's own. */
  readonly workFolder: string;
  readonly theme?: Theme;
  readonly signal?: AbortSignal;
  /** 0–1. */
  readonly onProgress?: (progress: number) => void;
};

/** The film is nearly all of the work; the rest is written while its first frames are made. */
const FILM_SHARE = 0.98;

/**
 * Makes everything that one lesson shows: film, poster, captions, infographic, transcript. Rejects as
 * `renderFilm` does; then none of the files is left in the folder.
 */
export async function renderRendition(
  order: RenditionOrder,
): Promise<{ durationMs: Milliseconds; files: readonly RenditionPart[] }> {
  const { lesson, locale, signal } = order;
  const theme = order.theme ?? lightTheme;
  const name = (suffix: string) => join(order.workFolder, `${lesson.topic}.${suffix}`);
  const film: RenditionPart = { kind: 'film', extension: 'mp4', locale: null, path: name('mp4') };
  const size = standardSize;
  const poster = () => renderStill({ lesson, locale, size, theme, format: 'jpeg' });
  const parts: (RenditionPart & { make: () => Uint8Array | string })[] = [
    { kind: 'poster', extension: 'jpg', locale: null, path: name('jpg'), make: poster },
    ...order.captionLocales.map((spoken) => ({
      kind: 'captions' as const,
      extension: 'vtt',
      locale: spoken,
      path: name(`${spoken}.vtt`),
      make: () => captionsVtt(lesson, spoken),
    })),
    {
      kind: 'infographic',
      extension: 'svg',
      locale: null,
      path: name('svg'),
      make: () => infographicSvg({ lesson, locale, theme }),
    },
    {
      kind: 'transcript',
      extension: 'txt',
      locale: null,
      path: name('txt'),
      make: () => transcriptText(lesson, locale),
    },
  ];
  try {
    const made = await renderFilm({
      lesson,
      locale,
      size,
      theme,
      outPath: film.path,
      ...(signal ? { signal } : {}),
      onProgress: (progress) => order.onProgress?.(progress * FILM_SHARE),
    });
    for (const part of parts) {
      signal?.throwIfAborted();
      await writeWhole(part.path, part.make());
    }
    order.onProgress?.(1);
    return { durationMs: made.durationMs, files: [film, ...parts.map(({ make: _, ...part }) => part)] };
  } catch (error) {
    await Promise.all([film, ...parts].map((part) => rm(part.path, { force: true })));
    throw error;
  }
}
