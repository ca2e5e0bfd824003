import { blend, fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect, type Shape, text } from '../drawing.ts';
import { ripple, sheet, softShadow, tick } from '../elements.ts';
import { mix, sway } from '../motion.ts';
import type { Picture, PictureStage } from '../picture.ts';

const PAGE = { x: 70, y: 20, width: 460, height: 316 };
const COLUMNS = 7;
const ROWS = 4;
const CELL = { width: 58, height: 54, left: 97, top: 112 };
const DUE_CELLS = [2, 12, 18, 22, 26];
const SWITCHED_MS = 1450;
const FIRST_TICK_MS = 1900;
const TICK_EVERY_MS = 700;

/** When the switch is on, each due date ticks itself. */
export const tickingCalendar: Picture = (stage) => {
  const due = DUE_CELLS.slice(0, Math.max(1, Math.round(stage.amount('bills'))));
  return [
    ...page(stage),
    ...cells(stage, due),
    ...due.flatMap((cell, index) => dueDate(stage, cell, index)),
    ...toggle(stage),
  ];
};

function centreOf(cell: number): [number, number] {
  return [
    CELL.left + (cell % COLUMNS) * CELL.width + CELL.width / 2,
    CELL.top + Math.floor(cell / COLUMNS) * CELL.height + CELL.height / 2,
  ];
}

function page({ palette }: PictureStage): Drawing {
  const { x, y, width, height } = PAGE;
  const rings = [0.22, 0.78].map((share) =>
    rect(x + width * share - 7, y - 18, 14, 44, { fill: palette.brandDeep, radius: 7 }),
  );
  return [
    sheet(x, y, width, height, palette, { radius: 28 }),
    group({ x, y, clip: { x: 0, y: 0, width, height, radius: 28 } }, [
      rect(0, 0, width, 72, { fill: linear([0, 0], [width, 72], palette.brand, palette.brandDeep) }),
    ]),
    ...rings,
    rect(x + 34, y + 30, 150, 14, { fill: fade('#ffffff', 0.85), radius: 7 }),
  ];
}

function cells({ palette }: PictureStage, due: readonly number[]): Drawing {
  return Array.from({ length: COLUMNS * ROWS }, (_, cell) => cell)
    .filter((cell) => !due.includes(cell))
    .map((cell) => {
      const [x, y] = centreOf(cell);
      return rect(x - 21, y - 19, 42, 38, { fill: palette.track, radius: 10, opacity: 0.75 });
    });
}

function dueDate({ palette, ms, enter, between, shape }: PictureStage, cell: number, index: number): Drawing {
  const [x, y] = centreOf(cell);
  const tickMs = FIRST_TICK_MS + index * TICK_EVERY_MS;
  const done = enter(tickMs, tickMs + 380);
  const grown = done > 0 ? mix(1, 1.12, shape(done, 'settle')) : 1 + 0.05 * sway(ms, 1300, index * 0.3);
  const fill = blend(palette.warn, palette.goodDeep, enter(tickMs, tickMs + 260));
  return [
    ripple(x, y, 52, between(tickMs + 100, tickMs + 800, 'linear'), palette.goodDeep),
    ripple(x, y, 46, between(5600 + index * 260, 6500 + index * 260, 'linear'), palette.brand),
    group({ x, y, scale: grown }, [
      rect(-25, -23, 50, 46, { fill, radius: 13 }),
      circle(0, 0, 7, { fill: '#ffffff', opacity: 1 - done }),
      tick(0, 0, 30, done, palette.onBrand),
    ]),
  ];
}

/** The autopay switch: a word and a knob that slides once. */
function toggle(stage: PictureStage): Drawing {
  const { palette } = stage;
  const on = stage.between(SWITCHED_MS - 200, SWITCHED_MS + 200, 'inOut');
  const [x, y] = [470, 400];
  const track: Shape = rect(x - 62, y - 34, 124, 68, {
    fill: blend(palette.line, palette.goodDeep, on),
    radius: 34,
  });
  const finger = stage.enter(700, 1200);
  const gone = stage.leave(1800, 2200);
  return [
    text(stage.label('switch'), x - 88, y + 15, { size: 44, fill: palette.ink, align: 'right' }),
    track,
    circle(x + mix(-28, 28, on), y, 27, { fill: '#ffffff', shadow: softShadow(palette, 6, 3) }),
    path(`M${x + 12} ${y - 2}L${x + 22} ${y + 8}L${x + 42} ${y - 12}`, {
      stroke: palette.goodDeep,
      strokeWidth: 6,
      opacity: on,
    }),
    circle(x + mix(-28, 28, on), y, 44, {
      stroke: palette.ink,
      strokeWidth: 4,
      opacity: finger * (1 - gone) * 0.5,
    }),
  ];
}
