import { type Lesson, valuesOf } from '../lessons/lesson.ts';
import {
  fillText,
  formatWorkedValue,
  type LessonLocale,
  type WorkedValue,
  type WorkedValues,
  workedValue,
} from '../lessons/worked-value.ts';
import { fade } from './color.ts';
import { countedAt } from './counter.ts';
import { circle, type Drawing, group, linear, path, rect, text } from './drawing.ts';
import { figure, figureWidth } from './figure.ts';
import type { Font } from './font.ts';
import { designSizes, type FrameLayout, type FrameShape, frameLayout } from './frame-layout.ts';
import { lettered, withTextScale } from './lettered.ts';
import { type Motion, mix, motionOf, ramp, standardMotion } from './motion.ts';
import type { PictureStage } from './picture.ts';
import { valueNameOf, wordsOf } from './picture-role.ts';
import { pictures } from './pictures/pictures.ts';
import { fitText, textWidth } from './text-width.ts';
import type { Logo, Theme } from './theme.ts';

/** A film as functions of time: the ground never changes, the rest is drawn anew for each moment. */
export type FilmScene = {
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
  readonly font: Font;
  readonly ground: Drawing;
  drawAt(ms: number): Drawing;
};

type Composition = {
  readonly lesson: Lesson;
  readonly values: WorkedValues;
  readonly locale: LessonLocale;
  readonly theme: Theme;
  readonly shape: FrameShape;
  readonly layout: FrameLayout;
};

/** Entrances are already under way in the first frame, so that it is never empty. */
const HEAD_START_MS = 180;
/** Between the number and a label beside it. */
const LABEL_GAP = 24;
const LABEL_MIN_PX = 36;

/**
 * Lesson → scene. Throws `WorkedValueMissing` where a text or picture names a number that is not there, and
 * `PictureRoleMissing` where the picture asks for words or a value that the storyboard doesn't give it.
 */
export function composeFilm(film: {
  lesson: Lesson;
  locale: LessonLocale;
  theme: Theme;
  shape: FrameShape;
  own?: Readonly<Record<string, number>>;
}): FilmScene {
  const composition: Composition = {
    ...film,
    values: valuesOf(film.lesson, film.own),
    layout: frameLayout(film.shape, film.lesson.storyboard.layout, film.theme.spacing),
  };
  const { width, height } = designSizes[film.shape];
  const { font } = film.theme.type;
  const motionAt = motionOf(film.theme.motion);
  return {
    width,
    height,
    durationMs: film.lesson.storyboard.durationMs,
    font,
    ground: drawGround(composition, width, height),
    drawAt: (ms) => {
      const motion = motionAt(ms);
      const drawing = [
        drawPicture(composition, motion),
        ...drawNumber(composition, motion),
        ...drawLine(composition, motion),
      ];
      return lettered(drawing, font);
    },
  };
}

function drawGround({ theme, layout, shape }: Composition, width: number, height: number): Drawing {
  const { palette } = theme;
  const { picture } = layout;
  const [x, y] = [
    picture.x + (picture.width * picture.scale) / 2,
    picture.y + (picture.height * picture.scale) / 2,
  ];
  const glow = [0, 1, 2, 3].map((ring) =>
    circle(x, y, 330 - ring * 55, { fill: fade(palette.brandSoft, theme.mode === 'light' ? 0.13 : 0.09) }),
  );
  return [
    rect(0, 0, width, height, { fill: linear([0, 0], [width, height], ...palette.ground) }),
    ...glow,
    ...(theme.logo ? [logoMark(theme.logo, width - theme.spacing.marginPx[shape], height)] : []),
  ];
}

const LOGO = { height: 40, bottom: 40 } as const;

/** The house's mark stands still in the lower right corner, beside the captions. */
function logoMark(logo: Logo, right: number, height: number): Drawing[number] {
  const scale = LOGO.height / logo.height;
  return group({ x: right - logo.width * scale, y: height - LOGO.bottom - LOGO.height, scale }, [
    path(logo.d, { fill: logo.color }),
  ]);
}

/** The picture at one moment, in its own box: also the heart of poster and infographic. */
export function pictureAt(
  film: Pick<Composition, 'lesson' | 'values' | 'locale' | 'theme'>,
  motion: Motion,
  place: { width: number; height: number; isTall: boolean },
): Drawing {
  const { picture } = film.lesson.storyboard;
  const valueIn = (role: string): WorkedValue => workedValue(film.values, valueNameOf(picture, role));
  const stage: PictureStage = {
    ...motion,
    ...place,
    font: film.theme.type.font,
    palette: film.theme.palette,
    locale: film.locale,
    amount: (role) => valueIn(role).amount,
    shown: (role) => formatWorkedValue(valueIn(role), film.locale),
    label: (role) => fillText(wordsOf(picture, role), film.values, film.locale),
  };
  return pictures[picture.kind](stage);
}

function drawPicture(composition: Composition, motion: Motion): Drawing[number] {
  const { picture } = composition.layout;
  const entered = motion.enter(-HEAD_START_MS, 650 - HEAD_START_MS);
  const drawn = pictureAt(composition, motion, {
    width: picture.width,
    height: picture.height,
    isTall: composition.shape === 'portrait',
  });
  return group(
    { x: picture.x, y: picture.y + mix(18, 0, entered), scale: picture.scale },
    withTextScale(drawn, picture.textScale),
  );
}

function drawNumber(composition: Composition, motion: Motion): Drawing {
  const { lesson, values, locale, theme, layout } = composition;
  const { font } = theme.type;
  const { number, lineMs } = lesson.storyboard;
  const place = layout.number;
  const shown = formatWorkedValue(countedAt(number, values, motion), locale);
  const ends = [number.from, number.to].map((end) =>
    figureWidth(formatWorkedValue(workedValue(values, end), locale), { size: 100, font }),
  );
  const widest = Math.max(...ends) / 100;
  // A label beside the number may become smaller, but stays readable: then the number gives way.
  const beforeSlot = layout.slot.x - place.x - LABEL_GAP * 2 - LABEL_MIN_PX * widestLabel(composition);
  const room = place.isLabelBeside ? Math.min(place.width, beforeSlot) : place.width;
  const size = Math.min(place.size * theme.type.numberScale, room / widest);
  const entered = motion.enter(-HEAD_START_MS, standardMotion.entranceMs - HEAD_START_MS);
  const y =
    mix(place.before, place.after, motion.between(lineMs - 350, lineMs + 250, 'inOut')) + mix(26, 0, entered);
  const emphasis =
    1 + 0.035 * Math.sin(ramp(motion.ms, number.endMs, number.endMs + theme.motion.emphasisMs) * Math.PI);
  const beside = place.x + figureWidth(shown, { size, font }) + LABEL_GAP;
  const widestBeside = place.x + widest * size + LABEL_GAP;
  return [
    group(
      { x: place.x, y, scale: emphasis, opacity: entered },
      figure(shown, { x: 0, y: 0, size, font, align: place.align, fill: theme.palette.ink }),
    ),
    ...drawLabel(composition, motion, {
      ...(place.isLabelBeside ? { x: beside, y } : { x: place.x, y: y + place.labelGap }),
      width: place.isLabelBeside ? layout.slot.x - LABEL_GAP - widestBeside : place.width,
      opacity: entered,
    }),
  ];
}

/** What the number is, and what it is called after the change: one goes before the other comes. */
function drawLabel(
  composition: Composition,
  motion: Motion,
  place: { x: number; y: number; width: number; opacity: number },
): Drawing {
  const { lesson, values, locale, theme, layout } = composition;
  const { label, labelAfter, startMs } = lesson.storyboard.number;
  const gone = labelAfter ? motion.between(startMs, startMs + 150, 'out') : 0;
  const come = labelAfter ? motion.between(startMs + 130, startMs + 400, 'out') : 0;
  return [label, labelAfter ?? label].map((words, index) =>
    text(fillText(words, values, locale), place.x, place.y, {
      size: Math.min(theme.type.labelPx, place.width / widestLabel(composition)),
      fill: theme.palette.inkQuiet,
      align: layout.number.align,
      opacity: place.opacity * (index === 0 ? 1 - gone : come),
    }),
  );
}

/** Width of the longer of the number's two names, in its sizes. */
function widestLabel({ lesson, values, locale, theme }: Composition): number {
  const { label, labelAfter } = lesson.storyboard.number;
  const lettering = { size: 1, weight: 600, font: theme.type.font } as const;
  const names = [label, labelAfter ?? label].map((words) => fillText(words, values, locale));
  return Math.max(...names.map((words) => textWidth(words, lettering)));
}

function drawLine({ lesson, values, locale, theme, layout }: Composition, motion: Motion): Drawing {
  const { line, lineMs } = lesson.storyboard;
  const place = layout.line;
  const words = fillText(line, values, locale);
  const fitted = fitText(words, {
    width: place.width,
    font: theme.type.font,
    size: theme.type.linePx,
    weight: 600,
    linesMax: place.linesMax,
  });
  const align = layout.number.align;
  const rule = motion.enter(lineMs + 100, lineMs + 600);
  const ruleWidth = 76 * rule;
  return [
    rect(align === 'center' ? place.x - ruleWidth / 2 : place.x, place.y - fitted.size - 22, ruleWidth, 6, {
      fill: theme.palette.brand,
      radius: 3,
      opacity: rule > 0 ? 1 : 0,
    }),
    ...fitted.lines.map((words, index) => {
      const entered = motion.enter(lineMs + index * 80, lineMs + 420 + index * 80);
      return text(
        words,
        place.x,
        place.y + index * fitted.size * theme.type.lineHeight + mix(22, 0, entered),
        {
          size: fitted.size,
          fill: theme.palette.ink,
          align,
          opacity: entered,
        },
      );
    }),
  ];
}
