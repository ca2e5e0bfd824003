import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256Hex } from '../kernel/hash.ts';
import { findLesson } from '../lessons/catalogue.ts';
import { renderFilm } from './render-film.ts';
import { lightTheme } from './theme.ts';

const size = { width: 1280, height: 720 };
const hasFfprobe = (() => {
  try {
    execFileSync('ffprobe', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

function lessonOf(persona: string, topic: string) {
  const lesson = findLesson(persona, topic);
  expect(lesson).not.toBeNull();
  if (!lesson) throw new TypeError('unreachable');
  return lesson;
}

const lesson = lessonOf('high_utilization', 'credit_utilization');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'studio-film-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function order(name: string, more: object = {}) {
  return { lesson, locale: 'en' as const, size, theme: lightTheme, outPath: join(folder, name), ...more };
}

function boxTypes(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const types: string[] = [];
  for (let at = 0; at < bytes.length; at += view.getUint32(at)) {
    types.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
  }
  return types;
}

describe('a film', { timeout: 60_000 }, () => {
  test('has the same bytes on one thread and on three, and its index stands before its pictures', async () => {
    const progress: number[] = [];
    const made = await renderFilm(
      order('one.mp4', { threads: 1, onProgress: (p: number) => progress.push(p) }),
    );
    await renderFilm(order('three.mp4', { threads: 3 }));
    const [one, three] = ['one.mp4', 'three.mp4'].map((name) => readFileSync(join(folder, name)));
    expect(one).toBeDefined();
    expect(sha256Hex(one ?? '')).toBe(sha256Hex(three ?? ''));
    expect(made).toEqual({ durationMs: 8000, sizeBytes: one?.length, ...size });
    const types = boxTypes(one ?? new Uint8Array());
    expect(types[0]).toBe('ftyp');
    expect(types.indexOf('moov')).toBeGreaterThan(0);
    expect(types.indexOf('moov')).toBeLessThan(types.indexOf('mdat'));
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  test.skipIf(!hasFfprobe)('is what ffprobe calls H.264, yuv420p, BT.709, 30 fps, 240 frames, 8 s', () => {
    const probe = JSON.parse(
      execFileSync(
        'ffprobe',
        ['-v', 'error', '-count_frames', '-show_streams', '-of', 'json', join(folder, 'one.mp4')],
        { encoding: 'utf8' },
      ),
    );
    expect(probe.streams).toHaveLength(1);
    expect(probe.streams[0]).toMatchObject({
      codec_name: 'h264',
      pix_fmt: 'yuv420p',
      ...size,
      avg_frame_rate: '30/1',
      nb_read_frames: '240',
      duration: '8.000000',
      color_range: 'tv',
      color_space: 'bt709',
      color_primaries: 'bt709',
      color_transfer: 'bt709',
    });
  });

  test.skipIf(!hasFfprobe)(
    'can be encoded by the system’s ffmpeg instead: smaller, and every frame decodes',
    async () => {
      const usual = await renderFilm(order('usual.mp4'));
      const made = await renderFilm(order('system.mp4', { ffmpegPath: 'ffmpeg' }));
      await renderFilm(order('system-again.mp4', { ffmpegPath: 'ffmpeg', threads: 1 }));
      expect(made.sizeBytes).toBeLessThan(usual.sizeBytes);
      expect(readFileSync(join(folder, 'system.mp4'))).toEqual(
        readFileSync(join(folder, 'system-again.mp4')),
      );
      const decoded = spawnSync(
        'ffmpeg',
        ['-v', 'error', '-i', join(folder, 'system.mp4'), '-f', 'null', '-'],
        {
          encoding: 'utf8',
        },
      );
      expect(decoded).toMatchObject({ status: 0, stderr: '' });
      const frames = [
        '-count_frames',
        '-show_entries',
        'stream=nb_read_frames,color_space',
        '-of',
        'csv=p=0',
      ];
      const probe = execFileSync('ffprobe', ['-v', 'error', ...frames, join(folder, 'system.mp4')], {
        encoding: 'utf8',
      });
      expect(probe.trim()).toBe('bt709,240');
    },
  );

  test('leaves no file behind when it is cancelled', async () => {
    const controller = new AbortController();
    const cancelled = renderFilm(
      order('cancelled.mp4', {
        signal: controller.signal,
        onProgress: () => controller.abort(new Error('enough')),
      }),
    );
    await expect(cancelled).rejects.toThrow('enough');
    expect(readdirSync(folder).filter((name) => name.startsWith('cancelled'))).toEqual([]);
  });

  test('leaves no file behind when it cannot be written', async () => {
    await expect(renderFilm(order('missing-folder/film.mp4'))).rejects.toThrow('ENOENT');
  });
});
