import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { CanvasPainter } from './canvas-painter.ts';
import type { Box, Drawing } from './drawing.ts';
import { changedAreas } from './drawing-diff.ts';
import type { FilmScene } from './film-scene.ts';
import { registerFont } from './font-registry.ts';

/** Whole pixels of the frame; even, so that a chroma sample is never half inside. */
export type PixelArea = {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
};

/**
 * The pixels of one area: RGBA, from its upper left corner on; `rowPixels` from one row to the next. A view that
 * the next patch changes.
 */
export type PixelPatch = {
  readonly area: PixelArea;
  readonly rgba: Uint8Array;
  readonly rowPixels: number;
};

type Easel = {
  readonly width: number;
  readonly height: number;
  readonly canvas: Canvas;
  readonly context: SKRSContext2D;
  readonly painter: CanvasPainter;
};

const RGBA_BYTES = 4;
/** Gradients are dithered by a pattern of this many pixels: a patch keeps its place in it, or smooth grounds flicker. */
const DITHER_PIXELS = 8;
/** Reading pixels back costs by the size of the canvas, so a change is painted on the smallest that holds it. */
const EASEL_SHARES = [1 / 4, 3 / 8, 1 / 2, 3 / 4, 1] as const;

/**
 * Paints a scene moment by moment, and paints only what changed since the moment before. Areas are whole pixels
 * and everything in them is painted; only the smoothing of an edge that an area cuts may come out a shade
 * different from painting everything.
 */
export class FrameCanvas {
  readonly width: number;
  readonly height: number;
  readonly #scene: FilmScene;
  readonly #scale: number;
  readonly #ground: Uint8Array;
  readonly #easels = new Map<string, Easel>();
  readonly #shadows = new Map<string, Canvas>();
  #shown: Drawing | null = null;

  constructor(scene: FilmScene, size: { width: number; height: number }) {
    registerFont(scene.font);
    this.#scene = scene;
    this.width = size.width;
    this.height = size.height;
    this.#scale = size.width / scene.width;
    const { canvas, context, painter } = this.#easelFor(size.width, size.height);
    context.save();
    context.scale(this.#scale, this.#scale);
    painter.paint(scene.ground);
    context.restore();
    // A copy: what `data` answers is the canvas itself, which is painted on again.
    this.#ground = Uint8Array.from(canvas.data());
  }

  /** Paints the moment and hands over each area of it that changed. */
  show(ms: number, take: (patch: PixelPatch) => void): void {
    const drawing = this.#scene.drawAt(ms);
    const areas = this.#shown
      ? changedAreas(this.#shown, drawing).map((box) => this.#pixelArea(box))
      : [{ x0: 0, y0: 0, x1: this.width, y1: this.height }];
    for (const area of areas) {
      if (area.x0 < area.x1 && area.y0 < area.y1) take(this.#paint(drawing, area));
    }
    this.#shown = drawing;
  }

  /** Paints everything at the next moment: a run of frames then does not depend on what came before it. */
  forget(): void {
    this.#shown = null;
  }

  #pixelArea(box: Box): PixelArea {
    const within = (value: number, limit: number) => Math.min(limit, Math.max(0, value));
    return {
      x0: within(Math.floor((box.x * this.#scale) / 2) * 2, this.width),
      y0: within(Math.floor((box.y * this.#scale) / 2) * 2, this.height),
      x1: within(Math.ceil(((box.x + box.width) * this.#scale) / 2) * 2, this.width),
      y1: within(Math.ceil(((box.y + box.height) * this.#scale) / 2) * 2, this.height),
    };
  }

  #paint(drawing: Drawing, area: PixelArea): PixelPatch {
    const [width, height] = [area.x1 - area.x0, area.y1 - area.y0];
    const [left, top] = [area.x0 % DITHER_PIXELS, area.y0 % DITHER_PIXELS];
    const easel = this.#easelFor(left + width, top + height);
    const { canvas, context, painter } = easel;
    const start = (top * easel.width + left) * RGBA_BYTES;
    this.#copyGround(canvas.data().subarray(start), easel.width, area);
    const scale = this.#scale;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.translate(left - area.x0, top - area.y0);
    context.scale(scale, scale);
    painter.paint(drawing, {
      x: area.x0 / scale,
      y: area.y0 / scale,
      width: width / scale,
      height: height / scale,
    });
    context.restore();
    return { area, rgba: canvas.data().subarray(start), rowPixels: easel.width };
  }

  /** Written straight into the canvas: copying rows of bytes costs a fraction of drawing them. */
  #copyGround(pixels: Uint8Array, rowPixels: number, area: PixelArea): void {
    for (let y = area.y0; y < area.y1; y += 1) {
      const start = (y * this.width + area.x0) * RGBA_BYTES;
      const end = (y * this.width + area.x1) * RGBA_BYTES;
      pixels.set(this.#ground.subarray(start, end), (y - area.y0) * rowPixels * RGBA_BYTES);
    }
  }

  #easelFor(areaWidth: number, areaHeight: number): Easel {
    const room = (needed: number, whole: number) =>
      Math.ceil(whole * (EASEL_SHARES.find((share) => whole * share >= needed) ?? 1));
    const [width, height] = [room(areaWidth, this.width), room(areaHeight, this.height)];
    const key = `${width}x${height}`;
    const kept = this.#easels.get(key);
    if (kept) return kept;
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    const painter = new CanvasPainter(context, this.#scale, this.#shadows);
    const easel = { width, height, canvas, context, painter };
    this.#easels.set(key, easel);
    return easel;
  }
}
