import { describe, expect, test } from 'vitest';
import { lessons } from '../lessons/catalogue.ts';
import { composeFilm } from './film-scene.ts';
import { FrameCanvas } from './frame-canvas.ts';
import { lightTheme } from './theme.ts';

const size = { width: 1280, height: 720 };

describe.each(lessons.map((lesson) => [lesson.topic, lesson] as const))('%s', (_, lesson) => {
  const scene = composeFilm({ lesson, locale: 'en', theme: lightTheme, shape: 'landscape' });

  test('repainting only what changed leaves nothing behind', () => {
    const running = new FrameCanvas(scene, size);
    const moments = Array.from({ length: 48 }, (_, index) => (index * 8000) / 48);
    for (const ms of moments) running.show(ms);
    const fresh = new FrameCanvas(scene, size);
    fresh.show(moments.at(-1) ?? 0);
    const [kept, whole] = [running.pixels(), fresh.pixels()];
    // Edges that an area cut may differ by a shade; a trail would differ in thousands of pixels.
    const different = kept.filter((value, index) => Math.abs(value - (whole[index] ?? 0)) > 8).length;
    expect(different).toBeLessThan(1200);
  });
});
