import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkTone, toneRules } from './tone-rule.ts';

type ToneCase = { readonly text: string; readonly isAcceptable: boolean; readonly kind: string };

const { cases } = JSON.parse(readFileSync('test/fixtures/tone/sentences.json', 'utf8')) as {
  cases: readonly ToneCase[];
};
const verdictOf = (text: string) => checkTone(text)?.code ?? 'fine';

describe('sentences that were written to get past the rule, or to be refused by it without need', () => {
  const [fine, refused] = [true, false].map((isAcceptable) =>
    cases.filter((one) => one.isAcceptable === isAcceptable).map(({ text }) => text),
  );
  test.each(refused ?? [])('%s — is held back', (text) => {
    expect(verdictOf(text)).not.toBe('fine');
  });
  test.each(fine ?? [])('%s — is fine', (text) => {
    expect(verdictOf(text)).toBe('fine');
  });
  test('both sides are many', () => {
    expect([fine?.length, refused?.length].every((count) => (count ?? 0) > 150)).toBe(true);
  });
});

test.each([
  ['capitals', 'YOU ARE CARELESS'],
  ['a zero-width space', 'you are care\u200bless'],
  ['a soft hyphen', 'you are care\u00adless'],
  ['full-width letters', 'you are ｃａｒｅｌｅｓｓ'],
  ['Cyrillic look-alikes', 'you are c\u0430r\u0435less'],
  ['an accent', 'you are cáreless'],
  ['a tag inside', 'you are care<b>less</b>'],
  ['an entity', 'you are c&#97;reless'],
  ['an entity of an entity', 'you are c&amp;#97;reless'],
  ['figures for letters', 'you are c4rel3ss'],
  ['letters apart', 'you are c a r e l e s s'],
  ['stars', 'you are c*a*r*e*less'],
  ['a comment', 'you are care<!-- x -->less'],
])('%s hides nothing', (_, text) => {
  expect(verdictOf(text)).toBe('TONE_SHAMING_PHRASE');
});

test('the verdict doesn’t hang on the figures in a sentence', () => {
  for (const figure of ['0', '7', '1,250.50', '100']) {
    expect(verdictOf(`This is ${figure}% safe.`)).toBe('TONE_PROMISE');
    expect(verdictOf(`You wasted $${figure} on games.`)).toBe('TONE_SHAMING_PHRASE');
    expect(verdictOf(`Your balance went down by $${figure}.`)).toBe('fine');
  }
});

test('a long text is judged in a moment: no pattern goes astray', () => {
  const long = 'your money is not what you would say it is to be of the '.repeat(2_000);
  expect(verdictOf(long)).toBe('fine');
});

test('every rule finds something, so that none is dead', () => {
  const texts = cases.filter((one) => !one.isAcceptable).map(({ text }) => text.toLowerCase());
  for (const { pattern } of toneRules) expect(texts.some((text) => text.search(pattern) >= 0)).toBe(true);
});
