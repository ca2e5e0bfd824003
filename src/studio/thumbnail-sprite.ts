import { createCanvas } from '@napi-rs/canvas';
import type { Lesson } from '../lessons/lesson.ts';
import type { LessonLocale } from '../lessons/worked-value.ts';
import { CanvasPainter } from './canvas-painter.ts';
import { timestamp } from './captions.ts';
import { type FilmSize, shapeOfSize } from './film-format.ts';
import { composeFilm } from './film-scene.ts';
import { registerFonts } from './fonts.ts';
import type { Theme } from './theme.ts';

const EVERY_MS = 1000;
const COLUMNS = 4;
const SHORT_SIDE = 90;
const QUALITY = 80;

/**
 * One small picture a second, all in one JPEG, and the WebVTT that says which part belongs to which second:
 * what players show above the seek bar. `imageName` is how the VTT refers to the picture.
 */
export function thumbnailSprite(order: {
  lesson: Lesson;
  locale: LessonLocale;
  theme: Theme;
  size: FilmSize;
  imageName: string;
}): { image: Uint8Array; vtt: string } {
  registerFonts();
  const scene = composeFilm({ ...order, shape: shapeOfSize(order.size) });
  const scale = SHORT_SIDE / Math.min(scene.width, scene.height);
  const [width, height] = [Math.round(scene.width * scale), Math.round(scene.height * scale)];
  const count = Math.ceil(scene.durationMs / EVERY_MS);
  const canvas = createCanvas(width * COLUMNS, height * Math.ceil(count / COLUMNS));
  const context = canvas.getContext('2d');
  const painter = new CanvasPainter(context, scale);
  const cues = Array.from({ length: count }, (_, index) => {
    const [x, y] = [(index % COLUMNS) * width, Math.floor(index / COLUMNS) * height];
    const startMs = index * EVERY_MS;
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.translate(x, y);
    context.scale(scale, scale);
    painter.paint(scene.ground);
    painter.paint(scene.drawAt(startMs + EVERY_MS / 2));
    context.restore();
    const endMs = Math.min(scene.durationMs, startMs + EVERY_MS);
    return `${timestamp(startMs)} --> ${timestamp(endMs)}\n${order.imageName}#xywh=${x},${y},${width},${height}\n`;
  });
  return { image: canvas.encodeSync('jpeg', QUALITY), vtt: `WEBVTT\n\n${cues.join('\n')}` };
}
