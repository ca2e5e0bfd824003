import { blend, fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect } from '../drawing.ts';
import { coin, ripple, softShadow } from '../elements.ts';
import { mix, ramp, sway } from '../motion.ts';
import { polyline } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const CLIMB = { startMs: 1300, endMs: 3700 };
const MILESTONE_EVERY = 3;

type Stair = { x: number; top: number; width: number; base: number; filled: number };

/** When one step a month is filled, the steps reach the target. Each step is one month high. */
export const milestoneTarget: Picture = (stage) => {
  const stairs = stairsOf(stage);
  const last = stairs.at(-1);
  const reached = stage.enter(CLIMB.endMs, CLIMB.endMs + 500);
  return [
    ...stairs.flatMap((stair, index) => drawStair(stage, stair, index)),
    ...(last ? target(stage, last, reached) : []),
    ...stairs.map((stair) => drop(stage, stair)),
  ];
};

function stairsOf({ width, height, amount, isTall, between }: PictureStage): readonly Stair[] {
  const steps = Math.max(1, Math.round(amount('term')));
  const room = width - (isTall ? 90 : 150);
  const pitch = room / steps;
  const rise = (height - 130) / steps;
  return Array.from({ length: steps }, (_, index) => {
    const start = index === 0 ? -60 : mix(CLIMB.startMs, CLIMB.endMs - 300, index / (steps - 1));
    return {
      x: index * pitch,
      width: pitch - (isTall ? 6 : 12),
      top: height - 40 - rise * (index + 1),
      base: height,
      filled: between(start, start + 420, 'out'),
    };
  });
}

function drawStair(stage: PictureStage, stair: Stair, index: number): Drawing {
  const { palette, between } = stage;
  const { x, width, top, base } = stair;
  const level = mix(base, top, stair.filled);
  const isMilestone = (index + 1) % MILESTONE_EVERY === 0;
  const lit = isMilestone ? ramp(stair.filled, 0.6, 1) : 0;
  const color = blend(palette.brand, palette.accent, index / 11);
  const glint = between(5600 + index * 70, 6200 + index * 70, 'linear');
  return [
    rect(x, top, width, base - top, { fill: palette.track, radius: 12 }),
    rect(x, level, width, base - level, {
      fill: linear([0, top], [0, base], color, blend(color, palette.brandDeep, 0.35)),
      radius: 12,
    }),
    rect(x, top, width, 10, { fill: '#ffffff', radius: 5, opacity: Math.sin(glint * Math.PI) * 0.55 }),
    ...(isMilestone ? flag(stage, stair, lit, index) : []),
  ];
}

function flag(
  { palette, ms, shape }: PictureStage,
  { x, width, top }: Stair,
  lit: number,
  index: number,
): Drawing {
  const wind = sway(ms, 1700, index / 7);
  const foot = x + width / 2 - 10;
  const cloth = polyline(
    [
      [0, 0],
      [30, 10 + wind * 2],
      [0, 22],
    ],
    true,
  );
  return [
    path(`M${foot} ${top}L${foot} ${top - 44}`, {
      stroke: fade(palette.ink, 0.55),
      strokeWidth: 4,
      opacity: 0.4 + 0.6 * lit,
    }),
    group(
      {
        x: foot + 1,
        y: top - 44,
        opacity: 0.25 + 0.75 * lit,
        scale: mix(0.9, 1, shape(lit, 'settle')),
      },
      [path(cloth, { fill: lit > 0 ? palette.gold : palette.line })],
    ),
  ];
}

/** The target stands behind the last step; it rings when the last step is full. */
function target({ palette, ms, isTall, between }: PictureStage, last: Stair, reached: number): Drawing {
  const radius = isTall ? 46 : 62;
  const x = last.x + last.width + radius * (isTall ? 0.55 : 0.95);
  const y = last.top - (isTall ? 70 : 6) + sway(ms, 3200) * 3;
  const scale = 1 + 0.06 * Math.sin(Math.PI * reached);
  return [
    ripple(x, y, radius * 1.25, between(CLIMB.endMs, CLIMB.endMs + 900, 'linear'), palette.accent),
    ripple(x, y, radius * 1.25, between(6300, 7300, 'linear'), palette.accent),
    group({ x, y, scale }, [
      circle(0, 0, radius, { fill: palette.surface, shadow: softShadow(palette, 14, 8) }),
      circle(0, 0, radius * 0.82, { stroke: palette.bad, strokeWidth: radius * 0.2 }),
      circle(0, 0, radius * 0.44, { stroke: palette.bad, strokeWidth: radius * 0.2 }),
      circle(0, 0, radius * 0.2, { fill: reached > 0 ? palette.gold : palette.bad }),
    ]),
  ];
}

/** A coin falls onto a step while it fills. */
function drop({ palette, amount }: PictureStage, stair: Stair) {
  const isFalling = stair.filled > 0 && stair.filled < 0.9;
  const y = mix(stair.top - 90, stair.top - 10, Math.min(1, stair.filled * 1.2));
  const radius = Math.min(26, 300 / Math.max(1, amount('term')));
  return coin(
    stair.x + stair.width / 2,
    y,
    radius,
    palette,
    isFalling ? Math.min(1, (0.9 - stair.filled) * 6) : 0,
  );
}
