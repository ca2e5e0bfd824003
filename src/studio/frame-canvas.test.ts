import { describe, expect, test } from 'vitest';
import { assert } from '../kernel/assert.ts';
import { lessons } from '../lessons/catalogue.ts';
import { composeFilm, type FilmScene } from './film-scene.ts';
import { FrameCanvas, type PixelPatch } from './frame-canvas.ts';
import { lightTheme } from './theme.ts';

const size = { width: 1280, height: 720 };

/** The picture as an encoder sees it after all these moments: every patch laid over what was there. */
function pixelsAfter(scene: FilmScene, moments: readonly number[]): Uint8Array {
  const canvas = new FrameCanvas(scene, size);
  const whole = new Uint8Array(size.width * size.height * 4);
  for (const ms of moments) canvas.show(ms, (patch) => layOver(whole, patch));
  return whole;
}

function layOver(whole: Uint8Array, { area, rgba, rowPixels }: PixelPatch): void {
  for (let y = area.y0; y < area.y1; y += 1) {
    const start = (y - area.y0) * rowPixels * 4;
    whole.set(rgba.subarray(start, start + (area.x1 - area.x0) * 4), (y * size.width + area.x0) * 4);
  }
}

describe.each(lessons.map((lesson) => [lesson.topic, lesson] as const))('%s', (_, lesson) => {
  const scene = composeFilm({ lesson, locale: 'en', theme: lightTheme, shape: 'landscape' });

  test('painting only what changed leaves nothing behind', () => {
    const moments = Array.from({ length: 48 }, (_, index) => (index * 8000) / 48);
    const [kept, whole] = [pixelsAfter(scene, moments), pixelsAfter(scene, moments.slice(-1))];
    // Edges that an area cut may differ by a shade; a trail would differ in thousands of pixels.
    const different = kept.filter((value, index) => Math.abs(value - (whole[index] ?? 0)) > 8).length;
    expect(different).toBeLessThan(1200);
  });
});

test('what a canvas painted before does not show in a frame that is painted whole', () => {
  const breathing = lessons.find((lesson) => lesson.topic === 'interest_calculation');
  assert(breathing, 'there is a lesson whose shadow’s size changes');
  const scene = composeFilm({ lesson: breathing, locale: 'en', theme: lightTheme, shape: 'landscape' });
  const used = new FrameCanvas(scene, size);
  for (let ms = 0; ms < 1500; ms += 250) {
    used.show(ms, () => {});
    used.forget();
    const [late, fresh] = [used, new FrameCanvas(scene, size)].map((canvas) => {
      const whole = new Uint8Array(size.width * size.height * 4);
      canvas.show(ms + 900, (patch) => layOver(whole, patch));
      canvas.forget();
      return whole;
    });
    expect(Buffer.compare(late ?? new Uint8Array(), fresh ?? new Uint8Array()), `at ${ms + 900}`).toBe(0);
  }
});

test('painting a film leaves its ground as it was', () => {
  const lesson = lessons[0];
  assert(lesson, 'there is a lesson');
  const scene = composeFilm({ lesson, locale: 'en', theme: lightTheme, shape: 'landscape' });
  const empty = { ...scene, drawAt: () => [] };
  const used = { ...scene, drawAt: (ms: number) => (ms < 8000 ? scene.drawAt(ms) : []) };
  const [left, untouched] = [pixelsAfter(used, [0, 2500, 5000, 8000]), pixelsAfter(empty, [0])];
  expect(Buffer.compare(left, untouched)).toBe(0);
});
