import { fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect, text } from '../drawing.ts';
import { sheet, softShadow } from '../elements.ts';
import { mix, sway } from '../motion.ts';
import { arc } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';
import { fitText } from '../text-width.ts';

const PHONE = { width: 232, height: 356, radius: 40 };
const CENTRE = [300, 182] as const;
const COUNTDOWN = { startMs: 600, endMs: 2300 };
const RING_MS = 2300;
const NOTE_LINE_WIDTH = 300;

/** When three days are left, the phone rings. */
export const ringingPhone: Picture = (stage) => {
  const { ms } = stage;
  const isRinging = stage.enter(RING_MS, RING_MS + 120) * (1 - stage.leave(3300, 3800));
  const again = stage.enter(5500, 5600) * (1 - stage.leave(6000, 6300));
  const turn = (isRinging + again * 0.6) * 5 * Math.sin(ms / 34);
  return [
    ...waves(stage),
    group({ x: CENTRE[0], y: CENTRE[1], turn }, [...phone(stage), ...note(stage)]),
    ...days(stage),
  ];
};

function phone({ palette, ms }: PictureStage): Drawing {
  const { width, height, radius } = PHONE;
  const [x, y] = [-width / 2, -height / 2];
  const bell = 1 + 0.03 * sway(ms, 2400);
  return [
    rect(x, y, width, height, { fill: '#17223f', radius, shadow: softShadow(palette, 24, 16) }),
    rect(x + 11, y + 11, width - 22, height - 22, {
      fill: linear([x, y], [-x, -y], palette.brand, palette.brandDeep),
      radius: radius - 9,
    }),
    rect(-34, y + 22, 68, 16, { fill: '#17223f', radius: 8 }),
    group({ x: 0, y: -66, scale: bell }, [
      path('M-44 30C-32 18 -34 -4 -30 -20C-26 -42 -12 -50 0 -50C12 -50 26 -42 30 -20C34 -4 32 18 44 30Z', {
        fill: '#ffffff',
      }),
      circle(0, -54, 9, { fill: '#ffffff' }),
      path('M-14 40C-10 54 10 54 14 40Z', { fill: palette.gold, stroke: palette.gold, strokeWidth: 4 }),
    ]),
  ];
}

function waves({ palette, ms, enter, leave }: PictureStage): Drawing {
  const ringing = enter(RING_MS, RING_MS + 150) * (1 - leave(3500, 3900));
  return [0, 1, 2].flatMap((index) => {
    const travelled = ((ms - RING_MS) / 700 + index / 3) % 1;
    const radius = 160 + travelled * 70;
    const opacity = ringing * (1 - travelled) * 0.9;
    return [
      path(arc(...CENTRE, radius, 62, 102), { stroke: palette.gold, strokeWidth: 9, opacity }),
      path(arc(...CENTRE, radius, 258, 298), { stroke: palette.gold, strokeWidth: 9, opacity }),
    ];
  });
}

/** The note that slides in: what is due, and in how many days. */
function note(stage: PictureStage): Drawing {
  const { palette, font } = stage;
  const line = `${stage.shown('charge')} · ${stage.shown('alert')} ${stage.label('days')}`;
  const { size } = fitText(line, { font, width: NOTE_LINE_WIDTH, size: 48, weight: 700, linesMax: 1 });
  const shown = stage.enter(RING_MS + 350, RING_MS + 800);
  return [
    group({ y: mix(110, 66, stage.shape(shown, 'settle')), opacity: shown }, [
      sheet(-212, -64, 424, 146, palette, { radius: 28 }),
      circle(-154, 10, 32, { fill: fade(palette.gold, 0.35) }),
      circle(-154, 10, 14, { fill: palette.gold }),
      text(stage.label('due'), -104, -2, { size: 42, weight: 500, fill: palette.inkQuiet }),
      text(line, -104, 52, { size, weight: 700, fill: palette.ink }),
    ]),
  ];
}

/** One mark a day; the charge leaves on the last. */
function days({ palette, amount, between }: PictureStage): Drawing {
  const total = Math.max(1, Math.round(amount('ahead')));
  const gone = (amount('ahead') - amount('alert')) * between(COUNTDOWN.startMs, COUNTDOWN.endMs, 'linear');
  const pitch = 62;
  const left = CENTRE[0] - ((total - 1) * pitch) / 2;
  return Array.from({ length: total }, (_, day) => {
    const passed = Math.min(1, Math.max(0, gone - day));
    const isLast = day === total - 1;
    return [
      circle(left + day * pitch, 412, isLast ? 22 : 17, {
        fill: isLast ? palette.gold : palette.brand,
        opacity: mix(1, 0.22, passed),
      }),
      circle(left + day * pitch, 412, 8, { fill: '#ffffff', opacity: isLast ? 1 : 0 }),
    ];
  }).flat();
}
