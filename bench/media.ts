/**
 * How long judging a film takes, against ffmpeg decoding the same file on one thread in the same run.
 * `node bench/media.ts [FILE]`; without a file it makes an 8-second 720p film with ffmpeg.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeMedia } from '../src/media/probe-media.ts';
import { validateFilm } from '../src/media/validate-film.ts';

const rounds = 5;

function makeFilm(folder: string): string {
  const path = join(folder, 'film.mp4');
  const sources = ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=30:d=8', '-f', 'lavfi', '-i', 'sine=d=8'];
  const encoder = [
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-pix_fmt',
    'yuv420p',
    '-movflags',
    '+faststart',
  ];
  execFileSync('ffmpeg', ['-v', 'error', ...sources, ...encoder, path]);
  return path;
}

function decodeWithFfmpeg(path: string): void {
  execFileSync('ffmpeg', ['-v', 'error', '-threads', '1', '-i', path, '-f', 'null', '-']);
}

async function medianMs(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now();
    await work();
    times.push(performance.now() - startedMs);
  }
  return times.sort((a, b) => a - b)[rounds >> 1] ?? 0;
}

const folder = mkdtempSync(join(tmpdir(), 'spendsense-bench-'));
try {
  const path = process.argv[2] ?? makeFilm(folder);
  const probeMs = await medianMs(() => probeMedia(path));
  const judgeMs = await medianMs(() => validateFilm(path));
  const ffmpegMs = await medianMs(() => decodeWithFfmpeg(path));
  console.log(
    `probe ${probeMs.toFixed(1)} ms, judge ${judgeMs.toFixed(0)} ms, ffmpeg decode ${ffmpegMs.toFixed(0)} ms`,
  );
  console.log(`judge / ffmpeg decode (1 thread): ${(judgeMs / ffmpegMs).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
