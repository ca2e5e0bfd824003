import { fade } from '../color.ts';
import { type Drawing, group, linear, path, rect, type Shape, text } from '../drawing.ts';
import { coin, sheet, softShadow } from '../elements.ts';
import { mix, sway } from '../motion.ts';
import { liquid } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const CARD = { width: 268, height: 168, radius: 24 };
const OLD = { x: 8, y: 30 };
const NEW = { x: 320, y: 250 };
const COINS = 4;
const FIRST_MS = 1300;
const EVERY_MS = 480;
const FLIGHT_MS = 900;

/** When the balance moves to the other card, the interest meter drains; the page keeps the end date. */
export const cardToCard: Picture = (stage) => {
  const { palette } = stage;
  const left =
    COINS -
    sum(COINS, (index) =>
      stage.between(FIRST_MS + index * EVERY_MS, FIRST_MS + index * EVERY_MS + 300, 'out'),
    );
  const arrived = sum(COINS, (index) => stage.between(landingMs(index) - 150, landingMs(index) + 250, 'out'));
  return [
    ...card(stage, OLD, { fill: [palette.bad, palette.badDeep], level: left / COINS }),
    ...card(stage, NEW, { fill: [palette.brand, palette.brandDeep], level: arrived / COINS }),
    ...meter(stage, left / COINS),
    ...endDate(stage),
    ...Array.from({ length: COINS }, (_, index) => flyingCoin(stage, index)),
  ];
};

function sum(times: number, of: (index: number) => number): number {
  return Array.from({ length: times }, (_, index) => of(index)).reduce((total, one) => total + one, 0);
}

function landingMs(index: number): number {
  return FIRST_MS + index * EVERY_MS + FLIGHT_MS;
}

/** A card of glass: how much of it is filled is how much of the balance it holds. */
function card(
  { palette, ms }: PictureStage,
  at: { x: number; y: number },
  look: { fill: readonly [string, string]; level: number },
): Drawing {
  const { width, height, radius } = CARD;
  const surface = height * (1 - look.level * 0.8);
  const wave = { height: 3, length: 150, phase: ms / 1700 + at.x };
  const bob = sway(ms, 3600, at.x / 700) * 2;
  return [
    group({ x: at.x, y: at.y + bob }, [
      rect(0, 0, width, height, { fill: palette.surface, radius, shadow: softShadow(palette) }),
      group({ clip: { x: 0, y: 0, width, height, radius } }, [
        path(liquid({ x: 0, width, surface, bottom: height + 20 }, wave), {
          fill: linear([0, 0], [width, height], ...look.fill),
          opacity: look.level > 0.01 ? 1 : 0,
        }),
      ]),
      rect(0, 0, width, height, { radius, stroke: fade(palette.ink, 0.16), strokeWidth: 3 }),
      rect(24, 26, 44, 34, { fill: palette.gold, radius: 8 }),
      rect(24, height - 38, 120, 12, {
        fill: fade(look.level > 0.15 ? '#ffffff' : palette.ink, look.level > 0.15 ? 0.7 : 0.2),
        radius: 6,
      }),
    ]),
  ];
}

/** Interest of the first card: a column that empties as the balance leaves. */
function meter(stage: PictureStage, level: number): Drawing {
  const { palette } = stage;
  const [x, y, width, height] = [312, 34, 38, 160];
  const filled = (height - 12) * level;
  return [
    rect(x, y, width, height, { fill: palette.track, radius: 19 }),
    rect(x + 6, y + height - 6 - filled, width - 12, filled, { fill: palette.bad, radius: 13 }),
    text(stage.shown('rate'), x + 54, y + 66, { size: 46, weight: 700, fill: palette.ink }),
    text(stage.label('interest'), x + 54, y + 108, { size: 36, weight: 500, fill: palette.inkQuiet }),
  ];
}

function flyingCoin({ palette, between }: PictureStage, index: number): Shape {
  const start = FIRST_MS + index * EVERY_MS;
  const flown = between(start, start + FLIGHT_MS, 'inOut');
  const lift = Math.sin(flown * Math.PI) * 120;
  const from = [OLD.x + 134, OLD.y + 70] as const;
  const to = [NEW.x + 134, NEW.y + 70] as const;
  const isSeen = flown > 0.02 && flown < 0.97 ? 1 : 0;
  return coin(
    mix(from[0], to[0], flown) - lift * 0.5,
    mix(from[1], to[1], flown) - lift * 0.2,
    30,
    palette,
    isSeen,
  );
}

/** A calendar page at the new card: the offer has an end. */
function endDate(stage: PictureStage): Drawing {
  const { palette, ms } = stage;
  const shown = stage.enter(3300, 3800);
  const grown = stage.shape(shown, 'settle');
  const shake = Math.sin(stage.between(5600, 6400, 'linear') * Math.PI * 6) * 4 * (ms < 6400 ? 1 : 0);
  return [
    group({ x: 168, y: 330, scale: grown, turn: -5 + shake, opacity: shown }, [
      sheet(-60, -62, 120, 124, palette, { radius: 18 }),
      path('M-60 -30L60 -30', { stroke: palette.line, strokeWidth: 3 }),
      rect(-60, -62, 120, 34, { fill: palette.warn, radius: 14 }),
      rect(-36, -74, 10, 26, { fill: palette.ink, radius: 5 }),
      rect(26, -74, 10, 26, { fill: palette.ink, radius: 5 }),
      ...[0, 1, 2, 3, 4, 5].map((cell) =>
        rect(-42 + (cell % 3) * 32, -12 + Math.floor(cell / 3) * 32, 20, 20, {
          fill: cell === 5 ? palette.warn : palette.track,
          radius: 5,
        }),
      ),
    ]),
    text(stage.label('end'), 168, 438, { size: 38, fill: palette.ink, align: 'center', opacity: shown }),
  ];
}
