import { describe, expect, test } from 'vitest';
import { checkTone } from '../guardrails/tone-rule.ts';
import { lessons } from './catalogue.ts';
import { textsOf } from './check-texts.ts';
import { valuesOf } from './lesson.ts';
import { fillText, lessonLocales } from './worked-value.ts';

/** What nobody can know is told with "can" and "puede": a future tense, or that something never happens, is a promise. */
const promises =
  /(?<!\p{L})(will|won't|never|always|no charge|nunca|ningún|cubren|\p{L}+(ré|rás|rá|remos|rán))(?!\p{L})/iu;

const texts = lessons.flatMap((lesson) =>
  Object.entries(textsOf(lesson)).flatMap(([place, text]) =>
    lessonLocales.map((locale) => ({
      where: `${lesson.topic}, ${place} in ${locale}`,
      words: fillText(text, valuesOf(lesson), locale),
    })),
  ),
);

describe('what lessons say', () => {
  test('passes the tone rule that recommendations are held to', () => {
    const refused = texts.flatMap(({ where, words }) => {
      const refusal = checkTone(words);
      return refusal ? [`${where}: ${refusal.code} (${refusal.found})`] : [];
    });
    expect(refused).toEqual([]);
  });

  test('promises nothing', () => {
    const promised = texts.flatMap(({ where, words }) => {
      const found = promises.exec(words);
      return found ? [`${where}: ${found[0]}`] : [];
    });
    expect(promised).toEqual([]);
  });
});
