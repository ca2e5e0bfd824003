import { blend, type Color, fade } from '../color.ts';
import { circle, type Drawing, type Fill, group, linear, path, text } from '../drawing.ts';
import { ripple, tick } from '../elements.ts';
import { mix, ramp, sway } from '../motion.ts';
import { polyline } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const PEAK = [268, 44] as const;
const FEET = { steep: [96, 372], gentle: [560, 372] } as const;
const RUN = { startMs: 350, endMs: 3800 };

/** When the extra payment goes down the steep side, it takes more interest with it. */
export const twoPaths: Picture = (stage) => {
  const slid = stage.between(RUN.startMs, 3000, 'in');
  const rolled = stage.between(RUN.startMs - 300, RUN.endMs, 'inOut');
  return [...mountain(stage), ...snowball(stage, rolled), ...avalanche(stage, slid), ...marks(stage)];
};

function mountain({ palette, ms }: PictureStage): Drawing {
  const [x, y] = PEAK;
  const body = [FEET.steep, PEAK, [400, 190], FEET.gentle] as const;
  const cap = [
    PEAK,
    [x - 62, y + 118],
    [x - 30, y + 96],
    [x - 4, y + 132],
    [x + 34, y + 92],
    [x + 78, y + 86],
  ] as const;
  const wave = sway(ms, 2100) * 3;
  return [
    path(
      polyline(
        [
          [380, 372],
          [500, 180],
          [600, 372],
        ],
        true,
      ),
      { fill: fade(palette.brandSoft, 0.6) },
    ),
    path(polyline(body, true), { fill: linear([x, y], [x + 60, 372], palette.brand, palette.brandDeep) }),
    path(polyline([PEAK, [x + 40, 372], FEET.gentle, [400, 190]], true), { fill: fade('#ffffff', 0.1) }),
    path(polyline(cap, true), { fill: '#ffffff' }),
    path(`M${x} ${y}L${x} ${y - 58}`, { stroke: palette.ink, strokeWidth: 5 }),
    path(
      polyline(
        [
          [x + 2, y - 58],
          [x + 52, y - 44 + wave],
          [x + 2, y - 28],
        ],
        true,
      ),
      { fill: palette.gold },
    ),
  ];
}

function pointOn(
  from: readonly [number, number],
  to: readonly [number, number],
  progress: number,
): [number, number] {
  return [mix(from[0], to[0], progress), mix(from[1], to[1], progress)];
}

const OUTLINE = 4;

/** Snow is white on a white ground: its outline is what is seen. */
function outline(palette: PictureStage['palette']): Color {
  return blend('#ffffff', palette.brand, 0.6);
}

/** A heap of snow that grows as it slides, with a veil of powder behind it. */
function avalanche({ palette, ms }: PictureStage, slid: number): Drawing {
  const [x, y] = pointOn([PEAK[0] - 40, PEAK[1] + 70], [FEET.steep[0] - 6, FEET.steep[1] - 34], slid);
  const size = mix(0.55, 1.35, slid);
  const lumps = [
    [-34, 8, 26],
    [0, -6, 34],
    [34, 6, 25],
    [-14, -26, 22],
    [18, -28, 18],
    [58, 14, 14],
    [-58, 16, 15],
  ] as const;
  const isMoving = slid > 0 && slid < 1 ? 1 : 0;
  const ball = (
    [lumpX, lumpY, radius]: (typeof lumps)[number],
    index: number,
    more: number,
    look: { fill: Fill },
  ) => circle(lumpX, lumpY + sway(ms, 420, index * 0.17) * 4 * isMoving, radius + more, look);
  return [
    path(
      polyline(
        [
          [PEAK[0] - 36, PEAK[1] + 64],
          [x + 54, y + 6],
          [x - 30, y + 20],
        ],
        true,
      ),
      {
        fill: fade('#ffffff', 0.35),
        opacity: slid,
      },
    ),
    group({ x, y, scale: size }, [
      ...lumps.map((lump, index) => ball(lump, index, OUTLINE, { fill: outline(palette) })),
      ...lumps.map((lump, index) =>
        ball(lump, index, 0, { fill: linear([0, -50], [0, 40], '#ffffff', '#d5e2fb') }),
      ),
    ]),
  ];
}

function snowball({ palette, ms }: PictureStage, rolled: number): Drawing {
  const half = ramp(rolled, 0, 0.45);
  const rest = ramp(rolled, 0.45, 1);
  const onFirst = pointOn([PEAK[0] + 46, PEAK[1] + 22], [400, 158], half);
  const [x, y] = rest > 0 ? pointOn([400, 158], [FEET.gentle[0] - 50, FEET.gentle[1] - 54], rest) : onFirst;
  const radius = mix(17, 46, rolled);
  const turn = rolled * 700 + sway(ms, 3000) * 3;
  return [
    group({ x, y, turn }, [
      circle(0, 0, radius, {
        fill: linear([-radius, -radius], [radius, radius], '#ffffff', '#d5e2fb'),
        stroke: outline(palette),
        strokeWidth: OUTLINE,
      }),
      path(
        `M${-radius * 0.55} ${-radius * 0.1}C${-radius * 0.3} ${-radius * 0.6} ${radius * 0.3} ${-radius * 0.6} ${radius * 0.5} ${-radius * 0.15}`,
        {
          stroke: fade(palette.brand, 0.35),
          strokeWidth: 3.5,
        },
      ),
      circle(radius * 0.2, radius * 0.4, radius * 0.12, { fill: fade(palette.brand, 0.25) }),
    ]),
  ];
}

function marks(stage: PictureStage): Drawing {
  const { palette } = stage;
  const [left, right] = [FEET.steep[0] + 22, FEET.gentle[0] - 104];
  const named = stage.enter(100, 600);
  const marked = stage.enter(3300, 3700);
  const look = { size: 36, fill: palette.ink, align: 'center' as const, opacity: named };
  return [
    text(stage.label('rate'), left, 424, look),
    text(stage.label('balance'), right, 424, look),
    ripple(left, 330, 90, stage.between(3000, 3900, 'linear'), palette.brand),
    circle(left - 52, 262, 30 * stage.shape(marked, 'settle'), { fill: palette.goodDeep }),
    tick(left - 52, 262, 34, stage.enter(3450, 3850), palette.onBrand),
  ];
}
