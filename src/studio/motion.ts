/** Progress in, progress out; both run from 0 to 1. */
export type Curve = (progress: number) => number;

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** CSS's cubic-bezier: solved by bisection, which is exact enough after 24 halvings. */
export function cubicBezier(x1: number, y1: number, x2: number, y2: number): Curve {
  const along = (a: number, b: number, t: number) =>
    3 * a * t * (1 - t) ** 2 + 3 * b * t * t * (1 - t) + t ** 3;
  return (progress) => {
    const x = clamp(progress);
    if (x === 0 || x === 1) return x;
    let low = 0;
    let high = 1;
    for (let halving = 0; halving < 24; halving += 1) {
      const middle = (low + high) / 2;
      if (along(x1, x2, middle) < x) low = middle;
      else high = middle;
    }
    return along(y1, y2, (low + high) / 2);
  };
}

export const easeOut = cubicBezier(0.16, 1, 0.3, 1);
export const easeInOut = cubicBezier(0.65, 0, 0.35, 1);
export const easeIn = cubicBezier(0.5, 0, 0.85, 0.4);
export const linearly: Curve = clamp;
/** Arrives with an overshoot of about 4 %. */
export const settle: Curve = (progress) => {
  const p = clamp(progress);
  return p === 1 ? 1 : 1 - Math.exp(-6 * p) * Math.cos(p * 5.8);
};
/** Up to 1 in the middle and back: an emphasis. */
export const pulse: Curve = (progress) => Math.sin(clamp(progress) * Math.PI) ** 2;

/** How far between two times we are, shaped by a curve: 0 before, 1 after. */
export function between(nowMs: number, startMs: number, endMs: number, curve: Curve = easeOut): number {
  if (nowMs <= startMs) return 0;
  if (nowMs >= endMs) return 1;
  return curve((nowMs - startMs) / (endMs - startMs));
}

export function mix(from: number, to: number, progress: number): number {
  return from + (to - from) * progress;
}

/** A slow, endless swing of ±1. */
export function sway(nowMs: number, periodMs: number, offset = 0): number {
  return Math.sin((nowMs / periodMs + offset) * 2 * Math.PI);
}
