import { blend, fade } from '../color.ts';
import { circle, type Drawing, group, linear, path, rect, type Shape, text } from '../drawing.ts';
import { coin, softShadow } from '../elements.ts';
import { mix, sway } from '../motion.ts';
import { liquid, polyline } from '../path-data.ts';
import type { Picture, PictureStage } from '../picture.ts';

const PACKET = { x: 300, y: 72, width: 220, height: 136 };
const JARS = {
  save: { x: 132, width: 160 },
  spend: { x: 452, width: 226 },
} as const;
const FLOOR = 392;
const JAR_HEIGHT = 178;
const SAVE = { startMs: 1200, endMs: 2500 };
const SPEND = { startMs: 2400, endMs: 3800 };

/** When pay arrives, the first part goes to savings before the rest. Contents are to scale. */
export const splittingPacket: Picture = (stage) => {
  const saved = stage.between(SAVE.startMs + 400, SAVE.endMs + 300, 'inOut');
  const spent = stage.between(SPEND.startMs + 400, SPEND.endMs + 200, 'inOut');
  const savedShare = stage.amount('share');
  const largest = (1 - savedShare) / JARS.spend.width;
  const level = (share: number, width: number) => Math.min(0.92, (share / width / largest) * 0.86);
  return [
    ...coinsTo(stage, 'save', SAVE, 4),
    ...coinsTo(stage, 'spend', SPEND, 7),
    ...jar(stage, 'save', level(savedShare, JARS.save.width) * saved),
    ...jar(stage, 'spend', level(1 - savedShare, JARS.spend.width) * spent),
    ...packet(stage),
  ];
};

function packet(stage: PictureStage): Drawing {
  const { palette, ms } = stage;
  const { width, height } = PACKET;
  const arrived = stage.enter(-250, 450);
  const opened = stage.between(800, 1200, 'inOut');
  const [x, y] = [-width / 2, -height / 2];
  const shake =
    Math.sin(ms / 60) *
    2.5 *
    stage.enter(SAVE.startMs, SAVE.startMs + 200) *
    (1 - stage.leave(SPEND.endMs - 300, SPEND.endMs));
  return [
    group({ x: PACKET.x, y: PACKET.y + mix(-30, 0, arrived) + sway(ms, 3000) * 3, turn: shake }, [
      rect(x, y, width, height, {
        fill: linear([x, y], [-x, -y], palette.brand, palette.brandDeep),
        radius: 20,
        shadow: softShadow(palette),
      }),
      path(
        polyline(
          [
            [x + 8, y + 8],
            [0, mix(18, y + 12, opened)],
            [-x - 8, y + 8],
          ],
          true,
        ),
        { fill: fade('#ffffff', 0.22) },
      ),
      path(
        polyline([
          [x + 8, y + 8],
          [0, mix(18, y + 12, opened)],
          [-x - 8, y + 8],
        ]),
        { stroke: fade('#ffffff', 0.55), strokeWidth: 4 },
      ),
      text(stage.shown('pay'), 0, 46, { size: 48, weight: 700, fill: palette.onBrand, align: 'center' }),
    ]),
  ];
}

function coinsTo(
  { palette, between, shape }: PictureStage,
  jarName: keyof typeof JARS,
  span: { startMs: number; endMs: number },
  coins: number,
): Drawing {
  const target = JARS[jarName];
  return Array.from({ length: coins }, (_, index): Shape => {
    const start = mix(span.startMs, span.endMs - 300, index / coins);
    const fallen = between(start, start + 620, 'linear');
    const x = mix(PACKET.x, target.x + ((index % 3) - 1) * 22, fallen ** 0.8);
    const y = mix(PACKET.y + 40, FLOOR - 40, shape(fallen, 'in')) - Math.sin(fallen * Math.PI) * 16;
    return coin(x, y, 24, palette, fallen > 0 && fallen < 1 ? 1 : 0);
  });
}

function jar(stage: PictureStage, name: keyof typeof JARS, level: number): Drawing {
  const { palette, ms } = stage;
  const { x: middle, width } = JARS[name];
  const x = middle - width / 2;
  const top = FLOOR - JAR_HEIGHT;
  const surface = FLOOR - (JAR_HEIGHT - 20) * level;
  const isSavings = name === 'save';
  const named = stage.enter(isSavings ? 500 : 700, isSavings ? 950 : 1150);
  const shared = stage.enter(isSavings ? 2600 : 3700, isSavings ? 3000 : 4100);
  const fill = isSavings ? palette.gold : blend(palette.brandSoft, palette.brand, 0.3);
  const wave = { height: level > 0.01 ? 3 : 0, length: 110, phase: ms / 1700 };
  return [
    rect(x, top, width, JAR_HEIGHT, {
      fill: fade(palette.surface, 0.7),
      radius: 30,
      shadow: softShadow(palette, 14, 9),
    }),
    group({ clip: { x, y: top, width, height: JAR_HEIGHT, radius: 30 } }, [
      path(liquid({ x, width, surface, bottom: FLOOR + 8 }, wave), { fill, opacity: level > 0.005 ? 1 : 0 }),
    ]),
    rect(x, top, width, JAR_HEIGHT, { radius: 30, stroke: fade(palette.ink, 0.28), strokeWidth: 4 }),
    rect(x + 12, top - 18, width - 24, 22, {
      fill: isSavings ? palette.accent : palette.inkQuiet,
      radius: 11,
    }),
    text(stage.label(isSavings ? 'save' : 'spend'), middle, FLOOR + 46, {
      size: 44,
      fill: palette.ink,
      align: 'center',
      opacity: named,
    }),
    text(stage.shown(isSavings ? 'saved' : 'rest'), middle, FLOOR - 84, {
      size: 46,
      weight: 700,
      fill: isSavings || stage.palette.ink < '#8' ? palette.ink : '#ffffff',
      align: 'center',
      opacity: shared,
    }),
    circle(x + width - 24, top + 34, 7, { fill: fade('#ffffff', 0.6) }),
  ];
}
