import type { Lesson } from '../lessons/lesson.ts';
import type { LessonLocale } from '../lessons/worked-value.ts';
import { type FilmSize, shapeOfSize } from './film-format.ts';
import { composeFilm } from './film-scene.ts';
import { FrameCanvas } from './frame-canvas.ts';
import { PAYOFF_MS } from './infographic.ts';
import type { Theme } from './theme.ts';

/** One moment of a lesson as a picture file. Without `ms` it is the poster: the payoff with its line. */
export function renderStill(order: {
  lesson: Lesson;
  locale: LessonLocale;
  size: FilmSize;
  theme: Theme;
  format: 'png' | 'jpeg' | 'webp';
  ms?: number;
}): Uint8Array {
  const scene = composeFilm({ ...order, shape: shapeOfSize(order.size) });
  const canvas = new FrameCanvas(scene, order.size);
  canvas.show(order.ms ?? PAYOFF_MS);
  return canvas.encodeStill(order.format);
}
