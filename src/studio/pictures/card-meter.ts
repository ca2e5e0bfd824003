import { fade } from '../color.ts';
import { circle, group, linear, path, rect, text } from '../drawing.ts';
import { pill, softShadow, tick, trafficColor } from '../elements.ts';
import { mix, sway } from '../motion.ts';
import { arc, liquid } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const CARD = { x: 64, y: 0, width: 284, height: 450, radius: 34 };
const DRAIN = { startMs: 1500, endMs: 3700 };

/** When you pay the balance down, the level in the card falls below the line. The level is to scale. */
export const cardMeter: Picture = (stage) => {
  const { palette, ms } = stage;
  const drained = stage.between(DRAIN.startMs, DRAIN.endMs, 'inOut');
  const used = Math.min(1, Math.max(0, mix(stage.amount('usedBefore'), stage.amount('usedAfter'), drained)));
  const goal = stage.amount('goal');
  const surface = CARD.height * (1 - used);
  const goalY = CARD.height * (1 - goal);
  const color = trafficColor(palette, 1 - Math.min(1, Math.max(0, (used - goal) / 0.36)));
  const isMoving = Math.sin(Math.PI * stage.between(DRAIN.startMs - 300, DRAIN.endMs + 500, 'linear'));
  const wave = { height: 2.6 + 8 * isMoving, length: 190, phase: ms / 1900 };
  const bottom = CARD.height;
  return [
    rect(CARD.x, CARD.y, CARD.width, CARD.height, {
      radius: CARD.radius,
      fill: palette.surface,
      shadow: softShadow(palette, 24, 16),
    }),
    group({ x: CARD.x, clip: { x: 0, y: 0, width: CARD.width, height: CARD.height, radius: CARD.radius } }, [
      path(
        liquid(
          { x: 0, width: CARD.width, surface: surface - 2 - 6 * isMoving, bottom: surface + 26 },
          { ...wave, phase: -wave.phase },
        ),
        {
          fill: fade(color, 0.45),
        },
      ),
      path(liquid({ x: 0, width: CARD.width, surface, bottom: surface + 26 }, wave), { fill: color }),
      rect(0, surface + 25, CARD.width, bottom - surface, { fill: color }),
      rect(0, 0, CARD.width, CARD.height, {
        fill: linear([0, 0], [CARD.width, 0], '#ffffff33', '#ffffff00', '#00000010'),
      }),
    ]),
    rect(CARD.x, CARD.y, CARD.width, CARD.height, {
      radius: CARD.radius,
      stroke: fade(palette.ink, 0.16),
      strokeWidth: 3,
    }),
    ...cardFace(stage),
    ...goalLine(stage, goalY, stage.enter(3000, 3700)),
    ...payment(stage, surface),
    ...balance(stage, surface, drained),
  ];
};

function cardFace({ palette }: PictureStage) {
  const ink = fade(palette.ink, 0.72);
  return [
    rect(CARD.x + 34, 40, 58, 44, { radius: 10, fill: linear([0, 40], [58, 84], '#ffe09a', palette.gold) }),
    path(`M${CARD.x + 34} 62L${CARD.x + 92} 62M${CARD.x + 63} 40L${CARD.x + 63} 84`, {
      stroke: fade('#7a4d05', 0.45),
      strokeWidth: 2,
    }),
    ...[16, 27, 38].map((radius) =>
      path(arc(CARD.x + 206, 62, radius, 50, 130), { stroke: ink, strokeWidth: 5 }),
    ),
    ...[0, 1, 2, 3].map((dot) => circle(CARD.x + 46 + dot * 20, 408, 5.5, { fill: fade('#ffffff', 0.92) })),
  ];
}

function goalLine(stage: PictureStage, y: number, reached: number) {
  const { palette } = stage;
  const x = CARD.x + CARD.width;
  return [
    path(`M${CARD.x - 14} ${y}L${x + 34} ${y}`, { stroke: palette.ink, strokeWidth: 4, dash: [12, 11] }),
    text(stage.shown('goal'), x + 48, y + 15, { size: 42, weight: 700, fill: palette.ink }),
    circle(x + 188, y, 25 * stage.shape(reached, 'settle'), { fill: palette.goodDeep }),
    tick(x + 188, y, 27, reached, palette.onBrand),
  ];
}

/** The payment arrives from the right and goes into the card. */
function payment(stage: PictureStage, surface: number) {
  const { ms, palette } = stage;
  const arrives = stage.enter(900, 1450);
  const goes = stage.between(2300, 2800, 'inOut');
  const x = mix(560, 478, arrives) + sway(ms, 2600) * 3;
  return [
    pill(stage, `−${stage.shown('payment')}`, mix(x, 430, goes), Math.max(44, surface * 0.42), {
      size: 40,
      fill: palette.brand,
      ink: palette.onBrand,
      opacity: arrives * (1 - goes),
      scale: mix(0.9, 1, arrives) * mix(1, 0.8, goes),
    }),
  ];
}

/** What is owed, beside the surface that shows it. */
function balance(stage: PictureStage, surface: number, drained: number) {
  const { palette } = stage;
  const x = CARD.x + CARD.width;
  const leaves = stage.leave(1300, 1600);
  const returns = stage.enter(3800, 4200);
  const label = (words: string, y: number, opacity: number) =>
    text(words, x + 48, y, { size: 38, fill: palette.inkQuiet, opacity });
  return [
    path(`M${x + 10} ${surface}L${x + 30} ${surface}`, {
      stroke: palette.inkQuiet,
      strokeWidth: 4,
      opacity: 1 - Math.sin(drained * Math.PI),
    }),
    label(stage.shown('balanceBefore'), surface + 13, 1 - leaves),
    label(
      stage.shown('balanceAfter'),
      Math.max(surface + 13, CARD.height * (1 - stage.amount('goal')) + 66),
      returns,
    ),
  ];
}
