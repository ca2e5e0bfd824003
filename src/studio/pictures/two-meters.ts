import { fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect, text } from '../drawing.ts';
import { softShadow } from '../elements.ts';
import { mix, sway } from '../motion.ts';
import { liquid, polyline } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const FLOOR = 384;
const TUBE = { width: 74, height: 372 };
const BANKS = [
  { rate: 'rateLow', earned: 'earnedLow', x: 30, tube: 196 },
  { rate: 'rateHigh', earned: 'earnedHigh', x: 326, tube: 492 },
] as const;
const FULL_SHARE = 0.9;

/** When the rate is ten times higher, the tube rises ten times as high: both are to scale. */
export const twoMeters: Picture = (stage) => {
  const { palette } = stage;
  return [
    rect(0, FLOOR, 600, 12, { fill: palette.line, radius: 6 }),
    ...BANKS.flatMap((bank, index) => [
      ...house(stage, bank.x, index === 1),
      ...tube(stage, bank),
      ...name(stage, bank),
    ]),
  ];
};

function house({ palette }: PictureStage, x: number, isBright: boolean): Drawing {
  const wall = isBright ? palette.brand : palette.inkQuiet;
  const dark = isBright ? palette.brandDeep : fade(palette.inkQuiet, 0.85);
  const top = FLOOR - 176;
  return [
    path(
      polyline(
        [
          [x - 6, top + 46],
          [x + 70, top],
          [x + 146, top + 46],
        ],
        true,
      ),
      { fill: wall, stroke: wall, strokeWidth: 8 },
    ),
    circle(x + 70, top + 28, 10, { fill: fade('#ffffff', 0.85) }),
    rect(x - 4, top + 52, 148, 16, { fill: dark, radius: 4 }),
    ...[8, 46, 84, 118].map((column) =>
      rect(x + column - 2, top + 72, 20, 74, {
        fill: linear([x + column, 0], [x + column + 20, 0], wall, fade(wall, 0.72)),
        radius: 4,
      }),
    ),
    rect(x - 6, top + 150, 152, 26, { fill: dark, radius: 4 }),
  ];
}

function tube({ palette, ms, amount, between }: PictureStage, bank: (typeof BANKS)[number]): Drawing {
  const { width, height } = TUBE;
  const x = bank.tube;
  const y = FLOOR - height;
  const largest = Math.max(amount('earnedLow'), amount('earnedHigh'), 1);
  // Together to the lower mark first; from there the higher one goes on with the number.
  const lower = Math.min(amount('earnedLow'), amount(bank.earned));
  const reached =
    lower * mix(0.25, 1, between(100, 1300, 'inOut')) +
    (amount(bank.earned) - lower) * between(1700, 3800, 'inOut');
  const surface = FLOOR - height * FULL_SHARE * (reached / largest);
  const wave = { height: 2.5, length: 74, phase: ms / 1500 };
  const fill =
    bank.rate === 'rateHigh'
      ? linear([0, y], [0, FLOOR], palette.good, palette.accent)
      : linear([0, y], [0, FLOOR], palette.accent, palette.accent);
  return [
    rect(x, y, width, height, {
      fill: fade(palette.surface, 0.8),
      radius: 30,
      shadow: softShadow(palette, 14, 9),
    }),
    group({ clip: { x, y, width, height, radius: 30 } }, [
      path(liquid({ x, width, surface, bottom: FLOOR + 4 }, wave), { fill }),
      ...[0, 1, 2].map((index) => {
        const rise = (ms / 2300 + index * 0.36) % 1;
        return circle(x + 20 + index * 17, mix(FLOOR - 8, surface + 8, rise), 4.5, {
          fill: fade('#ffffff', 0.55),
          opacity: FLOOR - surface > 40 ? 1 - rise : 0,
        });
      }),
    ]),
    rect(x, y, width, height, { radius: 30, stroke: fade(palette.ink, 0.28), strokeWidth: 4 }),
    rect(x + 14, y + 34, 9, height - 80, { fill: fade('#ffffff', 0.5), radius: 4.5 }),
    ...[0.25, 0.5, 0.75].map((share) =>
      path(
        `M${x + width - 22} ${FLOOR - height * FULL_SHARE * share}L${x + width - 6} ${FLOOR - height * FULL_SHARE * share}`,
        { stroke: fade(palette.ink, 0.35), strokeWidth: 3 },
      ),
    ),
  ];
}

function name(stage: PictureStage, bank: (typeof BANKS)[number]): Drawing {
  const { palette, ms } = stage;
  const grown = stage.enter(3700, 4150);
  const isHigh = bank.rate === 'rateHigh';
  return [
    text(stage.shown(bank.rate), bank.x + 70, 440, {
      size: 46,
      weight: 700,
      fill: palette.ink,
      align: 'center',
    }),
    text(stage.shown(bank.earned), bank.x + 70, mix(190, 180, grown) + sway(ms, 3000) * 2, {
      size: 44,
      weight: 700,
      fill: isHigh ? palette.ink : palette.inkQuiet,
      align: 'center',
      opacity: isHigh ? grown : stage.enter(900, 1300),
    }),
  ];
}
