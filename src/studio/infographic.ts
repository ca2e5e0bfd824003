import { factRows } from '../lessons/fact-rows.ts';
import { type Lesson, type OwnNumbers, valuesOf } from '../lessons/lesson.ts';
import { fillText, type LessonLocale, type LocaleText } from '../lessons/worked-value.ts';
import { circle, type Drawing, group, linear, rect, text } from './drawing.ts';
import { softShadow } from './elements.ts';
import { pictureAt } from './film-scene.ts';
import { frameLayout } from './frame-layout.ts';
import { lettered } from './lettered.ts';
import { motionOf } from './motion.ts';
import { svgDocument } from './svg-painter.ts';
import { fitText } from './text-width.ts';
import type { Theme } from './theme.ts';

const WIDTH = 720;
const MARK_ROOM = 32;
/** The moment of the film that the infographic keeps: everything has come to rest. */
export const PAYOFF_MS = 5400;

/** How much lower everything stands under the words that say whose numbers these are. */
const EYEBROW_HEIGHT = 28;
const FOOTER_LINE_HEIGHT = 36;

const footers: Record<'example' | 'own', readonly LocaleText[]> = {
  example: [
    { en: 'A worked example for learning, not advice.', es: 'Un ejemplo para aprender, no un consejo.' },
  ],
  own: [
    { en: 'Your numbers; the rest follows', es: 'Tus cifras; lo demás se calcula' },
    { en: 'or is an example.', es: 'o es un ejemplo.' },
    { en: 'For learning, not advice.', es: 'Para aprender, no es un consejo.' },
  ],
};

const eyebrow: LocaleText = { en: 'With your numbers', es: 'Con tus cifras' };

export type InfographicOrder = {
  readonly lesson: Lesson;
  readonly locale: LessonLocale;
  readonly theme: Theme;
  readonly own?: OwnNumbers;
};

/**
 * Lesson → one standalone SVG that says the same as the film: title, picture at rest, the idea, the
 * numbers. Throws `WorkedValueMissing` where a number is missing or not finite.
 */
export function infographicSvg(order: InfographicOrder): string {
  const { lesson, locale } = order;
  const values = valuesOf(lesson, order.own?.given);
  const drawn = infographicDrawing(order);
  return svgDocument({
    ...drawn,
    locale,
    fontFamily: order.theme.type.font.family,
    title: fillText(lesson.title, values, locale),
    description: order.own ? ownDescription(order) : fillText(lesson.transcript, values, locale),
  });
}

/** The transcript tells the example's story; with own numbers the same facts are told as a list. */
function ownDescription({ lesson, locale, own }: InfographicOrder): string {
  const rows = factRows(lesson, locale, own).map(({ label, value }) => `${label}: ${value}.`);
  return [fillText(lesson.idea, valuesOf(lesson, own?.given), locale), ...rows].join(' ');
}

/** The infographic as shapes: what the SVG is written from, and what checks read. */
export function infographicDrawing(order: InfographicOrder): {
  width: number;
  height: number;
  drawing: Drawing;
} {
  const { lesson, locale, theme } = order;
  const { palette, spacing } = theme;
  const { font } = theme.type;
  const margin = spacing.marginPx.infographic;
  const values = valuesOf(lesson, order.own?.given);
  const footer = footers[order.own ? 'own' : 'example'];
  const top = order.own ? EYEBROW_HEIGHT : 0;
  const room = WIDTH - margin * 2;
  const title = fitText(fillText(lesson.title, values, locale), {
    font,
    width: room,
    size: 52,
    weight: 700,
    linesMax: 2,
  });
  const idea = fitText(fillText(lesson.idea, values, locale), {
    font,
    width: room - 60,
    size: 34,
    weight: 600,
    linesMax: 4,
  });
  const pictureY = top + 70 + title.lines.length * 58;
  const place = frameLayout('portrait', lesson.storyboard.layout, spacing).picture;
  const scale = room / place.width;
  const ideaY = pictureY + place.height * scale + 40;
  const ideaHeight = idea.lines.length * idea.size * 1.32 + 44;
  const rowsY = ideaY + ideaHeight + 34;
  const height = rowsY + lesson.facts.length * spacing.rowPx + 48 + footer.length * FOOTER_LINE_HEIGHT;
  const picture = pictureAt({ lesson, values, locale, theme }, motionOf(theme.motion)(PAYOFF_MS), {
    width: place.width,
    height: place.height,
    isTall: true,
  });
  return {
    width: WIDTH,
    height: Math.round(height),
    drawing: lettered(
      [
        rect(0, 0, WIDTH, Math.round(height), { fill: linear([0, 0], [WIDTH, height], ...palette.ground) }),
        ...eyebrowDrawing(order),
        ...title.lines.map((line, index) =>
          text(line, margin, top + 92 + index * 58, { size: title.size, weight: 700, fill: palette.ink }),
        ),
        group({ x: margin, y: pictureY, scale }, picture),
        rect(margin, ideaY, room, ideaHeight, {
          fill: palette.surface,
          radius: 24,
          shadow: softShadow(palette),
        }),
        rect(margin, ideaY + 24, 7, ideaHeight - 48, { fill: palette.brand, radius: 3.5 }),
        ...idea.lines.map((line, index) =>
          text(line, margin + 32, ideaY + 22 + idea.size * (1 + index * 1.32), {
            size: idea.size,
            fill: palette.ink,
          }),
        ),
        ...rowsDrawing(order, rowsY),
        ...footerDrawing(order, Math.round(height) - 34 - (footer.length - 1) * FOOTER_LINE_HEIGHT),
      ],
      font,
    ),
  };
}

function eyebrowDrawing({ locale, theme, own }: InfographicOrder): Drawing {
  const look = { size: 26, weight: 700, fill: theme.palette.brand } as const;
  return own ? [text(eyebrow[locale], theme.spacing.marginPx.infographic, 58, look)] : [];
}

function rowsDrawing({ lesson, locale, theme, own }: InfographicOrder, top: number): Drawing {
  const { palette, spacing } = theme;
  const margin = spacing.marginPx.infographic;
  return factRows(lesson, locale, own).flatMap(({ label, value, isOwn }, index) => {
    const y = top + index * spacing.rowPx;
    return [
      rect(margin, y + spacing.rowPx - 14, WIDTH - margin * 2, 2, { fill: palette.line }),
      ...(isOwn ? [ownMark(margin, y + 23, palette)] : []),
      text(label, own ? margin + MARK_ROOM : margin, y + 34, {
        size: 32,
        weight: 500,
        fill: isOwn ? palette.ink : palette.inkQuiet,
      }),
      text(value, WIDTH - margin, y + 34, {
        size: 36,
        weight: 700,
        fill: palette.ink,
        align: 'right',
        isTabular: true,
      }),
    ];
  });
}

function footerDrawing({ locale, theme, own }: InfographicOrder, top: number): Drawing {
  const { palette, spacing } = theme;
  const margin = spacing.marginPx.infographic;
  const look = { size: own ? 28 : 24, weight: 500, fill: palette.inkQuiet } as const;
  const lines = footers[own ? 'own' : 'example'].map((line, index) =>
    text(line[locale], own ? margin + MARK_ROOM : margin, top + index * FOOTER_LINE_HEIGHT, look),
  );
  return own ? [ownMark(margin, top - 8, palette), ...lines] : lines;
}

/** Stands before what is the member's own; the footer says what it means. */
function ownMark(margin: number, y: number, { brand }: Theme['palette']): Drawing[number] {
  return circle(margin + 8, y, 8, { fill: brand });
}
