import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lessons } from '../src/lessons/catalogue.ts';

const bin = fileURLToPath(new URL('../bin/spendsense.mjs', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'studio-command-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const ran = spawnSync(process.execPath, [bin, 'lesson', ...args], { encoding: 'utf8', timeout: 60_000 });
  return { exitCode: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('exit', (code) => resolve(code)));
}

/** It has opened the encoder: Linux maps the library of it into the process. */
function hasBegun({ pid }: ChildProcess): boolean {
  return readFileSync(`/proc/${pid}/maps`, 'utf8').includes('webcodecs-linux');
}

const pair = ['high_utilization', 'credit_utilization'];

describe('lesson list', () => {
  test('names every lesson, at least five for each persona, as one JSON document', () => {
    const listed = JSON.parse(run('list', '--json').stdout) as {
      lessons: { persona: string; topic: string }[];
    };
    expect(listed.lessons).toHaveLength(lessons.length);
    const counts = Object.groupBy(listed.lessons, (lesson) => lesson.persona);
    expect(Object.keys(counts)).toHaveLength(4);
    for (const own of Object.values(counts)) expect(own?.length).toBeGreaterThanOrEqual(5);
  });
});

describe('lesson render', { timeout: 90_000 }, () => {
  const signatures: Record<string, string | number[]> = {
    svg: '<svg ',
    vtt: 'WEBVTT',
    txt: 'Cuánto usas de tu límite',
    png: [0x89, 0x50, 0x4e, 0x47],
    jpg: [0xff, 0xd8, 0xff],
    webp: 'RIFF',
  };
  test.each(Object.keys(signatures))('writes a .%s by its ending, in the language asked for', (extension) => {
    const path = join(folder, `out.${extension}`);
    const ran = run('render', ...pair, '--out', path, '--locale', 'es', '--json');
    expect(ran.exitCode).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      files: [{ path, locale: 'es', sizeBytes: statSync(path).size }],
    });
    const signature = Buffer.from(signatures[extension] as string);
    expect(readFileSync(path).subarray(0, signature.length)).toEqual(signature);
  });

  const wrong: [string, string[], RegExp][] = [
    [
      'an unknown pair',
      ['render', 'high_utilization', 'nothing', '--out', 'x.mp4'],
      /Topics of high_utilization: credit_utilization/,
    ],
    [
      'a persona without lessons',
      ['render', 'general', 'x', '--out', 'x.mp4'],
      /Personas with lessons: high_utilization/,
    ],
    ['an unknown ending', ['render', ...pair, '--out', 'x.avi'], /\.mp4, \.svg, \.png/],
    [
      'an unknown size',
      ['render', ...pair, '--out', 'x.mp4', '--size', '64x64'],
      /1280x720, 1920x1080, 720x1280, 1080x1920/,
    ],
    ['an unknown language', ['render', ...pair, '--out', 'x.mp4', '--locale', 'fr'], /Languages: en, es/],
    ['no place to write', ['render', ...pair], /--out/],
    [
      'a theme that is not there',
      ['render', ...pair, '--out', 'x.svg', '--theme', '/nowhere.json'],
      /cannot be read/,
    ],
  ];
  test.each(wrong)('refuses %s with exit 2 and what is allowed', (_, args, message) => {
    const ran = run(...args);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toMatch(message);
    expect(ran.stdout).toBe('');
  });

  test('a theme file whose text could not be read is refused, a good one colours the output', () => {
    const theme = join(folder, 'theme.json');
    writeFileSync(theme, JSON.stringify({ name: 'faint', palette: { ink: '#eeeeee' } }));
    expect(run('render', ...pair, '--out', join(folder, 'x.svg'), '--theme', theme)).toMatchObject({
      exitCode: 2,
    });
    writeFileSync(theme, JSON.stringify({ name: 'bank', palette: { brand: '#0a5c36' } }));
    const path = join(folder, 'themed.svg');
    expect(run('render', ...pair, '--out', path, '--theme', theme).exitCode).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('#0a5c36');
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'a render ended by %s leaves no file that looks whole',
    async (signal) => {
      const inside = mkdtempSync(join(folder, 'killed-'));
      const child = spawn(process.execPath, [
        bin,
        'lesson',
        'render',
        ...pair,
        '--out',
        join(inside, 'film.mp4'),
      ]);
      const end = ended(child);
      while (child.exitCode === null && !hasBegun(child)) await sleep(5);
      child.kill(signal);
      expect(await end).toBe(signal === 'SIGTERM' ? 1 : null);
      expect(readdirSync(inside).filter((name) => !name.endsWith('.tmp'))).toEqual([]);
      expect(run('render', ...pair, '--out', join(inside, 'film.mp4')).exitCode).toBe(0);
      expect(readdirSync(inside)).toEqual(['film.mp4']);
    },
  );
});
