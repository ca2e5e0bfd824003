import { createCanvas } from '@napi-rs/canvas';
import type { Milliseconds } from '../kernel/units.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { LessonLocale } from '../lessons/worked-value.ts';
import { CanvasPainter } from './canvas-painter.ts';
import { timestamp } from './captions.ts';
import { type FilmSize, shapeOfSize } from './film-format.ts';
import { composeFilm } from './film-scene.ts';
import { registerFont } from './font-registry.ts';
import type { Theme } from './theme.ts';

/** One picture for each second, taken in its middle. */
const EVERY_MS = 1000;
/** How a sprite is laid out, whoever makes its pictures. */
export const spriteLayout = { columns: 4, shortSidePixels: 90 } as const;
const QUALITY = 80;

/**
 * One small picture a second, all in one JPEG, and the WebVTT that says which part belongs to which second:
 * what players show above the seek bar. `imageName` is how the VTT refers to the picture, once it is made.
 */
export function thumbnailSprite(order: {
  lesson: Lesson;
  locale: LessonLocale;
  theme: Theme;
  size: FilmSize;
  imageName: (image: Uint8Array) => string;
}): { image: Uint8Array; vtt: string } {
  const scene = composeFilm({ ...order, shape: shapeOfSize(order.size) });
  registerFont(scene.font);
  const scale = spriteLayout.shortSidePixels / Math.min(scene.width, scene.height);
  const [width, height] = [Math.round(scene.width * scale), Math.round(scene.height * scale)];
  const moments = spriteMoments(scene.durationMs);
  const { columns } = spriteLayout;
  const canvas = createCanvas(width * columns, height * Math.ceil(moments.length / columns));
  const context = canvas.getContext('2d');
  const painter = new CanvasPainter(context, scale);
  for (const [index, ms] of moments.entries()) {
    const [x, y] = [(index % columns) * width, Math.floor(index / columns) * height];
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.translate(x, y);
    context.scale(scale, scale);
    painter.paint(scene.ground);
    painter.paint(scene.drawAt(ms));
    context.restore();
  }
  const image = canvas.encodeSync('jpeg', QUALITY);
  const { durationMs } = scene;
  return { image, vtt: spriteMap({ durationMs, width, height, imageName: order.imageName(image) }) };
}

/** The moments of a film that its sprite shows. */
export function spriteMoments(durationMs: Milliseconds): readonly Milliseconds[] {
  return Array.from(
    { length: Math.ceil(durationMs / EVERY_MS) },
    (_, index) => index * EVERY_MS + EVERY_MS / 2,
  );
}

/** Which part of a sprite belongs to which second, as WebVTT. */
export function spriteMap(sprite: {
  durationMs: Milliseconds;
  width: number;
  height: number;
  imageName: string;
}): string {
  const { durationMs, width, height, imageName } = sprite;
  const cues = spriteMoments(durationMs).map((_, index) => {
    const [x, y] = [
      (index % spriteLayout.columns) * width,
      Math.floor(index / spriteLayout.columns) * height,
    ];
    const startMs = index * EVERY_MS;
    const endMs = Math.min(durationMs, startMs + EVERY_MS);
    return `${timestamp(startMs)} --> ${timestamp(endMs)}\n${imageName}#xywh=${x},${y},${width},${height}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}
