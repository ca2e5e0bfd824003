import { blend, type Color, fade } from './color.ts';
import { circle, type Drawing, group, linear, path, rect, type Shadow, type Shape, text } from './drawing.ts';
import type { Font } from './font.ts';
import { polyline } from './path-data.ts';
import { textWidth } from './text-width.ts';
import type { Palette } from './theme.ts';

/** The family's vocabulary: small things that several pictures are built of. */

export function softShadow(palette: Palette, blur = 18, dy = 10): Shadow {
  return { color: fade(palette.shadow, palette.ground[0] > '#8' ? 0.2 : 0.55), blur, dy };
}

/** A rounded sheet that lies on the ground. */
export function sheet(
  x: number,
  y: number,
  width: number,
  height: number,
  palette: Palette,
  look: { radius?: number; fill?: Color } = {},
): Shape {
  return rect(x, y, width, height, {
    radius: look.radius ?? 22,
    fill: look.fill ?? palette.surface,
    shadow: softShadow(palette),
  });
}

const RIM = 3;

/** A coin with a rim and a highlight, around (0, 0) moved to (x, y). */
export function coin(x: number, y: number, radius: number, palette: Palette, opacity = 1): Shape {
  return group({ x, y, opacity }, [
    circle(0, 0, radius - RIM / 2, {
      fill: linear([-radius, -radius], [radius, radius], palette.goldSoft, palette.gold),
      stroke: palette.goldDeep,
      strokeWidth: RIM,
    }),
    circle(0, 0, radius * 0.7, {
      stroke: fade(palette.goldDeep, 0.5),
      strokeWidth: Math.max(2, radius * 0.1),
    }),
    rect(-radius * 0.07, -radius * 0.36, radius * 0.14, radius * 0.72, {
      fill: fade(palette.goldDeep, 0.6),
      radius: radius * 0.07,
    }),
  ]);
}

/** Words in a rounded capsule; (x, y) is its centre. */
export function pill(
  { font }: { readonly font: Font },
  words: string,
  x: number,
  y: number,
  look: { size: number; fill: Color; ink: Color; opacity?: number; scale?: number },
): Shape {
  const width = textWidth(words, { size: look.size, weight: 600, font }) + look.size * 1.3;
  const height = look.size * 1.75;
  return group({ x, y, opacity: look.opacity ?? 1, scale: look.scale ?? 1 }, [
    rect(-width / 2, -height / 2, width, height, { fill: look.fill, radius: height / 2 }),
    text(words, 0, look.size * 0.355, { size: look.size, fill: look.ink, align: 'center' }),
  ]);
}

/** The first `progress` of a line through the points, by length. */
export function partialLine(points: readonly (readonly [number, number])[], progress: number): string {
  const lengths = points.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? [x, y];
    return Math.hypot(x - fromX, y - fromY);
  });
  let left = lengths.reduce((sum, length) => sum + length, 0) * Math.min(1, Math.max(0, progress));
  const drawn: [number, number][] = points[0] ? [[...points[0]]] : [];
  for (const [index, length] of lengths.entries()) {
    const from = points[index] ?? [0, 0];
    const to = points[index + 1] ?? from;
    const part = length === 0 ? 0 : Math.min(1, left / length);
    if (part <= 0) break;
    drawn.push([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
    left -= length;
  }
  return polyline(drawn);
}

/** A tick that writes itself; `size` is its width, (x, y) its centre. */
export function tick(x: number, y: number, size: number, progress: number, color: Color): Shape {
  const points = [
    [x - size * 0.42, y + size * 0.02],
    [x - size * 0.12, y + size * 0.32],
    [x + size * 0.44, y - size * 0.3],
  ] as const;
  return path(partialLine(points, progress), {
    stroke: color,
    strokeWidth: size * 0.17,
    opacity: progress > 0 ? 1 : 0,
  });
}

/** A cross that writes itself. */
export function cross(x: number, y: number, size: number, progress: number, color: Color): Drawing {
  const reach = size * 0.32;
  const stroke = { stroke: color, strokeWidth: size * 0.17 };
  const one = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ] as const;
  const other = [
    [x + reach, y - reach],
    [x - reach, y + reach],
  ] as const;
  return [
    path(partialLine(one, progress * 2), { ...stroke, opacity: progress > 0 ? 1 : 0 }),
    path(partialLine(other, progress * 2 - 1), { ...stroke, opacity: progress > 0.5 ? 1 : 0 }),
  ];
}

/** A ring that opens around something to say "here", and fades. */
export function ripple(x: number, y: number, radius: number, progress: number, color: Color): Shape {
  return circle(x, y, radius * (0.6 + 0.6 * progress), {
    stroke: color,
    strokeWidth: 6 * (1 - progress) + 1,
    opacity: progress > 0 && progress < 1 ? (1 - progress) * 0.8 : 0,
  });
}

/** Red, amber, green along 0 (bad) … 1 (good), without muddy colours in between. */
export function trafficColor(palette: Palette, good: number): Color {
  return good < 0.5
    ? blend(palette.bad, palette.warn, good * 2)
    : blend(palette.warn, palette.good, good * 2 - 1);
}
