import { type Canvas, type CanvasGradient, createCanvas, Path2D, type SKRSContext2D } from '@napi-rs/canvas';
import type {
  Box,
  CircleShape,
  Drawing,
  Fill,
  GroupShape,
  PathShape,
  RectShape,
  Shadow,
  Shape,
  TextShape,
} from './drawing.ts';
import { inter } from './inter.ts';
import { boundsOf, overlaps } from './shape-bounds.ts';

/** Paints drawings onto one canvas context. Keeps the shadows it has painted, for the next frame. */
export class CanvasPainter {
  readonly #context: SKRSContext2D;
  readonly #shadows: Map<string, Canvas>;
  /** Device pixels per design pixel: shadows are cached at this sharpness. */
  readonly #scale: number;

  /** `shadows` may be shared by painters of the same scale. */
  constructor(context: SKRSContext2D, scale: number, shadows = new Map<string, Canvas>()) {
    this.#context = context;
    this.#scale = scale;
    this.#shadows = shadows;
  }

  /** Paints the shapes that can be seen within `area` (all of them without it). */
  paint(drawing: Drawing, area?: Box): void {
    for (const shape of drawing) {
      if (area && !overlaps(boundsOf(shape), area)) continue;
      this.#paintShape(shape, area);
    }
  }

  #paintShape(shape: Shape, area?: Box): void {
    const context = this.#context;
    if (shape.kind === 'group') {
      if (shape.opacity > 0) this.#paintGroup(shape, area);
      return;
    }
    const opacity = shape.opacity ?? 1;
    if (opacity <= 0) return;
    const outer = context.globalAlpha;
    context.globalAlpha = outer * opacity;
    if (shape.kind === 'text') this.#paintText(shape);
    else this.#paintSolid(shape);
    context.globalAlpha = outer;
  }

  #paintGroup(shape: GroupShape, area?: Box): void {
    const context = this.#context;
    context.save();
    context.translate(shape.x, shape.y);
    if (shape.turn) context.rotate((shape.turn * Math.PI) / 180);
    if (shape.scale !== 1) context.scale(shape.scale, shape.scale);
    context.globalAlpha *= shape.opacity;
    if (shape.clip) {
      context.beginPath();
      context.roundRect(shape.clip.x, shape.clip.y, shape.clip.width, shape.clip.height, shape.clip.radius);
      context.clip();
    }
    this.paint(shape.children, area && insideOf(shape, area));
    context.restore();
  }

  #paintSolid(shape: RectShape | CircleShape | PathShape): void {
    const context = this.#context;
    const outline = outlineOf(shape);
    if (shape.kind !== 'path' && shape.shadow) this.#paintShadow(shape, shape.shadow);
    if (shape.fill) {
      context.fillStyle = this.#style(shape.fill);
      context.fill(outline);
    }
    if (shape.stroke && (shape.strokeWidth ?? 1) > 0) {
      context.strokeStyle = shape.stroke;
      context.lineWidth = shape.strokeWidth ?? 1;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.setLineDash(shape.kind === 'path' ? [...(shape.dash ?? [])] : []);
      context.lineDashOffset = shape.kind === 'path' ? (shape.dashOffset ?? 0) : 0;
      context.stroke(outline);
    }
  }

  #style(fill: Fill): string | CanvasGradient {
    if (typeof fill === 'string') return fill;
    const gradient = this.#context.createLinearGradient(fill.x1, fill.y1, fill.x2, fill.y2);
    for (const [offset, color] of fill.stops) gradient.addColorStop(offset, color);
    return gradient;
  }

  /** A blurred copy of the outline, painted once for each size and then only placed. */
  #paintShadow(shape: RectShape | CircleShape, shadow: Shadow): void {
    const box =
      shape.kind === 'rect'
        ? shape
        : {
            x: shape.cx - shape.radius,
            y: shape.cy - shape.radius,
            width: shape.radius * 2,
            height: shape.radius * 2,
          };
    const radius = shape.kind === 'rect' ? (shape.radius ?? 0) : shape.radius;
    const reach = shadow.blur * 2;
    // Painted for whole sizes: it must not matter which of several nearly equal ones came first.
    const [width, height] = [Math.round(box.width), Math.round(box.height)];
    const whole = { width, height, radius: Math.round(radius) };
    const key = [width, height, whole.radius, shadow.blur, shadow.color].join();
    let picture = this.#shadows.get(key);
    if (!picture) {
      picture = shadowPicture(whole, shadow, this.#scale);
      this.#shadows.set(key, picture);
    }
    this.#context.drawImage(
      picture,
      box.x - reach,
      box.y - reach + shadow.dy,
      box.width + reach * 2,
      box.height + reach * 2,
    );
  }

  #paintText(shape: TextShape): void {
    const context = this.#context;
    const font = shape.font ?? inter;
    context.font = `${shape.weight} ${shape.size * font.sizeFactor}px ${font.face}`;
    context.fillStyle = shape.fill;
    if (!shape.isTabular) {
      context.textAlign = shape.align;
      context.fillText(shape.text, shape.x, shape.y);
      return;
    }
    const cell = (font.digitWidths[shape.weight] * shape.size) / 1000;
    const isDigit = (character: string) => character >= '0' && character <= '9';
    const advances = [...shape.text].map((c) => (isDigit(c) ? cell : context.measureText(c).width));
    const width = advances.reduce((sum, advance) => sum + advance, 0);
    let x = shape.x - { left: 0, center: 0.5, right: 1 }[shape.align] * width;
    context.textAlign = 'center';
    [...shape.text].forEach((character, index) => {
      const advance = advances[index] ?? cell;
      context.fillText(character, x + advance / 2, shape.y);
      x += advance;
    });
  }
}

/** The area in the group's own coordinates; undefined, which is everything, where the group is turned. */
function insideOf(group: GroupShape, area: Box): Box | undefined {
  if (group.turn !== 0 || group.scale <= 0) return undefined;
  return {
    x: (area.x - group.x) / group.scale,
    y: (area.y - group.y) / group.scale,
    width: area.width / group.scale,
    height: area.height / group.scale,
  };
}

function outlineOf(shape: RectShape | CircleShape | PathShape): Path2D {
  if (shape.kind === 'path') return new Path2D(shape.d);
  const outline = new Path2D();
  if (shape.kind === 'circle') outline.arc(shape.cx, shape.cy, shape.radius, 0, Math.PI * 2);
  else {
    const radius = Math.min(shape.radius ?? 0, shape.width / 2, shape.height / 2);
    outline.roundRect(shape.x, shape.y, shape.width, shape.height, radius);
  }
  return outline;
}

function shadowPicture(
  box: { width: number; height: number; radius: number },
  shadow: Shadow,
  scale: number,
): Canvas {
  const reach = shadow.blur * 2;
  const canvas = createCanvas(
    Math.ceil((box.width + reach * 2) * scale),
    Math.ceil((box.height + reach * 2) * scale),
  );
  const context = canvas.getContext('2d');
  context.scale(canvas.width / (box.width + reach * 2), canvas.height / (box.height + reach * 2));
  context.filter = `blur(${(shadow.blur / 2) * scale}px)`;
  context.fillStyle = shadow.color;
  context.beginPath();
  context.roundRect(reach, reach, box.width, box.height, Math.min(box.radius, box.width / 2, box.height / 2));
  context.fill();
  // Reading it once makes it pixels; until then the blur would be done again wherever it is placed.
  canvas.data();
  return canvas;
}
