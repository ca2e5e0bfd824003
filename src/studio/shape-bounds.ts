import type { Box, Drawing, GroupShape, Shape, TextShape } from './drawing.ts';
import { textWidth } from './text-width.ts';

const NUMBER = /-?\d+(?:\.\d+)?/g;
/** Soft edges and side bearings reach this far beyond what the geometry says. */
const MARGIN = 2;

/** A box that surely contains everything the shape paints; it may be larger, never smaller. */
export function boundsOf(shape: Shape): Box {
  switch (shape.kind) {
    case 'rect':
      return grow(shape, strokeReach(shape), shape.shadow);
    case 'circle':
      return grow(
        {
          x: shape.cx - shape.radius,
          y: shape.cy - shape.radius,
          width: shape.radius * 2,
          height: shape.radius * 2,
        },
        strokeReach(shape),
        shape.shadow,
      );
    case 'path':
      return grow(boundsOfPoints((shape.d.match(NUMBER) ?? []).map(Number)), strokeReach(shape));
    case 'text':
      return boundsOfText(shape);
    case 'group':
      return boundsOfGroup(shape);
  }
}

function strokeReach(shape: { stroke?: string; strokeWidth?: number }): number {
  return shape.stroke ? (shape.strokeWidth ?? 1) : 0;
}

function grow(box: Box, reach: number, shadow?: { blur: number; dy: number }): Box {
  const around = MARGIN + Math.max(reach, shadow ? shadow.blur * 2 + Math.abs(shadow.dy) : 0);
  return {
    x: box.x - around,
    y: box.y - around,
    width: box.width + around * 2,
    height: box.height + around * 2,
  };
}

function boundsOfPoints(numbers: readonly number[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const x = numbers[index] ?? 0;
    const y = numbers[index + 1] ?? 0;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return left > right
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}

function boundsOfText(shape: TextShape): Box {
  const width = textWidth(shape.text, { ...shape, isTabular: true }) * 1.05 + shape.size * 0.2;
  const before = { left: 0, center: 0.5, right: 1 }[shape.align] * width;
  return {
    x: shape.x - before - shape.size * 0.1,
    y: shape.y - shape.size * 1.1,
    width: width + shape.size * 0.2,
    height: shape.size * 1.45,
  };
}

function boundsOfGroup(shape: GroupShape): Box {
  const inner = shape.clip ? grow(shape.clip, 0) : union(shape.children.map(boundsOf));
  return transformBox(inner, shape);
}

type Place = Pick<GroupShape, 'x' | 'y' | 'scale' | 'turn'>;

export function transformBox(box: Box, place: Place): Box {
  const angle = (place.turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) * place.scale, Math.sin(angle) * place.scale];
  const corners = [
    [box.x, box.y],
    [box.x + box.width, box.y],
    [box.x, box.y + box.height],
    [box.x + box.width, box.y + box.height],
  ] as const;
  return boundsOfPoints(
    corners.flatMap(([x, y]) => [place.x + x * cos - y * sin, place.y + x * sin + y * cos]),
  );
}

export function union(boxes: readonly Box[]): Box {
  const filled = boxes.filter((box) => box.width > 0 && box.height > 0);
  return boundsOfPoints(filled.flatMap((box) => [box.x, box.y, box.x + box.width, box.y + box.height]));
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Every visible shape that is not a group, with the box it takes in the outermost coordinates. */
export function visibleLeaves(
  drawing: Drawing,
  bounds: (shape: Shape) => Box = boundsOf,
): readonly { readonly shape: Shape; readonly box: Box }[] {
  return drawing.flatMap((shape) => {
    if ((shape.opacity ?? 1) <= 0.02) return [];
    if (shape.kind !== 'group') return [{ shape, box: bounds(shape) }];
    return visibleLeaves(shape.children, bounds).map((leaf) => ({
      ...leaf,
      box: transformBox(leaf.box, shape),
    }));
  });
}

/** Every line of text in a drawing, in painting order. */
export function textsIn(drawing: Drawing): readonly string[] {
  return drawing.flatMap((shape) => {
    if (shape.kind === 'group') return shape.opacity > 0 ? textsIn(shape.children) : [];
    return shape.kind === 'text' ? [shape.text] : [];
  });
}
