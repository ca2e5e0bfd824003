import { blend, fade } from '../color.ts';
import { circle, type Drawing, path, text } from '../drawing.ts';
import { ripple, softShadow } from '../elements.ts';
import { mix, pulse, sway } from '../motion.ts';
import { onCircle, polyline } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const CENTRE = [300, 226] as const;
const RADIUS = 206;
const ROUND = { startMs: 1300, endMs: 3800 };

/** When a day passes, one more mark lights up and the interest grows by a day. */
export const dailyCounter: Picture = (stage) => {
  const { palette, ms } = stage;
  const days = Math.max(1, Math.round(stage.amount('daysShown')));
  const passed = mix(1, days, stage.between(ROUND.startMs, ROUND.endMs, 'inOut'));
  const breath = 1 + 0.006 * sway(ms, 3000);
  return [
    circle(...CENTRE, RADIUS * breath, { fill: palette.surface, shadow: softShadow(palette, 24, 16) }),
    ...Array.from({ length: days }, (_, day) => mark(stage, day, days, passed)),
    ...hand(stage, days, passed),
    circle(...CENTRE, 118, { fill: palette.surface }),
    circle(...CENTRE, 118, { stroke: palette.track, strokeWidth: 3 }),
    text(stage.shown('balance'), CENTRE[0], CENTRE[1] + 4, {
      size: 58,
      weight: 700,
      fill: palette.ink,
      align: 'center',
    }),
    text(stage.shown('rate'), CENTRE[0], CENTRE[1] + 58, {
      size: 42,
      weight: 600,
      fill: palette.inkQuiet,
      align: 'center',
    }),
    ripple(...CENTRE, RADIUS + 6, stage.between(ROUND.endMs, ROUND.endMs + 800, 'linear'), palette.warn),
  ];
};

function mark(
  { palette, between }: PictureStage,
  day: number,
  days: number,
  passed: number,
): Drawing[number] {
  const lit = Math.min(1, Math.max(0, passed - day));
  const degrees = ((day + 0.5) * 360) / days;
  // The first day is there at once, so it glows at once.
  const first = day === 0 ? 2 * pulse(between(100, 1200, 'linear')) : 0;
  const glow = first + pulse(between(5400 + day * 45, 6100 + day * 45, 'linear'));
  const length = 34 + lit * 6 + glow * 8;
  const from = onCircle(...CENTRE, RADIUS - 22 - length, degrees);
  const to = onCircle(...CENTRE, RADIUS - 22, degrees);
  return path(polyline([from, to]), { stroke: blend(palette.track, palette.warn, lit), strokeWidth: 15 });
}

function hand({ palette }: PictureStage, days: number, passed: number): Drawing {
  const degrees = ((passed - 0.5) * 360) / days;
  return [
    path(polyline([onCircle(...CENTRE, 110, degrees), onCircle(...CENTRE, RADIUS - 12, degrees)]), {
      stroke: palette.ink,
      strokeWidth: 6,
    }),
    circle(...onCircle(...CENTRE, RADIUS - 12, degrees), 13, { fill: palette.ink }),
    circle(...onCircle(...CENTRE, RADIUS - 12, degrees), 5, { fill: fade('#ffffff', 0.9) }),
  ];
}
