import { blend, fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect } from '../drawing.ts';
import { partialLine, pill, ripple, sheet, tick } from '../elements.ts';
import { mix, ramp, sway } from '../motion.ts';
import { polyline } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const WALLS = [
  [
    [28, 120],
    [28, 422],
    [430, 422],
  ],
  [
    [28, 24],
    [452, 24],
    [452, 178],
  ],
  [
    [124, 24],
    [124, 228],
  ],
  [
    [28, 326],
    [216, 326],
  ],
  [
    [216, 120],
    [216, 326],
  ],
  [
    [216, 120],
    [356, 120],
  ],
  [
    [308, 216],
    [452, 216],
  ],
  [
    [308, 216],
    [308, 326],
    [372, 326],
  ],
  [
    [452, 300],
    [452, 422],
  ],
] as const;
const ROUTE = [
  [-6, 72],
  [76, 72],
  [76, 276],
  [170, 276],
  [170, 72],
  [404, 72],
  [404, 168],
  [262, 168],
  [262, 374],
  [412, 374],
  [412, 258],
  [500, 258],
] as const;
/** The stations lie at these shares of the route. */
const STATIONS = [
  { role: 'one', share: 0.17, x: 110, y: 262 },
  { role: 'two', share: 0.5, x: 332, y: 62 },
  { role: 'three', share: 0.78, x: 300, y: 382 },
] as const;
const WALK = { startMs: 500, endMs: 3500 };

/** When you take the three turns, the door opens. */
export const mazeDoor: Picture = (stage) => {
  const walked = mix(0.045, 1, stage.between(WALK.startMs, WALK.endMs, 'linear'));
  return [
    sheet(0, 0, 480, 446, stage.palette, { radius: 36 }),
    ...walls(stage),
    ...door(stage),
    path(partialLine(ROUTE, walked), { stroke: stage.palette.accent, strokeWidth: 12 }),
    ...walker(stage, walked),
    ...stations(stage, walked),
  ];
};

function walls({ palette }: PictureStage): Drawing {
  const stroke = blend(palette.brandDeep, palette.inkQuiet, 0.5);
  return WALLS.map((wall) => path(polyline(wall), { stroke, strokeWidth: 15 }));
}

function endOf(route: string): [number, number] {
  const numbers = (route.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
  return [numbers.at(-2) ?? 0, numbers.at(-1) ?? 0];
}

function walker({ palette, ms }: PictureStage, walked: number): Drawing {
  const [x, y] = endOf(partialLine(ROUTE, walked));
  return [
    circle(x, y, 26 + 3 * sway(ms, 900), { fill: fade(palette.accent, 0.25) }),
    circle(x, y, 17, { fill: palette.accent, stroke: '#ffffff', strokeWidth: 4 }),
  ];
}

function stations(stage: PictureStage, walked: number): Drawing {
  const { palette } = stage;
  return STATIONS.map(({ role, share, x, y }) => {
    const reached = ramp(walked, share - 0.03, share + 0.05);
    const grown = stage.shape(reached, 'settle');
    return pill(stage, stage.label(role), x, y, {
      size: 36,
      fill: palette.gold,
      ink: palette.onGold,
      scale: grown,
      opacity: reached,
    });
  });
}

/** The door is hinged on its right edge and opens away from the maze. */
function door({ palette, between, enter }: PictureStage): Drawing {
  const opened = between(WALK.endMs - 100, WALK.endMs + 500, 'inOut');
  const [x, y, width, height] = [500, 168, 92, 180];
  const leaf = mix(width, 16, opened);
  return [
    rect(x - 10, y - 12, width + 20, height + 12, { fill: palette.brandDeep, radius: 16 }),
    rect(x, y, width, height, {
      fill: linear([0, y], [0, y + height], '#fff3cf', palette.goldSoft),
      radius: 8,
    }),
    rect(x + width - leaf, y, leaf, height, {
      fill: linear([x, 0], [x + width, 0], '#d98536', '#b7642a'),
      radius: 8,
    }),
    circle(x + width - leaf + 16, y + height / 2, 7, { fill: palette.gold, opacity: 1 - opened }),
    group({ x: x + 40, y: y - 54, opacity: opened }, [
      circle(0, 0, 30, { fill: palette.goodDeep }),
      tick(0, 0, 34, enter(WALK.endMs + 200, WALK.endMs + 650), palette.onBrand),
    ]),
    ripple(x + width / 2, y + height / 2, 84, between(5800, 6800, 'linear'), palette.gold),
  ];
}
