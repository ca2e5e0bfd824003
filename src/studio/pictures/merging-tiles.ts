import { blend, fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect, text } from '../drawing.ts';
import { partialLine, pill, ripple, softShadow } from '../elements.ts';
import { mix, ramp, sway } from '../motion.ts';
import type { Picture, PictureStage } from '../picture.ts';

const CENTRE = [300, 210] as const;
const TILE = 148;
const CORNERS = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
] as const;
const SLIDE_MS = 1500;
const STAGGER_MS = 160;

/** When the tiles slide together, one price takes the place of several. */
export const mergingTiles: Picture = (stage) => {
  const tiles = CORNERS.slice(0, Math.min(CORNERS.length, Math.max(1, Math.round(stage.amount('services')))));
  return [...tiles.map((corner, index) => tile(stage, corner, index)), ...ribbon(stage)];
};

function tile(stage: PictureStage, [side, level]: readonly [number, number], index: number): Drawing[number] {
  const { palette, ms } = stage;
  const start = SLIDE_MS + index * STAGGER_MS;
  const joined = stage.between(start, start + 1300, 'inOut');
  const apart = { x: 196 + sway(ms, 2800, index * 0.23) * 7, y: 124 + sway(ms, 3300, index * 0.31) * 6 };
  const tight = TILE / 2 - 2;
  const colors = [
    palette.brand,
    palette.accent,
    palette.gold,
    blend(palette.brand, palette.bad, 0.45),
  ] as const;
  const color = colors[index] ?? palette.brand;
  const ink = index === 2 ? palette.onGold : palette.onBrand;
  return group(
    {
      x: CENTRE[0] + side * mix(apart.x, tight, joined),
      y: CENTRE[1] + level * mix(apart.y, tight, joined),
      turn: mix(side * level * 7, 0, joined),
    },
    [
      rect(-TILE / 2, -TILE / 2, TILE, TILE, {
        fill: linear(
          [-TILE / 2, -TILE / 2],
          [TILE / 2, TILE / 2],
          color,
          blend(color, palette.brandDeep, 0.28),
        ),
        radius: 30,
        shadow: softShadow(palette, 14, 9),
      }),
      ...icon(index, fade(ink, 0.92)),
      text(stage.shown('price'), 0, 58, {
        size: 40,
        weight: 700,
        fill: ink,
        align: 'center',
        opacity: 1 - ramp(joined, 0.5, 1),
      }),
    ],
  );
}

/** Four plain signs: play, note, cloud, book. No brand has any of them alone. */
function icon(index: number, color: string): Drawing {
  const stroke = { stroke: color, strokeWidth: 8 };
  const icons: readonly Drawing[] = [
    [path('M-18 -44L26 -18L-18 8Z', { fill: color, ...stroke })],
    [
      path('M-8 2L-8 -44L26 -52L26 -8', stroke),
      circle(-18, 2, 11, { fill: color }),
      circle(16, -8, 11, { fill: color }),
    ],
    [
      circle(-20, -12, 17, { fill: color }),
      circle(4, -26, 22, { fill: color }),
      circle(26, -12, 16, { fill: color }),
      rect(-22, -14, 50, 19, { fill: color, radius: 9 }),
    ],
    [
      path(
        'M0 -40C-14 -50 -30 -48 -36 -44L-36 2C-30 -2 -14 -4 0 6C14 -4 30 -2 36 2L36 -44C30 -48 14 -50 0 -40L0 6',
        stroke,
      ),
    ],
  ];
  return icons[index % icons.length] ?? [];
}

/** The ribbon closes around the block, and the one price hangs on it. */
function ribbon(stage: PictureStage): Drawing {
  const { palette, ms } = stage;
  const [x, y] = CENTRE;
  const drawn = stage.between(3100, 3700, 'inOut');
  const tagged = stage.enter(3600, 4050);
  const stroke = { stroke: '#ffffff', strokeWidth: 16, opacity: drawn > 0 ? 0.95 : 0 };
  return [
    path(
      partialLine(
        [
          [x - TILE + 4, y],
          [x + TILE - 4, y],
        ],
        drawn,
      ),
      stroke,
    ),
    path(
      partialLine(
        [
          [x, y + TILE - 4],
          [x, y - TILE + 4],
        ],
        drawn,
      ),
      stroke,
    ),
    path(
      `M${x} ${y - TILE}C${x - 70} ${y - TILE - 62} ${x - 92} ${y - TILE + 4} ${x} ${y - TILE}C${x + 92} ${y - TILE + 4} ${x + 70} ${y - TILE - 62} ${x} ${y - TILE}`,
      {
        stroke: palette.bad,
        strokeWidth: 11,
        opacity: stage.enter(3500, 3900),
      },
    ),
    pill(stage, `${stage.shown('bundle')} ${stage.label('bundle')}`, x, y + TILE + 52, {
      size: 40,
      fill: palette.goodDeep,
      ink: palette.onBrand,
      opacity: tagged,
      scale: mix(0.9, 1, tagged) + 0.012 * sway(ms, 2200),
    }),
    ripple(x, y, TILE * 1.2, stage.between(3700, 4500, 'linear'), palette.accent),
  ];
}
