import { fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect, text } from '../drawing.ts';
import { ripple, softShadow } from '../elements.ts';
import { mix, ramp, sway } from '../motion.ts';
import { liquid } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const TANK = { x: 88, y: 84, width: 300, height: 282, radius: 60 };
const FLOOR = TANK.y + TANK.height;
const FILL = { startMs: 1500, endMs: 3700 };
/** The upper mark stands at this share of the tank's height. */
const TOP_MARK = 0.8;

/** When a good month pours in, the level rises to the marks that a lean month can draw on. */
export const waterTank: Picture = (stage) => {
  const filled = stage.between(FILL.startMs, FILL.endMs, 'inOut');
  const months = mix(stage.amount('low'), stage.amount('high'), filled);
  const surface = levelOf(stage, months);
  return [...legs(stage), ...tap(stage, surface), ...vessel(stage, surface), ...marks(stage)];
};

function levelOf({ amount }: PictureStage, months: number): number {
  return FLOOR - (TANK.height * TOP_MARK * months) / Math.max(amount('high'), 1e-9);
}

function legs({ palette }: PictureStage): Drawing {
  return [
    ...[0.2, 0.8].map((share) =>
      rect(TANK.x + TANK.width * share - 13, FLOOR - 30, 26, 100, { fill: palette.brandDeep, radius: 10 }),
    ),
    rect(TANK.x - 10, FLOOR + 58, TANK.width + 20, 16, { fill: palette.line, radius: 8 }),
  ];
}

/** The tap above, its jet while the tank fills, and single drops afterwards. */
function tap({ palette, ms, enter, leave, shape }: PictureStage, surface: number): Drawing {
  const x = TANK.x + TANK.width / 2;
  const pours = enter(250, 700) * (1 - leave(FILL.endMs - 250, FILL.endMs + 100));
  const jet = 20 * pours * (1 + 0.08 * sway(ms, 260));
  const falls = shape(ramp((ms - 4300) % 1500, 0, 620), 'in');
  const isDropping = ms > 4300 && falls > 0 && falls < 1;
  return [
    path(`M${x - 96} 38L${x - 4} 38C${x + 14} 38 ${x + 16} 44 ${x + 16} 62`, {
      stroke: palette.ink,
      strokeWidth: 26,
    }),
    rect(x - 110, 16, 22, 46, { fill: palette.inkQuiet, radius: 8 }),
    rect(x - 48, 0, 30, 28, { fill: palette.inkQuiet, radius: 8 }),
    rect(x + 16 - jet / 2, 66, jet, Math.max(0, surface - 62), {
      fill: fade(palette.brand, 0.85),
      radius: 8,
      opacity: pours > 0.02 ? 1 : 0,
    }),
    circle(x + 16, mix(78, surface, falls), 8, { fill: palette.brand, opacity: isDropping ? 1 : 0 }),
  ];
}

function vessel({ palette, ms, enter, leave }: PictureStage, surface: number): Drawing {
  const { x, y, width, height, radius } = TANK;
  const isPouring = enter(250, 900) * (1 - leave(FILL.endMs, FILL.endMs + 900));
  const wave = { height: 4 + 5 * isPouring, length: 170, phase: ms / 1600 };
  const bottom = FLOOR + 10;
  return [
    rect(x, y, width, height, {
      fill: fade(palette.surface, 0.72),
      radius,
      shadow: softShadow(palette, 20, 12),
    }),
    group({ clip: TANK }, [
      path(liquid({ x, width, surface: surface - 9, bottom }, { ...wave, phase: -wave.phase }), {
        fill: fade(palette.brand, 0.4),
      }),
      path(liquid({ x, width, surface, bottom }, wave), {
        fill: linear([0, y + 60], [0, FLOOR], palette.brand, palette.accent),
      }),
      ...bubbles(surface, ms),
    ]),
    rect(x, y, width, height, { radius, stroke: fade(palette.ink, 0.3), strokeWidth: 5 }),
    rect(x + 26, y + 50, 14, height - 120, { fill: fade('#ffffff', 0.4), radius: 7 }),
  ];
}

function bubbles(surface: number, ms: number): Drawing {
  return [0, 1, 2, 3].map((index) => {
    const rise = (((ms / 2600 + index * 0.27) % 1) + 1) % 1;
    return circle(
      TANK.x + 70 + index * 54 + 6 * Math.sin(rise * 9 + index),
      mix(FLOOR - 14, surface + 12, rise),
      4 + index,
      {
        fill: fade('#ffffff', 0.45),
        opacity: 1 - rise * 0.8,
      },
    );
  });
}

function marks(stage: PictureStage): Drawing {
  const { palette } = stage;
  const x = TANK.x + TANK.width;
  return (['low', 'high'] as const).flatMap((role, index) => {
    const y = levelOf(stage, stage.amount(role));
    const reached = index === 0 ? 1 : stage.enter(FILL.endMs - 200, FILL.endMs + 200);
    return [
      path(`M${x - 40} ${y}L${x + 32} ${y}`, {
        stroke: palette.ink,
        strokeWidth: 5,
        dash: [14, 12],
        opacity: mix(0.4, 1, reached),
      }),
      text(stage.shown(role), x + 48, y + 16, {
        size: 46,
        weight: 700,
        fill: palette.ink,
        opacity: mix(0.55, 1, reached),
      }),
      text(stage.label(stage.amount(role) === 1 ? 'month' : 'months'), x + 84, y + 16, {
        size: 44,
        weight: 500,
        fill: palette.inkQuiet,
      }),
      ripple(
        x + 62,
        y,
        50,
        index === 1 ? stage.between(FILL.endMs, FILL.endMs + 800, 'linear') : 0,
        palette.brand,
      ),
    ];
  });
}
