/** Builders of path data in absolute M, L, C, Z. Coordinates are rounded to hundredths of a pixel. */
type Point = readonly [x: number, y: number];

const r = (value: number): number => Math.round(value * 100) / 100;
const at = (x: number, y: number): string => `${r(x)} ${r(y)}`;

export function polyline(points: readonly Point[], isClosed = false): string {
  const steps = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${at(x, y)}`);
  return steps.join('') + (isClosed ? 'Z' : '');
}

/** A smooth curve through all points (Catmull–Rom, as cubic Béziers). */
export function curveThrough(points: readonly Point[]): string {
  const point = (index: number): Point => points[Math.min(points.length - 1, Math.max(0, index))] ?? [0, 0];
  let d = `M${at(...point(0))}`;
  for (let index = 0; index < points.length - 1; index += 1) {
    const [x0, y0] = point(index - 1);
    const [x1, y1] = point(index);
    const [x2, y2] = point(index + 1);
    const [x3, y3] = point(index + 2);
    d += `C${at(x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6)} ${at(x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6)} ${at(x2, y2)}`;
  }
  return d;
}

/** Degrees run clockwise from twelve o'clock. */
export function onCircle(cx: number, cy: number, radius: number, degrees: number): Point {
  const angle = ((degrees - 90) * Math.PI) / 180;
  return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
}

/** An arc as cubic Béziers, each at most 90°: the usual 4/3·tan(θ/4) handles. */
export function arc(cx: number, cy: number, radius: number, from: number, to: number): string {
  return `M${at(...onCircle(cx, cy, radius, from))}${arcSteps(cx, cy, radius, from, to)}`;
}

function arcSteps(cx: number, cy: number, radius: number, from: number, to: number): string {
  const parts = Math.max(1, Math.ceil(Math.abs(to - from) / 90));
  const step = (to - from) / parts;
  const reach = (4 / 3) * Math.tan((step * Math.PI) / 720) * radius;
  let d = '';
  for (let index = 0; index < parts; index += 1) {
    const a = from + index * step;
    const [x1, y1] = onCircle(cx, cy, radius, a);
    const [x2, y2] = onCircle(cx, cy, radius, a + step);
    const [dx1, dy1] = onCircle(0, 0, reach, a + 90);
    const [dx2, dy2] = onCircle(0, 0, reach, a + step + 90);
    d += `C${at(x1 + dx1, y1 + dy1)} ${at(x2 - dx2, y2 - dy2)} ${at(x2, y2)}`;
  }
  return d;
}

/** A slice of a pie, or of a ring where `inner` is more than 0. */
export function slice(
  cx: number,
  cy: number,
  radius: { inner: number; outer: number },
  from: number,
  to: number,
): string {
  const outer = arc(cx, cy, radius.outer, from, to);
  if (radius.inner <= 0) return `${outer}L${at(cx, cy)}Z`;
  const [x, y] = onCircle(cx, cy, radius.inner, to);
  return `${outer}L${at(x, y)}${arcSteps(cx, cy, radius.inner, to, from)}Z`;
}

/** A liquid's body with a waving surface, from x to x + width, from the surface down to `bottom`. */
export function liquid(
  body: { x: number; width: number; surface: number; bottom: number },
  wave: { height: number; length: number; phase: number },
): string {
  const steps = 24;
  const points = Array.from({ length: steps + 1 }, (_, index): Point => {
    const x = body.x + (body.width * index) / steps;
    return [x, body.surface + wave.height * Math.sin((x / wave.length + wave.phase) * 2 * Math.PI)];
  });
  return `${polyline(points)}L${at(body.x + body.width, body.bottom)}L${at(body.x, body.bottom)}Z`;
}
