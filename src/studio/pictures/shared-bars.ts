import { blend, fade } from '../color.ts';
import { type Drawing, path, rect, text } from '../drawing.ts';
import { mix, pulse } from '../motion.ts';
import type { Picture, PictureStage } from '../picture.ts';

const INCOMES = ['incomeFirst', 'incomeSecond', 'incomeThird', 'incomeLast'] as const;
const SHARES = ['needs', 'wants', 'savings'] as const;
const GAP = 7;
const CUT_MS = 1500;
const STAGGER_MS = 430;

/** When a month brings more, every share grows with it. Heights and shares are to scale. */
export const sharedBars: Picture = (stage) => {
  const { width, height, isTall } = stage;
  const largest = Math.max(1, ...INCOMES.map((role) => stage.amount(role)));
  const room = width - (isTall ? 190 : 270);
  const pitch = room / INCOMES.length;
  const bar = pitch * 0.66;
  const base = height - 4;
  const bars = INCOMES.flatMap((role, index) => {
    const full = ((height - 8) * stage.amount(role)) / largest;
    const grown = stage.enter(index * 190 - 260, index * 190 + 620);
    return oneBar(stage, { x: index * pitch, width: bar, base, full: full * mix(0.55, 1, grown) }, index);
  });
  const last = { x: (INCOMES.length - 1) * pitch + bar + 20, base, full: height - 8 };
  return [
    path(`M0 ${base + 3}L${room - pitch + bar} ${base + 3}`, { stroke: stage.palette.line, strokeWidth: 4 }),
    ...bars,
    ...names(stage, last),
  ];
};

function colorOf({ palette }: PictureStage, share: (typeof SHARES)[number]): string {
  return { needs: palette.brand, wants: palette.accent, savings: palette.gold }[share];
}

function oneBar(
  stage: PictureStage,
  bar: { x: number; width: number; base: number; full: number },
  index: number,
): Drawing {
  const { palette } = stage;
  const start = CUT_MS + index * STAGGER_MS;
  const cut = stage.enter(start, start + 420);
  const undivided = blend(palette.brandSoft, palette.brand, 0.3);
  const glint = pulse(stage.between(5500 + index * 220, 6300 + index * 220, 'linear'));
  let below = 0;
  const shares = SHARES.flatMap((share) => {
    const height = bar.full * stage.amount(share);
    const top = bar.base - below - height;
    below += height;
    const gap = share === 'needs' ? 0 : GAP * cut;
    return [
      rect(bar.x, top, bar.width, height - gap * 0.5, {
        fill: colorOf(stage, share),
        radius: 4 + 8 * cut,
        opacity: cut > 0 ? 1 : 0,
      }),
      rect(bar.x, top, bar.width, height - gap * 0.5, {
        fill: fade('#ffffff', 0.5),
        radius: 12,
        opacity: share === 'savings' ? glint : 0,
      }),
    ];
  });
  const whole = rect(bar.x, bar.base - bar.full, bar.width, bar.full, {
    fill: undivided,
    radius: 4 + 8 * cut,
    opacity: 1 - cut,
  });
  return [...shares, whole];
}

/** The shares are named once, beside the last bar, when it has been cut. */
function names(stage: PictureStage, last: { x: number; base: number; full: number }): Drawing {
  const { palette } = stage;
  let below = 0;
  return SHARES.flatMap((share, index) => {
    const middle = last.base - below - (last.full * stage.amount(share)) / 2;
    below += last.full * stage.amount(share);
    const shown = stage.enter(3100 + index * 90, 3550 + index * 90);
    const place = { x: last.x + mix(-12, 0, shown), y: middle + (stage.isTall ? 0 : 14) };
    const beside = stage.isTall ? { x: place.x, y: place.y + 36 } : { x: place.x + 104, y: place.y };
    const look = { size: 40, opacity: shown };
    return [
      text(stage.shown(share), place.x, place.y, { ...look, weight: 700, fill: palette.ink }),
      text(stage.label(share), beside.x, beside.y, { ...look, weight: 500, fill: palette.inkQuiet }),
    ];
  });
}
