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
import { lettered } from './lettered.ts';
import { motionOf } from './motion.ts';
import { svgDocument } from './svg-painter.ts';
import { fitText } from './text-width.ts';
import type { Theme } from './theme.ts';

const WIDTH = 720;
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
    fontFamily: order.theme.type.font.family,
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
  const { palette, spacing } = theme;
  const { font } = theme.type;
  const margin = spacing.marginPx.infographic;
  const values = valuesOf(lesson, order.own);
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
  const pictureY = 70 + title.lines.length * 58;
  const place = frameLayout('portrait', lesson.storyboard.layout, spacing).picture;
  const scale = room / place.width;
  const ideaY = pictureY + place.height * scale + 40;
  const ideaHeight = idea.lines.length * idea.size * 1.32 + 44;
  const rowsY = ideaY + ideaHeight + 34;
  const height = rowsY + lesson.facts.length * spacing.rowPx + 84;
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
        ...title.lines.map((line, index) =>
          text(line, margin, 92 + index * 58, { size: title.size, weight: 700, fill: palette.ink }),
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
        ...factRows(order, values, rowsY),
        text(footers[order.own ? 'own' : 'example'][locale], margin, Math.round(height) - 34, {
          size: 24,
          weight: 500,
          fill: palette.inkQuiet,
        }),
      ],
      font,
    ),
  };
}

function factRows(
  { lesson, locale, theme }: InfographicOrder,
  values: ReturnType<typeof valuesOf>,
  top: number,
): Drawing {
  const { palette, spacing } = theme;
  const margin = spacing.marginPx.infographic;
  return lesson.facts.flatMap((fact, index) => {
    const y = top + index * spacing.rowPx;
    return [
      rect(margin, y + spacing.rowPx - 14, WIDTH - margin * 2, 2, { fill: palette.line }),
      text(fillText(fact.label, values, locale), margin, y + 34, {
        size: 32,
        weight: 500,
        fill: palette.inkQuiet,
      }),
      text(formatWorkedValue(workedValue(values, fact.value), locale), WIDTH - margin, y + 34, {
        size: 36,
        weight: 700,
        fill: palette.ink,
        align: 'right',
        isTabular: true,
      }),
    ];
  });
}
