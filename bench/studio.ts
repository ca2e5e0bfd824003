// How long the studio takes for a film, against Debian's ffmpeg encoding synthetic frames of the same size and
// number in the same run. The machine may be shared: trust the ratio, not the seconds.
// Usage: node bench/studio.ts [--rounds 3]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lessons } from '../src/lessons/catalogue.ts';
import { infographicSvg } from '../src/studio/infographic.ts';
import { renderFilm } from '../src/studio/render-film.ts';
import { lightTheme } from '../src/studio/theme.ts';

const { values: flags } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const rounds = Math.max(1, Number(flags.rounds) || 3);
const size = { width: 1280, height: 720 };
const folder = mkdtempSync(join(tmpdir(), 'studio-bench-'));
const sampled = ['credit_utilization', 'emergency_fund_basics', 'goal_setting', 'hysa_comparison'];

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

function referenceMs(): number | null {
  const source = `testsrc2=size=${size.width}x${size.height}:rate=30:duration=8`;
  const encoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  const startedMs = performance.now();
  const run = spawnSync('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    source,
    ...encoder,
    join(folder, 'reference.mp4'),
  ]);
  return run.status === 0 ? performance.now() - startedMs : null;
}

try {
  const ratios: number[] = [];
  const firstStartedMs = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    for (const lesson of lessons.filter((one) => sampled.includes(one.topic))) {
      const reference = referenceMs();
      const startedMs = performance.now();
      const film = await renderFilm({
        lesson,
        locale: 'en',
        size,
        theme: lightTheme,
        outPath: join(folder, 'film.mp4'),
      });
      const tookMs = performance.now() - startedMs;
      const isCold = round === 0 && lesson.topic === sampled[0];
      if (reference) ratios.push(tookMs / reference);
      const ratio = reference
        ? `${(tookMs / reference).toFixed(2)} × ffmpeg ultrafast testsrc2 (${Math.round(reference)} ms)`
        : 'no ffmpeg here';
      console.log(
        `${lesson.topic}${isCold ? ' (cold)' : ''}: ${Math.round(tookMs)} ms, ${Math.round(film.sizeBytes / 1000)} kB; ${ratio}`,
      );
    }
  }
  const svgMs = lessons.map((lesson) => {
    infographicSvg({ lesson, locale: 'en', theme: lightTheme });
    const startedMs = performance.now();
    infographicSvg({ lesson, locale: 'es', theme: lightTheme });
    return performance.now() - startedMs;
  });
  console.log(
    `infographic: median ${median(svgMs).toFixed(2)} ms, slowest ${Math.max(...svgMs).toFixed(2)} ms`,
  );
  console.log(
    `film: median ratio ${median(ratios).toFixed(2)} over ${ratios.length} films on ${availableParallelism()} cores`,
  );
  console.log(
    `memory at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB; ${((performance.now() - firstStartedMs) / 1000).toFixed(1)} s in all`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
