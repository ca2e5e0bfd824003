import { fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect, text } from '../drawing.ts';
import { softShadow } from '../elements.ts';
import { mix, sway } from '../motion.ts';
import { curveThrough, liquid, polyline } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const SPEED = 0.075;

type Scene = {
  /** The two pipes end where the tank begins and begin where it ends. */
  readonly tank: { x: number; y: number; width: number; height: number };
  readonly bumps: { from: number; to: number };
  readonly flat: { from: number; to: number };
  readonly base: number;
  readonly unit: number;
};

/** When uneven income goes into the tank, an even amount comes out. Heights are dollars, to scale. */
export const smoothingTank: Picture = (stage) => {
  const scene = sceneOf(stage);
  return [
    ...ground(stage, scene),
    ...bumps(stage, scene),
    ...flat(stage, scene),
    ...tank(stage, scene),
    ...names(stage, scene),
  ];
};

function sceneOf({ width, height, amount, isTall }: PictureStage): Scene {
  const tankWidth = isTall ? 168 : 230;
  const x = (width - tankWidth) / 2;
  return {
    tank: { x, y: 6, width: tankWidth, height: height - 20 },
    bumps: { from: 0, to: x + 12 },
    flat: { from: x + tankWidth - 12, to: width },
    base: height - 56,
    unit: (height - (isTall ? 190 : 90)) / Math.max(amount('good'), 1),
  };
}

function bumps({ palette, ms, amount, isTall }: PictureStage, { bumps: span, base, unit }: Scene): Drawing {
  const middle = (amount('good') + amount('lean')) / 2;
  const swing = (amount('good') - amount('lean')) / 2;
  const length = isTall ? 150 : 230;
  const points = Array.from({ length: 41 }, (_, index): [number, number] => {
    const x = mix(span.from, span.to, index / 40);
    const wave = Math.sin(((x - ms * SPEED) / length) * 2 * Math.PI);
    return [x, base - unit * (middle + swing * wave)];
  });
  const line = curveThrough(points);
  return [
    path(`${line}L${span.to} ${base}L${span.from} ${base}Z`, {
      fill: linear([0, 0], [0, base], fade(palette.warn, 0.45), fade(palette.warn, 0.06)),
    }),
    path(line, { stroke: palette.warn, strokeWidth: 9 }),
  ];
}

function flat({ palette, ms, amount, between }: PictureStage, { flat: span, base, unit }: Scene): Drawing {
  const grown = between(1500, 3500, 'out');
  const reach = mix(span.from + 26, span.to, grown);
  const y = base - unit * amount('steady');
  const dots = [0, 1, 2, 3].map((index) => {
    const along = (ms * SPEED * 1.2 + index * 110) % 440;
    const x = span.from + along;
    return circle(x, y, 7, { fill: '#ffffff', opacity: x < reach - 16 && x > span.from + 8 ? 0.95 : 0 });
  });
  return [
    rect(span.from, y, reach - span.from, base - y, {
      fill: linear([0, y], [0, base], fade(palette.accent, 0.5), fade(palette.accent, 0.08)),
    }),
    path(
      polyline([
        [span.from, y],
        [reach, y],
      ]),
      { stroke: palette.accent, strokeWidth: 13 },
    ),
    ...dots,
  ];
}

function tank({ palette, ms, amount, enter }: PictureStage, { tank: box, base, unit }: Scene): Drawing {
  const surface = base - unit * amount('steady') - 24 + sway(ms, 2600) * 9 * (1 - 0.6 * enter(3600, 5200));
  const wave = { height: 6, length: 130, phase: ms / 1500 };
  const clip = { ...box, radius: 34 };
  return [
    rect(box.x, box.y, box.width, box.height, {
      fill: palette.surface,
      radius: 34,
      shadow: softShadow(palette),
    }),
    group({ clip }, [
      path(
        liquid(
          { x: box.x, width: box.width, surface: surface - 8, bottom: box.y + box.height },
          { ...wave, phase: -wave.phase },
        ),
        { fill: fade(palette.accent, 0.35) },
      ),
      path(liquid({ x: box.x, width: box.width, surface, bottom: box.y + box.height }, wave), {
        fill: linear([0, surface], [0, box.y + box.height], palette.accent, palette.brandDeep),
      }),
    ]),
    rect(box.x, box.y, box.width, box.height, {
      radius: 34,
      stroke: fade(palette.ink, 0.25),
      strokeWidth: 4,
    }),
    rect(box.x + 18, box.y + 24, 12, box.height - 90, { fill: fade('#ffffff', 0.35), radius: 6 }),
  ];
}

function ground({ palette }: PictureStage, { base, bumps: left, flat: right }: Scene): Drawing {
  return [path(`M${left.from} ${base}L${right.to} ${base}`, { stroke: palette.line, strokeWidth: 4 })];
}

function names(stage: PictureStage, { bumps: left, flat: right, base }: Scene): Drawing {
  const { palette } = stage;
  const look = { size: 38, fill: palette.inkQuiet, align: 'center' as const };
  return [
    text(stage.label('comes'), (left.from + left.to) / 2, base + 46, look),
    text(stage.label('goes'), (right.from + right.to) / 2, base + 46, {
      ...look,
      opacity: stage.enter(2200, 2700),
    }),
  ];
}
