import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { shortDigest } from '../../kernel/hash.ts';
import { findLesson, lessons } from '../../lessons/catalogue.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { type LessonLocale, lessonLocales } from '../../lessons/worked-value.ts';
import { type FilmSize, filmSizes, parseFilmSize, RENDERER_VERSION } from '../../studio/film-format.ts';
import { RenderFailed } from '../../studio/render-failed.ts';
import { renderFilm } from '../../studio/render-film.ts';
import { lightTheme, type Theme, themeSha256 } from '../../studio/theme.ts';
import type {
  DownloadOutcome,
  FilmOrder,
  FilmProvider,
  ProviderCapabilities,
  ProviderHandle,
  StartOutcome,
} from '../film-provider-port.ts';

const MS_PER_SECOND = 1000;

type StudioFilm = { readonly lesson: Lesson; readonly locale: LessonLocale; readonly size: FilmSize };

const capabilities: ProviderCapabilities = {
  // The handle follows from the order: the same order is the same film.
  idempotency: 'K',
  isOwn: true,
  durationsSeconds: [...new Set(lessons.map((lesson) => lesson.storyboard.durationMs / MS_PER_SECOND))],
  sizes: filmSizes.map(({ width, height }) => ({ widthPx: width, heightPx: height })),
  locales: lessonLocales,
  hasSound: false,
  framesPerSecond: null,
};

export type StudioOptions = {
  /** The system's ffmpeg, which encodes smaller films; null for the encoder that npm brings. */
  readonly ffmpegPath: string | null;
  readonly theme: Theme;
};

/** The product's own renderer: exact, free, offline, and the net under every other provider. */
export function createStudioFilmProvider({
  ffmpegPath = null,
  theme = lightTheme,
}: Partial<StudioOptions> = {}): FilmProvider {
  const look = shortDigest(themeSha256(theme));
  return {
    name: 'studio',
    model: 'studio',
    capabilities,
    estimateCost: () => ({ kind: 'known', microUsd: 0 }),
    start: async (order, { signal }) => {
      signal.throwIfAborted();
      return start(order, look);
    },
    status: async (handle, signal) => {
      signal.throwIfAborted();
      return filmOf(handle, look)
        ? { kind: 'completed', expiresAt: null, costMicroUsd: 0 }
        : { kind: 'lost', message: lostMessage(handle) };
    },
    download: (handle, to) => render(handle, { ...to, ffmpegPath, theme }),
    // Nothing runs but the download, which its own signal ends.
    cancel: async (_handle, signal) => {
      signal.throwIfAborted();
      return true;
    },
    health: async (signal) => {
      signal.throwIfAborted();
      return { kind: 'healthy', message: 'built in: draws and encodes films in this process' };
    },
  };
}

function start(
  { lesson, locale, widthPx, heightPx, durationSeconds }: FilmOrder,
  look: string,
): StartOutcome {
  const { persona, topic, version, storyboard } = lesson;
  const size = `${widthPx}x${heightPx}`;
  const id = shortDigest([persona, topic, version, locale, size, look, RENDERER_VERSION].join(':'));
  const handle = { id, persona, topic, version, locale, size, look };
  if (!lessonLocales.some((one) => one === locale))
    return refused('UNKNOWN_LOCALE', `the studio speaks ${lessonLocales.join(', ')}, not ${locale}`);
  if (!parseFilmSize(size)) {
    const sold = filmSizes.map(({ width, height }) => `${width}x${height}`).join(', ');
    return refused('UNKNOWN_SIZE', `the studio draws ${sold}, not ${size}`);
  }
  if (durationSeconds * MS_PER_SECOND !== storyboard.durationMs) {
    const lasts = `${persona}/${topic} lasts ${storyboard.durationMs / MS_PER_SECOND} s`;
    return refused('UNKNOWN_DURATION', `${lasts}, not ${durationSeconds} s`);
  }
  if (!filmOf(handle, look)) return refused('UNKNOWN_LESSON', lostMessage(handle));
  return { kind: 'started', handle, costMicroUsd: 0 };
}

function refused(code: string, message: string): StartOutcome {
  return { kind: 'refused', code, message, isPassing: false, retryAfterMs: null };
}

/** What a handle names; null where this program can't draw it any more. */
function filmOf(handle: ProviderHandle, look: string): StudioFilm | null {
  const lesson = findLesson(String(handle['persona']), String(handle['topic']));
  const locale = lessonLocales.find((one) => one === handle['locale']);
  const size = parseFilmSize(String(handle['size']));
  if (!lesson || !locale || !size || lesson.version !== handle['version']) return null;
  if (handle['look'] !== look) return null;
  return { lesson, locale, size };
}

function lostMessage({ persona, topic, version, locale }: ProviderHandle): string {
  return `this program has no version ${version} of ${persona}/${topic} in ${locale}, or draws it in another theme`;
}

/** The film is made only now. */
async function render(
  handle: ProviderHandle,
  to: StudioOptions & { path: string; signal: AbortSignal; onProgress: (progress: number) => void },
): Promise<DownloadOutcome> {
  to.signal.throwIfAborted();
  const film = filmOf(handle, shortDigest(themeSha256(to.theme)));
  if (!film) return { kind: 'lost', code: 'LESSON_CHANGED', message: lostMessage(handle) };
  const { path, ...how } = to;
  try {
    const made = await renderFilm({ ...film, outPath: path, ...how });
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    return { kind: 'downloaded', path, sizeBytes: made.sizeBytes, sha256: hash.digest('hex') };
  } catch (error) {
    if (to.signal.aborted || !(error instanceof RenderFailed)) throw error;
    return { kind: 'not_ready', code: 'RENDER_FAILED', message: error.message };
  }
}
