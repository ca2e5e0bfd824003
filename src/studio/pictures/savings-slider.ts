import { fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect, text } from '../drawing.ts';
import { softShadow } from '../elements.ts';
import { mix, pulse, ramp, sway } from '../motion.ts';
import type { Picture, PictureStage } from '../picture.ts';

const SLIDE = { startMs: 1500, endMs: 3700 };
const FUTURES = [
  { term: 'termShort', total: 'totalShort' },
  { term: 'termMiddle', total: 'totalMiddle' },
  { term: 'termLong', total: 'totalLong' },
] as const;
/** The slider's right end. */
const RATE_MAX = 0.25;

/** When the slider moves, all three futures grow in proportion. Columns are to scale. */
export const savingsSlider: Picture = (stage) => {
  const slid = stage.between(SLIDE.startMs, SLIDE.endMs, 'inOut');
  const rate = mix(stage.amount('rateLow'), stage.amount('rateHigh'), slid);
  return [...columns(stage, rate), ...slider(stage, rate, slid)];
};

function columns(stage: PictureStage, rate: number): Drawing {
  const { palette, width, height, isTall } = stage;
  const base = isTall ? height - 196 : height - 44;
  const left = isTall ? 0 : width * 0.5;
  const room = isTall ? width : width * 0.5;
  const highest = isTall ? base - 70 : base - 52;
  const largest = Math.max(1, stage.amount('totalLong')) / Math.max(stage.amount('rateHigh'), 1e-9);
  const grow = stage.enter(-250, 550);
  return [
    path(`M${left} ${base}L${left + room} ${base}`, { stroke: palette.line, strokeWidth: 4 }),
    ...FUTURES.flatMap(({ term, total }, index) => {
      const x = left + (room / 3) * (index + 0.5);
      const share = stage.amount(total) / Math.max(stage.amount('rateHigh'), 1e-9) / largest;
      const full = (highest * share * rate) / Math.max(stage.amount('rateHigh'), 1e-9);
      const tall = Math.max(6, full * mix(0.6, 1, grow));
      const told = stage.enter(3500 + index * 140, 3950 + index * 140);
      const glint = pulse(stage.between(5500 + index * 260, 6300 + index * 260, 'linear'));
      return [
        rect(x - 56, base - tall, 112, tall, {
          fill: linear([0, base - highest], [0, base], palette.good, palette.accent),
          radius: Math.min(18, tall / 2),
        }),
        rect(x - 56, base - tall, 112, tall, {
          fill: fade('#ffffff', 0.35),
          radius: Math.min(18, tall / 2),
          opacity: glint,
        }),
        text(stage.shown(total), x, base - tall - 14 + mix(10, 0, told), {
          size: 38,
          weight: 700,
          fill: palette.ink,
          align: 'center' as const,
          opacity: told,
        }),
        text(`${stage.shown(term)} ${stage.label(index === 0 ? 'year' : 'years')}`, x, base + 42, {
          size: 38,
          weight: 500,
          fill: palette.inkQuiet,
          align: 'center' as const,
        }),
      ];
    }),
  ];
}

function slider(stage: PictureStage, rate: number, slid: number): Drawing {
  const { palette, ms, width, height, isTall, between } = stage;
  const [left, right] = isTall ? [44, width - 44] : [30, width * 0.44];
  const y = isTall ? height - 30 : height * 0.62;
  const knob = mix(left, right, Math.min(1, rate / RATE_MAX));
  const isHeld =
    stage.enter(SLIDE.startMs - 300, SLIDE.startMs) * (1 - stage.leave(SLIDE.endMs, SLIDE.endMs + 300));
  const shownRate = slid < 0.5 ? 'rateLow' : 'rateHigh';
  const swap = 1 - pulse(ramp(slid, 0.25, 0.75));
  return [
    rect(left, y - 11, right - left, 22, { fill: palette.track, radius: 11 }),
    rect(left, y - 11, Math.max(22, knob - left), 22, {
      fill: linear([left, 0], [right, 0], palette.brand, palette.accent),
      radius: 11,
    }),
    ...[0.05, 0.1, 0.15, 0.2].map((mark) =>
      circle(mix(left, right, mark / RATE_MAX), y, 4, { fill: fade('#ffffff', 0.85) }),
    ),
    circle(knob, y, 44 + sway(ms, 1800) * 3 + 12 * pulse(between(250, 1250, 'linear')), {
      fill: fade(palette.brand, 0.16 + 0.12 * isHeld),
    }),
    circle(knob, y, 31, { fill: '#ffffff', shadow: softShadow(palette, 10, 6) }),
    circle(knob, y, 13, { fill: palette.brand }),
    group({ x: knob, y: y - 66, opacity: swap }, [
      text(stage.shown(shownRate), 0, 12, { size: 50, weight: 700, fill: palette.ink, align: 'center' }),
    ]),
  ];
}
