import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Films for tests are made by the machine's ffmpeg; where there is none, those tests are skipped. */
export const hasFfmpeg: boolean = spawnSync('ffmpeg', ['-version']).status === 0;
export const filmSkipReason = 'needs ffmpeg on this machine to make films';

export type FilmFolder = {
  readonly path: string;
  /** Makes a film from a filter graph and answers its path. */
  make(name: string, film: FixtureFilm): Promise<string>;
  /** Runs ffmpeg from the given arguments to a file in this folder; `-y` and silence are added. */
  run(name: string, inputs: readonly string[]): Promise<string>;
  remove(): Promise<void>;
};

export type FixtureFilm = {
  /** A lavfi graph that makes pictures. */
  readonly graph: string;
  readonly encoder?: readonly string[];
  /** Behind the encoder: muxer options, metadata, more inputs' mapping. */
  readonly output?: readonly string[];
  /** Adds a quiet tone of this many seconds. */
  readonly soundSeconds?: number;
};

const plainEncoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18', '-pix_fmt', 'yuv420p'];

export async function openFilmFolder(): Promise<FilmFolder> {
  const path = await mkdtemp(join(tmpdir(), 'spendsense-media-'));
  const ffmpeg = async (name: string, inputs: readonly string[]) => {
    const file = join(path, name);
    await run('ffmpeg', ['-v', 'error', '-y', ...inputs, file]);
    return file;
  };
  return {
    path,
    run: ffmpeg,
    make: (name, film) =>
      ffmpeg(name, [
        ...['-f', 'lavfi', '-i', film.graph],
        ...(film.soundSeconds ? ['-f', 'lavfi', '-i', `sine=r=48000:d=${film.soundSeconds}`] : []),
        ...(film.encoder ?? plainEncoder),
        ...(film.output ?? ['-movflags', '+faststart']),
      ]),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** Pictures that never stand still. */
export function movingGraph(film: { size: string; seconds: number; rate?: number }): string {
  return `testsrc2=s=${film.size}:r=${film.rate ?? 30}:d=${film.seconds}`;
}

/** One colour, with a patch of another that comes and goes `hertz` times a second. */
export function flashGraph(film: {
  size: string;
  seconds: number;
  base: string;
  patch: string;
  hertz: number;
  rate?: number;
  /** Of the patch; the whole picture without it. */
  patchSize?: string;
}): string {
  const rate = film.rate ?? 30;
  const common = `r=${rate}:d=${film.seconds}`;
  // Counted in pictures, as times in seconds round to either side of a change.
  const isOn = `lt(mod(n*${film.hertz}\\,${rate})\\,${rate / 2})`;
  return [
    `color=${film.base}:s=${film.size}:${common}[base]`,
    `color=${film.patch}:s=${film.patchSize ?? film.size}:${common}[patch]`,
    `[base][patch]overlay=x=40:y=40:eval=frame:enable='${isOn}':format=yuv444`.replace(
      'x=40:y=40',
      film.patchSize ? 'x=40:y=40' : 'x=0:y=0',
    ),
  ].join(';');
}
