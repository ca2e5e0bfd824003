import { fade } from '../color.ts';
import { type Drawing, group, linear, path, rect, text } from '../drawing.ts';
import { coin, ripple, softShadow } from '../elements.ts';
import { mix, sway } from '../motion.ts';
import { curveThrough } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const GROUND_Y = 436;
const RIM_Y = 132;
/** Half of the net's width for each month it holds. */
const HALF_PER_MONTH = 40;
const DROPS_MS = [250, 1500, 2200, 2900, 3300, 3600];
const FALL_MS = 520;

/** When a month of expenses is saved, the net grows by one month: its width is the months it holds. */
export const safetyNet: Picture = (stage) => {
  const drops = DROPS_MS.slice(0, stage.amount('monthsHigh'));
  const landed = drops.map((dropMs) => stage.between(dropMs + FALL_MS, dropMs + FALL_MS + 420, 'settle'));
  const months = Math.max(
    1,
    landed.reduce((sum, one) => sum + one, 0),
  );
  const half = halfWidth(months);
  const shaken = drops.reduce((sum, dropMs) => sum + dip(stage.ms - dropMs - FALL_MS), 0);
  const sag = 60 + months * 9 + shaken;
  const centre = stage.width / 2;
  return [
    ...poles(stage, centre, half),
    ...restingCoins(centre, half, sag, landed, stage),
    ...net(stage, centre, half, sag),
    ...drops.map((dropMs) => fallingCoin(stage, dropMs, centre, sag)),
    ripple(centre, RIM_Y + sag, 80, stage.between(3900, 4700, 'linear'), stage.palette.accent),
    ripple(centre, RIM_Y + sag - 20, 70, stage.between(5600, 6500, 'linear'), stage.palette.gold),
    ripple(centre, RIM_Y + sag - 20, 70, stage.between(7000, 7900, 'linear'), stage.palette.gold),
    ...scale(stage, centre),
  ];
};

/** Half the net's width for so many months. */
function halfWidth(months: number): number {
  return 40 + HALF_PER_MONTH * months;
}

/** A damped swing, in pixels, this long after a landing. */
function dip(sinceMs: number): number {
  if (sinceMs < 0 || sinceMs > 1400) return 0;
  return 16 * Math.exp(-sinceMs / 170) * Math.cos(sinceMs / 95);
}

function poles({ palette }: PictureStage, centre: number, half: number): Drawing {
  return [-1, 1].flatMap((side) => {
    const x = centre + side * (half + 10);
    return [
      rect(x - 34, GROUND_Y - 10, 68, 18, {
        fill: palette.brandDeep,
        radius: 9,
        shadow: softShadow(palette, 10, 6),
      }),
      rect(x - 8, RIM_Y - 34, 16, GROUND_Y - RIM_Y + 30, {
        fill: linear([x - 8, 0], [x + 8, 0], palette.brand, palette.brandDeep),
        radius: 8,
      }),
    ];
  });
}

function net({ palette, ms, leave }: PictureStage, centre: number, half: number, sag: number): Drawing {
  const at = (u: number, depth: number): [number, number] => [
    centre + u * half * (1 - depth * 0.1),
    RIM_Y +
      (1 - u * u) * sag * (0.35 + 0.65 * depth) +
      depth * 16 * (1 - Math.abs(u)) +
      sway(ms, 3400, u) * 2 * (1 - leave(4300, 5000)),
  ];
  const steps = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];
  const rows = [0, 0.5, 1].map((depth, index) =>
    path(curveThrough(steps.map((u) => at(u, depth))), {
      stroke: palette.accent,
      strokeWidth: index === 0 ? 9 : 5,
    }),
  );
  const strands = steps.slice(0, -1).flatMap((u) => [
    path(curveThrough([at(u, 0), at(u + 0.125, 0.5), at(u + 0.25, 1)]), {
      stroke: fade(palette.accent, 0.75),
      strokeWidth: 4,
    }),
    path(curveThrough([at(u + 0.25, 0), at(u + 0.125, 0.5), at(u, 1)]), {
      stroke: fade(palette.accent, 0.75),
      strokeWidth: 4,
    }),
  ]);
  return [...strands, ...rows];
}

function fallingCoin({ ms, palette, between }: PictureStage, dropMs: number, centre: number, sag: number) {
  const fallen = between(dropMs, dropMs + FALL_MS, 'in');
  const isInAir = ms < dropMs + FALL_MS && (fallen > 0 || dropMs < 500);
  const y = mix(-70, RIM_Y + sag - 34, fallen);
  return coin(centre, y, 38, palette, isInAir ? Math.min(1, 0.3 + fallen * 4) : 0);
}

/** Where each landed coin lies: middle first, then to both sides. */
function restingCoins(
  centre: number,
  half: number,
  sag: number,
  landed: readonly number[],
  { palette }: PictureStage,
): Drawing {
  const seats = [0, -1, 1, -2, 2, 3];
  return landed.map((arrived, index) => {
    const u = ((seats[index] ?? 0) * 58) / half;
    const y = RIM_Y + (1 - u * u) * sag - 22;
    return coin(centre + u * half, mix(y - 6, y, arrived), 34, palette, arrived > 0 ? 1 : 0);
  });
}

/** Marks on the ground that say how many months wide the net is. */
function scale(stage: PictureStage, centre: number): Drawing {
  const { palette } = stage;
  return (['monthsLow', 'monthsHigh'] as const).map((role, index) => {
    const shown = stage.enter(3900 + index * 160, 4300 + index * 160);
    const half = halfWidth(stage.amount(role));
    const y = GROUND_Y - 106 + index * 62;
    return group({ opacity: shown, y: mix(12, 0, shown) }, [
      path(`M${centre - half} ${y}L${centre - 58} ${y}M${centre + 58} ${y}L${centre + half} ${y}`, {
        stroke: fade(palette.inkQuiet, 0.8),
        strokeWidth: 4,
      }),
      path(
        `M${centre - half} ${y - 10}L${centre - half} ${y + 10}M${centre + half} ${y - 10}L${centre + half} ${y + 10}`,
        { stroke: fade(palette.inkQuiet, 0.8), strokeWidth: 4 },
      ),
      text(stage.shown(role), centre, y + 14, { size: 42, weight: 700, fill: palette.ink, align: 'center' }),
    ]);
  });
}
