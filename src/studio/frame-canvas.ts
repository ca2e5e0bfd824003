import { createCanvas } from '@napi-rs/canvas';
import { CanvasPainter } from './canvas-painter.ts';
import type { Box, Drawing } from './drawing.ts';
import { changedAreas } from './drawing-diff.ts';
import type { FilmScene } from './film-scene.ts';
import { registerFonts } from './fonts.ts';

/** Whole pixels of the frame; even, so that a chroma sample is never half inside. */
export type PixelArea = {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
};

/**
 * Paints a scene moment by moment onto one canvas, and repaints only what changed since the moment before.
 * Areas are whole pixels and everything in them is painted; only the smoothing of an edge that an area cuts may
 * come out a shade different from painting everything.
 */
export class FrameCanvas {
  readonly width: number;
  readonly height: number;
  readonly #scene: FilmScene;
  readonly #canvas;
  readonly #ground;
  readonly #context;
  readonly #painter: CanvasPainter;
  readonly #scale: number;
  #shown: Drawing | null = null;

  constructor(scene: FilmScene, size: { width: number; height: number }) {
    registerFonts();
    this.#scene = scene;
    this.width = size.width;
    this.height = size.height;
    this.#scale = size.width / scene.width;
    this.#canvas = createCanvas(size.width, size.height);
    this.#context = this.#canvas.getContext('2d');
    this.#context.save();
    this.#context.scale(this.#scale, this.#scale);
    new CanvasPainter(this.#context, this.#scale).paint(scene.ground);
    this.#context.restore();
    // Kept as plain pixels: copying a rectangle of them costs a fraction of drawing one canvas onto another.
    this.#ground = this.#context.getImageData(0, 0, size.width, size.height);
    this.#painter = new CanvasPainter(this.#context, this.#scale);
  }

  /** Paints the moment and answers which pixels changed. */
  show(ms: number): readonly PixelArea[] {
    const drawing = this.#scene.drawAt(ms);
    const areas = this.#shown
      ? changedAreas(this.#shown, drawing).map((box) => this.#pixelArea(box))
      : [{ x0: 0, y0: 0, x1: this.width, y1: this.height }];
    const seen = areas.filter((area) => area.x0 < area.x1 && area.y0 < area.y1);
    for (const area of seen) this.#repaint(drawing, area);
    this.#shown = drawing;
    return seen;
  }

  /** Paints everything at the next moment: a run of frames then does not depend on what came before it. */
  forget(): void {
    this.#shown = null;
  }

  /** The pixels as they are now: RGBA, a live view that the next `show` changes. */
  pixels(): Uint8Array {
    return this.#canvas.data();
  }

  encodeStill(format: 'png' | 'jpeg' | 'webp', quality = 88): Uint8Array {
    return format === 'png' ? this.#canvas.encodeSync('png') : this.#canvas.encodeSync(format, quality);
  }

  #pixelArea(box: Box): PixelArea {
    const even = (value: number, limit: number) => Math.min(limit, Math.max(0, value));
    return {
      x0: even(Math.floor((box.x * this.#scale) / 2) * 2, this.width),
      y0: even(Math.floor((box.y * this.#scale) / 2) * 2, this.height),
      x1: even(Math.ceil(((box.x + box.width) * this.#scale) / 2) * 2, this.width),
      y1: even(Math.ceil(((box.y + box.height) * this.#scale) / 2) * 2, this.height),
    };
  }

  #repaint(drawing: Drawing, area: PixelArea): void {
    const context = this.#context;
    const [width, height] = [area.x1 - area.x0, area.y1 - area.y0];
    context.putImageData(this.#ground, 0, 0, area.x0, area.y0, width, height);
    context.save();
    context.beginPath();
    context.rect(area.x0, area.y0, width, height);
    context.clip();
    context.scale(this.#scale, this.#scale);
    const scale = this.#scale;
    this.#painter.paint(drawing, {
      x: area.x0 / scale,
      y: area.y0 / scale,
      width: width / scale,
      height: height / scale,
    });
    context.restore();
  }
}
