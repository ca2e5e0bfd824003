import type { Color } from './color.ts';
import type { Font, FontWeight } from './font.ts';

/**
 * One frame as data: a list of shapes, painted in order. Canvas and SVG are two ways to paint the same list,
 * which is why a film, its poster and its infographic cannot disagree. Lengths are design pixels.
 */
export type Drawing = readonly Shape[];

export type Fill = Color | Gradient;

/** Stops run from 0 to 1 along the line from (x1, y1) to (x2, y2), in the shape's own coordinates. */
export type Gradient = {
  readonly kind: 'linear';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly stops: readonly (readonly [offset: number, color: Color])[];
};

/** A soft shadow under a shape. Painted from a cached picture: give it to shapes that keep their size. */
export type Shadow = { readonly color: Color; readonly blur: number; readonly dy: number };

type Painted = {
  readonly fill?: Fill;
  readonly stroke?: Color;
  readonly strokeWidth?: number;
  readonly opacity?: number;
};

export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type RectShape = Painted &
  Box & { readonly kind: 'rect'; readonly radius?: number; readonly shadow?: Shadow };

export type CircleShape = Painted & {
  readonly kind: 'circle';
  readonly cx: number;
  readonly cy: number;
  readonly radius: number;
  readonly shadow?: Shadow;
};

/** `d` uses absolute M, L, C, Q and Z only, so that its bounds can be read off its points. */
export type PathShape = Painted & {
  readonly kind: 'path';
  readonly d: string;
  readonly dash?: readonly number[];
  readonly dashOffset?: number;
};

/** One line of text; `y` is the baseline. */
export type TextShape = {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: FontWeight;
  /** Inter, where none is named. */
  readonly font?: Font;
  readonly fill: Color;
  readonly align: 'left' | 'center' | 'right';
  /** Digits of equal width, so that a counter does not tremble. */
  readonly isTabular?: boolean;
  readonly opacity?: number;
};

/** Children are moved, turned about their origin, scaled; in this order from the outside. */
export type GroupShape = {
  readonly kind: 'group';
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Clockwise, in degrees. */
  readonly turn: number;
  readonly opacity: number;
  /** Only what lies inside this rounded box, in the group's own coordinates, is seen. */
  readonly clip?: Box & { readonly radius: number };
  readonly children: Drawing;
};

export type Shape = RectShape | CircleShape | PathShape | TextShape | GroupShape;

export function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  look: Omit<RectShape, 'kind' | keyof Box>,
): RectShape {
  return { kind: 'rect', x, y, width: Math.max(0, width), height: Math.max(0, height), ...look };
}

export function circle(
  cx: number,
  cy: number,
  radius: number,
  look: Omit<CircleShape, 'kind' | 'cx' | 'cy' | 'radius'>,
): CircleShape {
  return { kind: 'circle', cx, cy, radius: Math.max(0, radius), ...look };
}

export function path(d: string, look: Omit<PathShape, 'kind' | 'd'>): PathShape {
  return { kind: 'path', d, ...look };
}

export function text(
  words: string,
  x: number,
  y: number,
  look: { size: number; fill: Color } & Partial<Omit<TextShape, 'kind' | 'text' | 'x' | 'y'>>,
): TextShape {
  return { kind: 'text', text: words, x, y, weight: 600, align: 'left', ...look };
}

export function group(place: Partial<Omit<GroupShape, 'kind' | 'children'>>, children: Drawing): GroupShape {
  return { kind: 'group', x: 0, y: 0, scale: 1, turn: 0, opacity: 1, ...place, children };
}

export function linear(
  from: readonly [number, number],
  to: readonly [number, number],
  ...colors: readonly Color[]
): Gradient {
  const last = Math.max(1, colors.length - 1);
  return {
    kind: 'linear',
    x1: from[0],
    y1: from[1],
    x2: to[0],
    y2: to[1],
    stops: colors.map((color, index) => [index / last, color] as const),
  };
}
