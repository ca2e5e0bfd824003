import { createCanvas } from '@napi-rs/canvas';
import type { Lesson } from '../lessons/lesson.ts';
import type { LessonLocale } from '../lessons/worked-value.ts';
import { CanvasPainter } from './canvas-painter.ts';
import { type FilmSize, shapeOfSize } from './film-format.ts';
import { composeFilm } from './film-scene.ts';
import { registerFont } from './font-registry.ts';
import { PAYOFF_MS } from './infographic.ts';
import type { Theme } from './theme.ts';

const QUALITY = 88;

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
  registerFont(scene.font);
  const canvas = createCanvas(order.size.width, order.size.height);
  const context = canvas.getContext('2d');
  const scale = order.size.width / scene.width;
  context.scale(scale, scale);
  const painter = new CanvasPainter(context, scale);
  painter.paint(scene.ground);
  painter.paint(scene.drawAt(order.ms ?? PAYOFF_MS));
  return order.format === 'png' ? canvas.encodeSync('png') : canvas.encodeSync(order.format, QUALITY);
}
