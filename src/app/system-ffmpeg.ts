import { execFile } from 'node:child_process';
import type { Milliseconds } from '../kernel/units.ts';
import { type Config, ConfigRefused } from './config.ts';

/** What a program that should be ffmpeg turned out to be; the message says what it lacks. */
export type FfmpegFound =
  | { readonly kind: 'fit'; readonly version: string }
  | { readonly kind: 'unfit'; readonly message: string };

const ANSWER_MAX_MS: Milliseconds = 10_000;
const ANSWER_MAX_BYTES = 1024 * 1024;

/** Runs it once, with the empty environment in which films are coded, and reads what it can do. */
export function lookAtFfmpeg(path: string): Promise<FfmpegFound> {
  const limits = { timeout: ANSWER_MAX_MS, maxBuffer: ANSWER_MAX_BYTES, killSignal: 'SIGKILL' } as const;
  return new Promise((resolve) => {
    execFile(path, ['-nostdin', '-encoders'], { ...limits, env: {} }, (error, stdout, stderr) => {
      resolve(error ? { kind: 'unfit', message: whyNot(error) } : readAnswer(stdout, stderr));
    });
  });
}

/** Throws `ConfigRefused` where the configured ffmpeg can't be used. */
export async function refuseUnfitFfmpeg({ FFMPEG_PATH: path }: Pick<Config, 'FFMPEG_PATH'>): Promise<void> {
  if (path === null) return;
  const found = await lookAtFfmpeg(path);
  if (found.kind === 'fit') return;
  throw new ConfigRefused(
    `FFMPEG_PATH: found ${JSON.stringify(path)}, which ${found.message}. ` +
      'Give the full path of an ffmpeg with libx264, or leave it out: then films are coded by what npm brings.',
  );
}

function readAnswer(stdout: string, stderr: string): FfmpegFound {
  const version = /^ffmpeg version (\S+)/m.exec(stderr)?.[1];
  if (version === undefined) return { kind: 'unfit', message: 'runs, and is no ffmpeg' };
  const hasEncoder = /^\s*V\S*\s+libx264\s/m.test(stdout);
  return hasEncoder
    ? { kind: 'fit', version }
    : { kind: 'unfit', message: `is ffmpeg ${version} without libx264` };
}

function whyNot(error: Error & { code?: unknown; killed?: boolean }): string {
  if (error.killed) return `said nothing within ${ANSWER_MAX_MS / 1000} s`;
  if (error.code === 'ENOENT') return 'is not there';
  if (error.code === 'EACCES') return 'is no program that may be run';
  return typeof error.code === 'number' ? `ended with ${error.code}` : `doesn't run: ${error.message}`;
}
