import { blend, fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect, text } from '../drawing.ts';
import { coin, softShadow } from '../elements.ts';
import { mix, pulse, sway } from '../motion.ts';
import { onCircle, polyline } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const CENTRE = [290, 222] as const;
const RING = 204;
const DOOR = 150;
const ROUND = { startMs: 400, endMs: 3500 };

/** When all months of the term have passed, the vault opens and holds more. */
export const vaultTimer: Picture = (stage) => {
  const { palette } = stage;
  return [
    circle(...CENTRE, RING + 22, {
      fill: linear([CENTRE[0] - RING, 0], [CENTRE[0] + RING, RING * 2], '#dfe6f5', '#b9c5e0'),
      shadow: softShadow(palette, 24, 16),
    }),
    circle(...CENTRE, RING - 26, { fill: palette.brandDeep }),
    ...lights(stage),
    ...inside(stage),
    ...door(stage),
  ];
};

function lights({ palette, amount, between }: PictureStage): Drawing {
  const months = Math.max(1, Math.round(amount('term')));
  const passed = mix(1, months, between(ROUND.startMs, ROUND.endMs, 'linear'));
  return Array.from({ length: months }, (_, month) => {
    const lit = Math.min(1, Math.max(0, passed - month));
    const again = pulse(between(5400 + month * 90, 6100 + month * 90, 'linear'));
    const [x, y] = onCircle(...CENTRE, RING - 2, ((month + 0.5) * 360) / months);
    return circle(x, y, 15 + again * 4, {
      fill: blend('#6b7ba3', palette.gold, lit),
      stroke: fade('#ffffff', 0.8),
      strokeWidth: 3,
    });
  });
}

/** What the open door shows: a warm glow and the coins, a few more than went in. */
function inside({ palette, ms, between }: PictureStage): Drawing {
  const opened = between(3400, 4100, 'inOut');
  const [x, y] = CENTRE;
  const seats = [
    [-62, 62],
    [0, 66],
    [62, 62],
    [-32, 18],
    [34, 18],
    [0, -28],
  ] as const;
  return [
    circle(x, y, DOOR - 8, {
      fill: linear([x, y - DOOR], [x, y + DOOR], '#fff1c7', '#f7cd6a'),
      opacity: opened,
    }),
    ...seats.map(([dx, dy], index) =>
      coin(x + dx, y + dy + sway(ms, 3400, index * 0.14) * 2, 34, palette, opened),
    ),
  ];
}

/** The round door: its handle turns with the months; at the end it swings aside to the left. */
function door(stage: PictureStage): Drawing {
  const { palette } = stage;
  const opened = stage.between(3400, 4200, 'inOut');
  const turned = mix(0, 540, stage.between(ROUND.startMs, ROUND.endMs, 'inOut'));
  const [x, y] = CENTRE;
  const spokes = [0, 120, 240].map((degrees) =>
    path(polyline([onCircle(0, 0, 20, degrees), onCircle(0, 0, 74, degrees)]), {
      stroke: '#e9eefb',
      strokeWidth: 15,
    }),
  );
  return [
    group({ x: mix(x, x - 196, opened), y, scale: mix(1, 0.62, opened), opacity: mix(1, 0.96, opened) }, [
      circle(0, 0, DOOR, {
        fill: linear([-DOOR, -DOOR], [DOOR, DOOR], blend(palette.brand, '#ffffff', 0.25), palette.brandDeep),
        shadow: softShadow(palette, 12, 8),
      }),
      circle(0, 0, DOOR - 16, { stroke: fade('#ffffff', 0.25), strokeWidth: 5 }),
      ...Array.from({ length: 8 }, (_, bolt) =>
        circle(...onCircle(0, 0, DOOR - 34, bolt * 45 + 22), 7, { fill: fade('#ffffff', 0.5) }),
      ),
      group({ turn: turned }, [
        ...spokes,
        circle(0, 0, 76, { stroke: '#e9eefb', strokeWidth: 13 }),
        circle(0, 0, 26, { fill: '#e9eefb' }),
      ]),
    ]),
    ...termTag(stage, opened),
  ];
}

function termTag(stage: PictureStage, opened: number): Drawing {
  const { palette } = stage;
  const [x, y] = [CENTRE[0] + 186, CENTRE[1] + 176];
  return [
    group({ x, y, scale: mix(0.92, 1, opened) }, [
      rect(-62, -42, 124, 84, { fill: palette.surface, radius: 24, shadow: softShadow(palette, 12, 7) }),
      text(stage.shown('rate'), 0, 15, { size: 46, weight: 700, fill: palette.ink, align: 'center' }),
    ]),
  ];
}
