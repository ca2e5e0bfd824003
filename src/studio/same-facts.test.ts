import { describe, expect, test } from 'vitest';
import { lessons } from '../lessons/catalogue.ts';
import { missingFromLesson } from '../lessons/check-lessons.ts';
import { type Lesson, valuesOf } from '../lessons/lesson.ts';
import {
  formatWorkedValue,
  type LessonLocale,
  lessonLocales,
  type WorkedValue,
  type WorkedValues,
} from '../lessons/worked-value.ts';
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

function numeralsOf(values: WorkedValues, locale: LessonLocale): Set<string> {
  return new Set(Object.values(values).flatMap((value) => numeralsIn(formatWorkedValue(value, locale))));
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

/** Numerals of the four outputs that none of these values stands behind. */
function strayNumerals(lesson: Lesson, locale: LessonLocale, values = valuesOf(lesson)): string[] {
  const known = numeralsOf(values, locale);
  return Object.entries(outputsOf(lesson, locale)).flatMap(([output, text]) =>
    numeralsIn(text)
      .filter((numeral) => !known.has(numeral))
      .map((numeral) => `${output}: ${numeral}`),
  );
}

/** Amounts that no lesson has and no two values share, in bounds within which a picture can be drawn. */
const strangeAmounts = {
  cents: (index: number) => 913_100 + 7_300 * index,
  ratio: (index: number) => 0.611 + 0.017 * index,
  other: (index: number) => 701 + index,
};

/** The lesson with another number in place of every one: whatever old numeral is left somewhere was typed there. */
function withStrangeNumbers(lesson: Lesson): Lesson {
  const strange = Object.entries(valuesOf(lesson)).map(([name, value], index) => {
    const { unit } = value;
    const amountAt = unit === 'cents' || unit === 'ratio' ? strangeAmounts[unit] : strangeAmounts.other;
    return [name, { ...value, amount: amountAt(index) }];
  });
  return { ...lesson, derive: () => Object.fromEntries(strange) };
}

const cases = lessons.flatMap((lesson) =>
  lessonLocales.map((locale) => [lesson.topic, locale, lesson] as const),
);

describe.each(cases)('%s in %s', (_, locale, lesson) => {
  test('every numeral of film, captions, transcript and infographic traces to a named value', () => {
    expect(strayNumerals(lesson, locale)).toEqual([]);
  });

  test('every numeral follows when all values are altered at once', () => {
    expect(strayNumerals(withStrangeNumbers(lesson), locale)).toEqual([]);
  });

  test('the number that the film comes to, altered, shows in film, captions, transcript and infographic', () => {
    const before = valuesOf(lesson);
    const to = lesson.storyboard.number.to;
    const strange = valuesOf(withStrangeNumbers(lesson))[to];
    const altered: Lesson = { ...lesson, derive: () => ({ ...before, [to]: strange as WorkedValue }) };
    const outputs = new Set(strayNumerals(altered, locale, before).map((stray) => stray.split(':')[0]));
    expect([...outputs].sort()).toEqual(['captions', 'film', 'infographic', 'transcript']);
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

describe('a false number is caught', () => {
  const lesson = lessons[0] as Lesson;
  const { storyboard } = lesson;

  test('where a value of the lesson is typed instead of named, in any output', () => {
    const forged: readonly (readonly [string, Lesson])[] = [
      ['transcript', { ...lesson, transcript: { ...lesson.transcript, en: 'At 28%, a balance of $3,400.' } }],
      [
        'film',
        { ...lesson, storyboard: { ...storyboard, line: { en: 'Below 30% can help.', es: 'Bajo 30%.' } } },
      ],
      [
        'captions',
        { ...lesson, captions: [{ startMs: 0, endMs: 8000, text: { en: 'You use 68%.', es: '68%.' } }] },
      ],
      ['infographic', { ...lesson, idea: { en: 'Stay below 30%.', es: 'Menos del 30%.' } }],
    ];
    for (const [output, one] of forged) {
      expect(strayNumerals(one, 'en'), `${output}, while all values are as typed`).toEqual([]);
      const caught = strayNumerals(withStrangeNumbers(one), 'en');
      expect(caught.length, output).toBeGreaterThan(0);
      expect(caught.every((stray) => stray.startsWith(output) || stray.startsWith('transcript'))).toBe(true);
      expect(missingFromLesson(one).join('\n')).toMatch(/typed into its .* instead of a \{name\}/);
    }
  });

  test('where one language names another value than the other', () => {
    const [first, second] = lesson.captions;
    const text = { ...second?.text, en: 'Pay {payment} and you use {usedBefore}: under the {goal} line.' };
    const captions = [first, { ...second, text }] as Lesson['captions'];
    expect(missingFromLesson({ ...lesson, captions })).toEqual([
      'high_utilization/credit_utilization names goal, payment, usedBefore in its caption 2 in en, but goal, payment, usedAfter in es',
    ]);
  });
});
