import { blend, fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect, type Shape, text } from '../drawing.ts';
import { cross, ripple, softShadow, tick } from '../elements.ts';
import { mix, sway } from '../motion.ts';
import { polyline } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';
import { fitText } from '../text-width.ts';

const RECEIPT = { width: 124, height: 152 };
const PILES = { keep: 98, cancel: 502, y: 282 };
/** Which pile each receipt goes to; the film only shows that there are two. */
const CHOICES = ['cancel', 'keep', 'cancel', 'keep', 'cancel'] as const;
const FIRST_FLIGHT_MS = 1500;
const STAGGER_MS = 420;
const FLIGHT_MS = 620;

/** When each receipt is put on one of two piles, the decision is made. */
export const twoPiles: Picture = (stage) => {
  const receipts = CHOICES.slice(0, Math.min(CHOICES.length, stage.amount('subscriptions')));
  const flights = receipts.map((_, index) => FIRST_FLIGHT_MS + index * STAGGER_MS);
  const drawn = receipts.map((choice, index) => receipt(stage, choice, index, flights));
  const isLanded = (index: number) => stage.ms >= (flights[index] ?? 0) + FLIGHT_MS / 2;
  return [
    ...trays(stage),
    ...drawn.filter((_, index) => !isLanded(index)).reverse(),
    ...wallet(stage),
    ...drawn.filter((_, index) => isLanded(index)),
    ...verdicts(stage),
  ];
};

function receipt(
  stage: PictureStage,
  choice: 'keep' | 'cancel',
  index: number,
  flights: readonly number[],
): Shape {
  const { ms, palette } = stage;
  const start = flights[index] ?? 0;
  const flown = stage.between(start, start + FLIGHT_MS, 'inOut');
  const risen = stage.enter(60 * index - 260, 60 * index + 440);
  const below = CHOICES.slice(0, index).filter((other) => other === choice).length;
  const from = {
    x: 300 + (index - 2) * 64,
    y: mix(250, 112 + Math.abs(index - 2) ** 2 * 9, risen) + sway(ms, 2300, index * 0.21) * 4,
    turn: (index - 2) * 9,
  };
  const to = {
    x: PILES[choice] + (below - 1) * 5,
    y: PILES.y - below * 22,
    turn: (below - 1) * 4 + (choice === 'keep' ? -3 : 3),
  };
  const lift = Math.sin(flown * Math.PI) * 70;
  const quiet = choice === 'cancel' ? stage.enter(4100, 4600) * 0.5 : 0;
  const paper = blend(palette.surface, palette.track, quiet);
  return group(
    { x: mix(from.x, to.x, flown), y: mix(from.y, to.y, flown) - lift, turn: mix(from.turn, to.turn, flown) },
    slip(stage, paper),
  );
}

/** One receipt around (0, 0): a torn lower edge, two lines of print, its price. */
function slip(stage: PictureStage, paper: string): Drawing {
  const { palette, font } = stage;
  const { width, height } = RECEIPT;
  const price = stage.shown('price');
  const { size } = fitText(price, { font, width: width - 12, size: 46, weight: 700, linesMax: 1 });
  const [left, top] = [-width / 2, -height / 2];
  const teeth = Array.from(
    { length: 9 },
    (_, index) => [left + width - (index * width) / 8, top + height - (index % 2 === 0 ? 0 : 9)] as const,
  );
  return [
    rect(left, top, width, height - 6, { fill: paper, radius: 8, shadow: softShadow(palette, 8, 5) }),
    path(polyline([[left, top + 20], [left + width, top + 20], ...teeth], true), { fill: paper }),
    path(polyline([[left, top + height], [left, top + 4], [left + width, top + 4], ...teeth]), {
      stroke: fade(palette.ink, 0.3),
      strokeWidth: 3,
    }),
    rect(left + 16, top + 20, 56, 9, { fill: palette.brandSoft, radius: 4 }),
    rect(left + 16, top + 40, 78, 9, { fill: palette.track, radius: 4 }),
    text(price, 0, top + 108, { size, weight: 700, fill: palette.ink, align: 'center' }),
  ];
}

function wallet({ palette, ms }: PictureStage): Drawing {
  return [
    group({ x: 300, y: 196 + sway(ms, 3200) * 3 }, [
      rect(-128, 0, 256, 176, {
        fill: linear([0, 0], [0, 176], palette.brand, palette.brandDeep),
        radius: 30,
        shadow: softShadow(palette),
      }),
      path('M-112 26L112 26', { stroke: fade('#ffffff', 0.35), strokeWidth: 4, dash: [10, 12] }),
      rect(52, 62, 76, 54, { fill: palette.brandDeep, radius: 20 }),
      circle(84, 89, 12, { fill: palette.gold }),
    ]),
  ];
}

function trays({ palette, enter }: PictureStage): Drawing {
  const entered = enter(1000, 1500);
  return (['keep', 'cancel'] as const).map((choice) =>
    rect(PILES[choice] - 92, PILES.y + 84, 184, 14, { fill: palette.line, radius: 7, opacity: entered }),
  );
}

function verdicts(stage: PictureStage): Drawing {
  const { palette } = stage;
  return (['keep', 'cancel'] as const).flatMap((choice, index) => {
    const entered = stage.enter(1150 + index * 80, 1600 + index * 80);
    const marked = stage.enter(3900 + index * 150, 4400 + index * 150);
    const color = choice === 'keep' ? palette.goodDeep : palette.inkQuiet;
    const y = 100;
    const size = 30 * stage.shape(marked, 'settle');
    return [
      text(stage.label(choice), PILES[choice], 428, {
        size: 44,
        fill: palette.ink,
        align: 'center' as const,
        opacity: entered,
      }),
      ripple(PILES[choice], y, 44, stage.between(5700 + index * 300, 6600 + index * 300, 'linear'), color),
      circle(PILES[choice], y, size, { fill: color }),
      ...(choice === 'keep'
        ? [tick(PILES[choice], y, 34, marked, palette.onBrand)]
        : cross(PILES[choice], y, 36, marked, palette.ground[0])),
    ];
  });
}
