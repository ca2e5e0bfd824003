import { blend } from '../color.ts';
import { circle, type Drawing, group, rect, text } from '../drawing.ts';
import { softShadow } from '../elements.ts';
import { mix, pulse } from '../motion.ts';
import type { Picture, PictureStage } from '../picture.ts';

/** Which day of the month each charge falls on. */
const CHARGES = [
  { role: 'first', day: 2 },
  { role: 'second', day: 8 },
  { role: 'third', day: 13 },
  { role: 'fourth', day: 18 },
  { role: 'fifth', day: 25 },
] as const;
const DAYS = 30;
const FIRST_MS = 150;
const EVERY_MS = 780;

/** When a charge leaves, its day lights up and the sum grows. */
export const litCalendar: Picture = (stage) => {
  const columns = stage.isTall ? 6 : 10;
  const rows = DAYS / columns;
  const gap = stage.isTall ? 10 : 12;
  const pitchX = (stage.width + gap) / columns;
  const pitchY = Math.min(stage.isTall ? 112 : 104, (stage.height + gap) / rows);
  const cell = { width: pitchX - gap, height: pitchY - gap };
  const top = (stage.height - pitchY * rows + gap) / 2;
  const days = Array.from({ length: DAYS }, (_, day) => day);
  const place = (day: number) => ({
    x: (day % columns) * pitchX,
    y: top + Math.floor(day / columns) * pitchY,
  });
  const isCharged = (day: number) => CHARGES.some((charge) => charge.day === day);
  return [
    ...days.filter((day) => !isCharged(day)).flatMap((day) => blankDay(stage, place(day), cell)),
    ...CHARGES.map((charge, index) => litDay(stage, place(charge.day), cell, charge.role, index)),
  ];
};

type Place = { readonly x: number; readonly y: number };
type Cell = { readonly width: number; readonly height: number };

function blankDay({ palette }: PictureStage, { x, y }: Place, cell: Cell): Drawing {
  return [
    rect(x, y, cell.width, cell.height, { fill: palette.surface, radius: 16, opacity: 0.85 }),
    circle(x + 18, y + 18, 6, { fill: palette.track }),
  ];
}

function litDay(
  stage: PictureStage,
  { x, y }: Place,
  cell: Cell,
  role: string,
  index: number,
): Drawing[number] {
  const { palette } = stage;
  const start = FIRST_MS + index * EVERY_MS;
  const lit = stage.enter(start, start + 450);
  const again = pulse(stage.between(5300 + index * 260, 6000 + index * 260, 'linear'));
  const scale = 1 + 0.1 * stage.shape(lit, 'settle') + 0.05 * again;
  const size = Math.min(44, cell.width * 0.42);
  return group({ x: x + cell.width / 2, y: y + cell.height / 2, scale }, [
    rect(-cell.width / 2, -cell.height / 2, cell.width, cell.height, {
      fill: blend(palette.surface, palette.brand, lit),
      radius: 16,
      ...(lit > 0.5 ? { shadow: softShadow(palette, 14, 8) } : {}),
    }),
    circle(-cell.width / 2 + 18, -cell.height / 2 + 18, 6, { fill: blend(palette.track, palette.gold, lit) }),
    text(stage.shown(role), 0, mix(size, size * 0.5, lit), {
      size,
      weight: 700,
      fill: palette.onBrand,
      align: 'center',
      opacity: lit,
    }),
  ]);
}
