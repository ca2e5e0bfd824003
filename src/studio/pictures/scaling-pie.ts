import { circle, type Drawing, path, text } from '../drawing.ts';
import { softShadow } from '../elements.ts';
import { mix, pulse, ramp } from '../motion.ts';
import { onCircle, slice } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const CENTRE = [290, 222] as const;
const RADIUS_MAX = 218;
const SHARES = ['needs', 'wants', 'savings'] as const;
const GROW = { startMs: 1500, endMs: 3700 };

/** When the pie grows, every slice keeps its share. Its area is the income, so the radius is its root. */
export const scalingPie: Picture = (stage) => {
  const { palette } = stage;
  const income = mix(
    stage.amount('incomeLow'),
    stage.amount('incomeHigh'),
    stage.between(GROW.startMs, GROW.endMs, 'inOut'),
  );
  const largest = Math.max(1, stage.amount('incomeLow'), stage.amount('incomeHigh'));
  const radius = RADIUS_MAX * Math.sqrt(income / largest);
  const open =
    3 +
    6 * pulse(stage.between(150, 1350, 'linear')) +
    13 * pulse(stage.between(GROW.startMs - 200, GROW.endMs + 300, 'linear'));
  const offered =
    14 * pulse(stage.between(5500, 6700, 'linear')) + 10 * pulse(stage.between(7000, 7950, 'linear'));
  const turned = mix(-24, 0, stage.enter(-200, 900));
  return [
    circle(...CENTRE, RADIUS_MAX + 4, {
      fill: palette.surface,
      opacity: 0.75,
      shadow: softShadow(palette, 24, 14),
    }),
    ...slices(stage, { radius, open, offered, turned }),
  ];
};

/** `open` moves every slice out, `offered` the saved one alone: that is the one the lesson ends on. */
function slices(
  stage: PictureStage,
  { radius, open, offered, turned }: { radius: number; open: number; offered: number; turned: number },
): Drawing {
  const { palette } = stage;
  const colors = { needs: palette.brand, wants: palette.accent, savings: palette.gold };
  const inks = { needs: palette.onBrand, wants: palette.onAccent, savings: palette.onGold };
  let from = turned;
  return SHARES.flatMap((share) => {
    const to = from + 360 * stage.amount(share);
    const middle = (from + to) / 2;
    const [x, y] = onCircle(...CENTRE, share === 'savings' ? open + offered : open, middle);
    const [labelX, labelY] = onCircle(x, y, radius * 0.6, middle);
    const start = from;
    from = to;
    const size = mix(30, 46, radius / RADIUS_MAX) * 0.98;
    return [
      path(slice(x, y, { inner: 0, outer: radius }, start, to), {
        fill: colors[share],
        stroke: palette.surface,
        strokeWidth: 4,
      }),
      text(stage.shown(share), labelX, labelY + size * 0.05, {
        size,
        weight: 700,
        fill: inks[share],
        align: 'center',
      }),
      text(stage.label(share), labelX, labelY + size * 0.85, {
        size: 36,
        weight: 500,
        fill: inks[share],
        align: 'center',
        opacity: ramp(radius / RADIUS_MAX, 0.93, 1),
      }),
    ];
  });
}
