/** Progress in, progress out; both run from 0 to 1. */
type Curve = (progress: number) => number;

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** CSS's cubic-bezier: solved by bisection, which is exact enough after 24 halvings. */
function cubicBezier(x1: number, y1: number, x2: number, y2: number): Curve {
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

/** The four numbers of a `cubic-bezier(…)`. */
export type CurvePoints = readonly [x1: number, y1: number, x2: number, y2: number];

/** How a house moves. */
export type MotionStyle = {
  /** What comes to rest, what moves from one rest to another, what falls. */
  readonly curves: { readonly out: CurvePoints; readonly inOut: CurvePoints; readonly in: CurvePoints };
  /** How far beyond its place a thing that settles swings, as a share of its way; 0 for not at all. */
  readonly overshootRatio: number;
  /** How long a thing takes to come in or to go where nothing else hurries it; the others keep their proportion. */
  readonly entranceMs: number;
  readonly exitMs: number;
  /** How long the number swells when it has reached its value. */
  readonly emphasisMs: number;
};

/** A spring that comes to rest: how fast it is damped and how fast it swings, over the whole of its way. */
const SPRING = { damping: 6, swing: 5.8 } as const;

export const standardMotion: MotionStyle = {
  curves: { out: [0.16, 1, 0.3, 1], inOut: [0.65, 0, 0.35, 1], in: [0.5, 0, 0.85, 0.4] },
  overshootRatio: 0.04,
  entranceMs: 550,
  exitMs: 300,
  emphasisMs: 320,
};

export type CurveName = 'out' | 'inOut' | 'in' | 'linear' | 'settle';

/** A house's way of moving, at one moment of a film. All times are the film's; progress runs from 0 to 1. */
export type Motion = {
  readonly ms: number;
  /** Progress of a change that happens in exactly this time, because others wait for it. */
  between(startMs: number, endMs: number, curve: CurveName): number;
  /** Progress of coming in; a slower house ends later. */
  enter(startMs: number, endMs: number): number;
  /** Progress of going; a slower house ends later. */
  leave(startMs: number, endMs: number): number;
  /** A progress from elsewhere, shaped. */
  shape(progress: number, curve: CurveName): number;
};

/** Style → its motion at any moment. */
export function motionOf(style: MotionStyle): (ms: number) => Motion {
  const curves: Record<CurveName, Curve> = {
    out: cubicBezier(...style.curves.out),
    inOut: cubicBezier(...style.curves.inOut),
    in: cubicBezier(...style.curves.in),
    linear: clamp,
    settle: settling(style.overshootRatio),
  };
  const slowness = {
    enter: style.entranceMs / standardMotion.entranceMs,
    leave: style.exitMs / standardMotion.exitMs,
  };
  return (ms) => ({
    ms,
    between: (startMs, endMs, curve) => curves[curve](ramp(ms, startMs, endMs)),
    enter: (startMs, endMs) => curves.out(ramp(ms, startMs, startMs + (endMs - startMs) * slowness.enter)),
    leave: (startMs, endMs) => curves.out(ramp(ms, startMs, startMs + (endMs - startMs) * slowness.leave)),
    shape: (progress, curve) => curves[curve](progress),
  });
}

/** Arrives like a spring, whose first swing goes this far beyond. */
function settling(overshootRatio: number): Curve {
  const sprung = (p: number) => 1 - Math.exp(-SPRING.damping * p) * Math.cos(SPRING.swing * p);
  const turning = (Math.PI - Math.atan(SPRING.damping / SPRING.swing)) / SPRING.swing;
  const share = overshootRatio / (sprung(turning) - 1);
  return (progress) => {
    const p = clamp(progress);
    if (p === 1) return 1;
    const reached = sprung(p);
    return reached > 1 ? 1 + (reached - 1) * share : reached;
  };
}

/** Up to 1 in the middle and back: an emphasis. */
export function pulse(progress: number): number {
  return Math.sin(clamp(progress) * Math.PI) ** 2;
}

/** How far a value has come on its way between two others, from 0 to 1. */
export function ramp(value: number, from: number, to: number): number {
  if (value <= from) return 0;
  if (value >= to) return 1;
  return (value - from) / (to - from);
}

export function mix(from: number, to: number, progress: number): number {
  return from + (to - from) * progress;
}

/** A slow, endless swing of ±1. */
export function sway(nowMs: number, periodMs: number, offset = 0): number {
  return Math.sin((nowMs / periodMs + offset) * 2 * Math.PI);
}
