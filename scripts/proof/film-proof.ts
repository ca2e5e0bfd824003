import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Lesson } from '../../src/lessons/lesson.ts';
import type { LessonLocale } from '../../src/lessons/worked-value.ts';
import { validateFilm } from '../../src/media/validate-film.ts';
import type { FilmSize } from '../../src/studio/film-format.ts';
import { renderFilm } from '../../src/studio/render-film.ts';
import type { Theme } from '../../src/studio/theme.ts';

/** What a film of 720 lines may weigh: a few seconds on a slow connection. */
export const SIZE_MAX_720P = 700_000;
const PIXELS_720P = 1280 * 720;

/** One film, made and judged by three judges. `faults` is empty where all agree that it is sound. */
export type FilmProof = {
  readonly lesson: string;
  readonly lessonVersion: number;
  readonly locale: LessonLocale;
  readonly size: string;
  readonly sizeBytes: number;
  readonly renderMs: number;
  readonly faults: readonly string[];
};

/** Renders a film into `folder`, then asks the product's own validator, ffprobe, and a full decode by ffmpeg. */
export async function proveFilm(film: {
  lesson: Lesson;
  locale: LessonLocale;
  size: FilmSize;
  theme: Theme;
  folder: string;
}): Promise<FilmProof> {
  const { lesson, locale, size, theme, folder } = film;
  const name = `${lesson.persona}/${lesson.topic}`;
  const outPath = join(folder, `${lesson.topic}.${locale}.${size.width}x${size.height}.mp4`);
  const startedAt = performance.now();
  await renderFilm({ lesson, locale, size, theme, outPath });
  const renderMs = Math.round(performance.now() - startedAt);
  const verdict = await validateFilm(outPath);
  const sizeBytes = statSync(outPath).size;
  return {
    lesson: name,
    lessonVersion: lesson.version,
    locale,
    size: `${size.width}x${size.height}`,
    sizeBytes,
    renderMs,
    faults: [
      ...verdict.errors.map(({ code, message }) => `${code}: ${message}`),
      ...(verdict.valid ? [] : ['not valid']),
      ...weightFaults(size, sizeBytes),
      ...probeFaults(outPath, size),
      ...decodeFaults(outPath),
    ],
  };
}

function weightFaults({ width, height }: FilmSize, sizeBytes: number): readonly string[] {
  const isTooHeavy = width * height === PIXELS_720P && sizeBytes > SIZE_MAX_720P;
  return isTooHeavy ? [`${sizeBytes} bytes, at most ${SIZE_MAX_720P} are allowed`] : [];
}

function probeFaults(path: string, size: FilmSize): readonly string[] {
  const answer = execFileSync('ffprobe', [
    '-v',
    'error',
    '-show_streams',
    '-show_format',
    '-of',
    'json',
    path,
  ]);
  const { streams, format } = JSON.parse(answer.toString());
  const [video] = streams;
  const facts: readonly [string, unknown, unknown][] = [
    ['streams', streams.length, 1],
    ['codec', video?.codec_name, 'h264'],
    ['pixels', video?.pix_fmt, 'yuv420p'],
    ['width', video?.width, size.width],
    ['height', video?.height, size.height],
    ['frame rate', video?.avg_frame_rate, '30/1'],
  ];
  const seconds = Number(format?.duration);
  return [
    ...facts
      .filter(([, found, due]) => found !== due)
      .map(([what, found, due]) => `${what}: ${found}, due ${due}`),
    ...(seconds >= 5 && seconds <= 10 ? [] : [`length: ${seconds} s`]),
  ];
}

function decodeFaults(path: string): readonly string[] {
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'warning', '-i', path, '-f', 'null', '-'], {
    encoding: 'utf8',
  });
  return [
    ...(status === 0 ? [] : [`ffmpeg ended with ${status}`]),
    ...stderr.split('\n').filter((line) => line !== ''),
  ];
}
