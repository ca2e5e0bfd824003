// How long the studio takes for a film, against Debian's ffmpeg encoding synthetic frames of the same size and
// number in the same run, at two presets. The machine may be shared: trust the ratios, not the seconds.
// Usage: node bench/studio.ts [--rounds 5]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lessons } from '../src/lessons/catalogue.ts';
import type { Lesson } from '../src/lessons/lesson.ts';
import { infographicSvg } from '../src/studio/infographic.ts';
import { renderFilm } from '../src/studio/render-film.ts';
import { lightTheme } from '../src/studio/theme.ts';
import { filmLikeness } from './film-likeness.ts';

const { values: flags } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Math.max(1, Number(flags.rounds) || 5);
const size = { width: 1280, height: 720 };
const folder = mkdtempSync(join(tmpdir(), 'studio-bench-'));
const sampled = ['credit_utilization', 'emergency_fund_basics', 'goal_setting', 'hysa_comparison'];
const SIZE_MAX_KB = 700;
const SSIM_MIN = 0.99;
const presets = ['ultrafast', 'veryfast'] as const;

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Eight seconds of a test pattern through libx264: what encoding alone takes on this machine at this moment. */
function referenceMs(preset: (typeof presets)[number]): number {
  const source = `testsrc2=size=${size.width}x${size.height}:rate=30:duration=8`;
  const encoder = [
    '-c:v',
    'libx264',
    '-preset',
    preset,
    '-pix_fmt',
    'yuv420p',
    join(folder, 'reference.mp4'),
  ];
  const startedMs = performance.now();
  const { status } = spawnSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...encoder]);
  if (status !== 0) throw new TypeError('the reference needs ffmpeg: apt-get install -y ffmpeg');
  return performance.now() - startedMs;
}

function lessonOf(topic: string): Lesson {
  const lesson = lessons.find((one) => one.topic === topic);
  if (!lesson) throw new TypeError(`there is no lesson ${topic}`);
  return lesson;
}

async function filmMs(topic: string): Promise<{ tookMs: number; sizeBytes: number }> {
  const lesson = lessonOf(topic);
  const startedMs = performance.now();
  const outPath = join(folder, `${topic}.mp4`);
  const { sizeBytes } = await renderFilm({ lesson, locale: 'en', size, theme: lightTheme, outPath });
  return { tookMs: performance.now() - startedMs, sizeBytes };
}

/** All lessons in one size; then how like their films are to the frames that were drawn. */
async function measureAll(): Promise<void> {
  const films: { topic: string; tookMs: number; sizeBytes: number }[] = [];
  for (const { topic } of lessons) films.push({ topic, ...(await filmMs(topic)) });
  const allMs = films.reduce((sum, { tookMs }) => sum + tookMs, 0);
  const heaviest = films.toSorted((a, b) => b.sizeBytes - a.sizeBytes)[0];
  const likenesses: number[] = [];
  for (const lesson of lessons) {
    likenesses.push(await filmLikeness(join(folder, `${lesson.topic}.mp4`), lesson, size));
  }
  const least = Math.min(...likenesses);
  const kilobytes = Math.round((heaviest?.sizeBytes ?? 0) / 1000);
  console.log(`all ${films.length}: ${(allMs / 1000).toFixed(1)} s (at most 35 on two idle cores)`);
  console.log(`heaviest: ${heaviest?.topic}, ${kilobytes} kB (at most ${SIZE_MAX_KB})`);
  console.log(`least like its frames: SSIM ${least.toFixed(4)} (at least ${SSIM_MIN})`);
  if (kilobytes > SIZE_MAX_KB || least < SSIM_MIN) process.exitCode = 1;
}

try {
  const cold = await filmMs(sampled[0] ?? '');
  console.log(`first film of the process: ${Math.round(cold.tookMs)} ms`);
  const took: number[] = [];
  const references = { ultrafast: [] as number[], veryfast: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const topic of sampled) {
      for (const preset of presets) references[preset].push(referenceMs(preset));
      const { tookMs, sizeBytes } = await filmMs(topic);
      took.push(tookMs);
      console.log(`${topic}: ${Math.round(tookMs)} ms, ${Math.round(sizeBytes / 1000)} kB`);
    }
  }
  console.log(
    `film: median ${Math.round(median(took))} ms over ${took.length} on ${availableParallelism()} cores`,
  );
  for (const preset of presets) {
    const ratio = median(took.map((one, index) => one / (references[preset][index] ?? Number.NaN)));
    console.log(
      `ratio to ffmpeg ${preset}: ${ratio.toFixed(2)} (it took ${Math.round(median(references[preset]))} ms)`,
    );
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
  await measureAll();
  console.log(`memory at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
