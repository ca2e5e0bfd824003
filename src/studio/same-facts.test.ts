import { describe, expect, test } from 'vitest';
import { lessons } from '../lessons/catalogue.ts';
import { type Lesson, valuesOf } from '../lessons/lesson.ts';
import { formatWorkedValue, type LessonLocale, lessonLocales } from '../lessons/worked-value.ts';
import { captionFaults, captionLines } from './captions.ts';
import { composeFilm } from './film-scene.ts';
import { infographicDrawing, infographicSvg, PAYOFF_MS } from './infographic.ts';
import { textsIn } from './shape-bounds.ts';
import { lightTheme } from './theme.ts';
import { transcriptText } from './transcript.ts';

/** Numerals as people see them: `$3,400`, `68%`, `3`. */
function numeralsIn(text: string): string[] {
  return text.match(/\d[\d,.]*\d|\d/g) ?? [];
}

function traceable(lesson: Lesson, locale: LessonLocale): Set<string> {
  const shown = Object.values(valuesOf(lesson)).map((value) => formatWorkedValue(value, locale));
  return new Set(shown.flatMap(numeralsIn));
}

function outputsOf(lesson: Lesson, locale: LessonLocale): Record<string, string> {
  const film = (['landscape', 'portrait'] as const).flatMap((shape) => {
    const scene = composeFilm({ lesson, locale, theme: lightTheme, shape });
    return [0, PAYOFF_MS, 7900].flatMap((ms) => textsIn(scene.drawAt(ms)));
  });
  return {
    film: film.join('\n'),
    captions: captionLines(lesson, locale)
      .flatMap((cue) => cue.lines)
      .join('\n'),
    transcript: transcriptText(lesson, locale),
    infographic: textsIn(infographicDrawing({ lesson, locale, theme: lightTheme }).drawing).join('\n'),
  };
}

/** Numerals of the four outputs that no named value stands behind. */
function strayNumerals(lesson: Lesson, locale: LessonLocale, values = traceable(lesson, locale)): string[] {
  return Object.entries(outputsOf(lesson, locale)).flatMap(([output, text]) =>
    numeralsIn(text)
      .filter((numeral) => !values.has(numeral))
      .map((numeral) => `${output}: ${numeral}`),
  );
}

const cases = lessons.flatMap((lesson) =>
  lessonLocales.map((locale) => [lesson.topic, locale, lesson] as const),
);

describe.each(cases)('%s in %s', (_, locale, lesson) => {
  test('every numeral of film, captions, transcript and infographic traces to a named value', () => {
    expect(strayNumerals(lesson, locale)).toEqual([]);
  });

  test('a number typed into a text instead of named is caught', () => {
    const transcript = { ...lesson.transcript, [locale]: `${lesson.transcript[locale]} 987` };
    const forged = { ...lesson, transcript };
    expect(strayNumerals(forged, locale)).toEqual(['transcript: 987']);
  });

  test('one altered value shows in all four outputs', () => {
    const name = lesson.storyboard.number.to;
    const values = valuesOf(lesson);
    const altered: Lesson = {
      ...lesson,
      derive: (given) => ({ ...lesson.derive(given), [name]: { ...values[name], amount: 0.777 } as never }),
      given: { ...lesson.given },
    };
    const before = traceable(lesson, locale);
    const outputs = new Set(strayNumerals(altered, locale, before).map((stray) => stray.split(':')[0]));
    expect(outputs).toContain('film');
    expect(outputs).toContain('transcript');
    expect(outputs).toContain('infographic');
  });

  test('captions can be read in time', () => {
    expect(captionFaults(captionLines(lesson, locale))).toEqual([]);
  });

  test('the infographic is one small file that says what it shows, and asks nothing of the network', () => {
    const svg = infographicSvg({ lesson, locale, theme: lightTheme });
    expect(Buffer.byteLength(svg)).toBeLessThan(40_000);
    expect(svg).toMatch(/<title id="title">.{5,}<\/title>/);
    expect(svg).toMatch(/<desc id="desc">.{40,}<\/desc>/s);
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script|<image|NaN|undefined/);
  });
});
