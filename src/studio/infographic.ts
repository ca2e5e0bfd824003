import { type Lesson, valuesOf } from '../lessons/lesson.ts';
import {
  fillText,
  formatWorkedValue,
  type LessonLocale,
  type LocaleText,
  workedValue,
} from '../lessons/worked-value.ts';
import { type Drawing, group, linear, rect, text } from './drawing.ts';
import { softShadow } from './elements.ts';
import { pictureAt } from './film-scene.ts';
import { frameLayout } from './frame-layout.ts';
import { fitText } from './inter-metrics.ts';
import { svgDocument } from './svg-painter.ts';
import type { Theme } from './theme.ts';

const WIDTH = 720;
const MARGIN = 48;
const ROW_HEIGHT = 62;
/** The moment of the film that the infographic keeps: everything has come to rest. */
export const PAYOFF_MS = 5400;

const footers: Record<'example' | 'own', LocaleText> = {
  example: {
    en: 'A worked example for learning, not advice.',
    es: 'Un ejemplo para aprender, no un consejo.',
  },
  own: {
    en: 'From your own numbers. For learning, not advice.',
    es: 'Con tus propios números. Para aprender, no es un consejo.',
  },
};

export type InfographicOrder = {
  readonly lesson: Lesson;
  readonly locale: LessonLocale;
  readonly theme: Theme;
  /** Given values to replace, in their units; what follows from them is computed anew. */
  readonly own?: Readonly<Record<string, number>>;
};

/**
 * Lesson → one standalone SVG that says the same as the film: title, picture at rest, closing line, the
 * numbers. Throws `WorkedValueMissing` where a number is missing or not finite.
 */
export function infographicSvg(order: InfographicOrder): string {
  const { lesson, locale } = order;
  const values = valuesOf(lesson, order.own);
  const drawn = infographicDrawing(order);
  return svgDocument({
    ...drawn,
    locale,
    title: fillText(lesson.title, values, locale),
    description: fillText(order.own ? lesson.idea : lesson.transcript, values, locale),
  });
}

/** The infographic as shapes: what the SVG is written from, and what checks read. */
export function infographicDrawing(order: InfographicOrder): {
  width: number;
  height: number;
  drawing: Drawing;
} {
  const { lesson, locale, theme } = order;
  const { palette } = theme;
  const values = valuesOf(lesson, order.own);
  const room = WIDTH - MARGIN * 2;
  const title = fitText(fillText(lesson.title, values, locale), {
    width: room,
    size: 52,
    weight: 700,
    linesMax: 2,
  });
  const idea = fitText(fillText(lesson.idea, values, locale), {
    width: room - 60,
    size: 34,
    weight: 600,
    linesMax: 4,
  });
  const pictureY = 70 + title.lines.length * 58;
  const place = frameLayout('portrait', lesson.storyboard.layout).picture;
  const scale = room / place.width;
  const ideaY = pictureY + place.height * scale + 40;
  const ideaHeight = idea.lines.length * idea.size * 1.32 + 44;
  const rowsY = ideaY + ideaHeight + 34;
  const height = rowsY + lesson.facts.length * ROW_HEIGHT + 84;
  const picture = pictureAt(
    { lesson, values, locale, theme },
    { ms: PAYOFF_MS, width: place.width, height: place.height, isTall: true },
  );
  return {
    width: WIDTH,
    height: Math.round(height),
    drawing: [
      rect(0, 0, WIDTH, Math.round(height), { fill: linear([0, 0], [WIDTH, height], ...palette.ground) }),
      ...title.lines.map((line, index) =>
        text(line, MARGIN, 92 + index * 58, { size: title.size, weight: 700, fill: palette.ink }),
      ),
      group({ x: MARGIN, y: pictureY, scale }, picture),
      rect(MARGIN, ideaY, room, ideaHeight, {
        fill: palette.surface,
        radius: 24,
        shadow: softShadow(palette),
      }),
      rect(MARGIN, ideaY + 24, 7, ideaHeight - 48, { fill: palette.brand, radius: 3.5 }),
      ...idea.lines.map((line, index) =>
        text(line, MARGIN + 32, ideaY + 22 + idea.size * (1 + index * 1.32), {
          size: idea.size,
          fill: palette.ink,
        }),
      ),
      ...factRows(order, values, rowsY),
      text(footers[order.own ? 'own' : 'example'][locale], MARGIN, Math.round(height) - 34, {
        size: 24,
        weight: 500,
        fill: palette.inkQuiet,
      }),
    ],
  };
}

function factRows(
  { lesson, locale, theme }: InfographicOrder,
  values: ReturnType<typeof valuesOf>,
  top: number,
): Drawing {
  const { palette } = theme;
  return lesson.facts.flatMap((fact, index) => {
    const y = top + index * ROW_HEIGHT;
    return [
      rect(MARGIN, y + ROW_HEIGHT - 14, WIDTH - MARGIN * 2, 2, { fill: palette.line }),
      text(fillText(fact.label, values, locale), MARGIN, y + 34, {
        size: 32,
        weight: 500,
        fill: palette.inkQuiet,
      }),
      text(formatWorkedValue(workedValue(values, fact.value), locale), WIDTH - MARGIN, y + 34, {
        size: 36,
        weight: 700,
        fill: palette.ink,
        align: 'right',
        isTabular: true,
      }),
    ];
  });
}
