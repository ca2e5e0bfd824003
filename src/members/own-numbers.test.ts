import { expect, test } from 'vitest';
import { collect, textSource } from '../../test/factories/bank-source.ts';
import { synthesizeMember } from '../ingest/synthetic/synthesize-member.ts';
import { assert } from '../kernel/assert.ts';
import { lessons } from '../lessons/catalogue.ts';
import { factRows } from '../lessons/fact-rows.ts';
import { type Lesson, valuesOf } from '../lessons/lesson.ts';
import { workedValue } from '../lessons/worked-value.ts';
import { factNames } from '../recommendations/because.ts';
import type { Evidence, Recommendation } from '../recommendations/recommendation.ts';
import { formatFact } from '../recommendations/render-rationale.ts';
import { analyzeMember } from './analyze-member.ts';
import { ownInfographicWords } from './own-infographic.ts';
import { ownNumbers, ownStands } from './own-numbers.ts';

const asOf = '2026-06-30';

function lessonOf(topic: string): Lesson {
  const lesson = lessons.find((one) => one.topic === topic);
  assert(lesson, `there is a lesson ${topic}`);
  return lesson;
}

/** Recommendations that cite these numbers, one each. */
function citing(...numbers: readonly (readonly [Evidence['name'], number])[]): readonly Recommendation[] {
  return numbers.map(([name, value], index) => ({
    id: `item-${index}`,
    kind: 'education',
    topic: 'a_topic',
    title: '',
    summary: '',
    rationale: '',
    evidence: [{ name, label: '', value, unit: 'cents', transactionIds: [], accountIds: [] }],
    disclosure: '',
  }));
}

const card = [
  ['balanceCents', 340_000],
  ['limitCents', 500_000],
] as const;

test.each(Object.entries(ownStands))('%s: what is replaced is there, in the same unit', (topic, stand) => {
  const lesson = lessonOf(topic);
  for (const [name, from] of Object.entries(stand.given)) {
    expect(Object.keys(lesson.given)).toContain(name);
    if (typeof from === 'string') expect(from.toLowerCase()).toContain(unitWord(lesson.given[name]?.unit));
  }
  for (const [name, fact] of Object.entries(stand.same ?? {})) {
    const { unit } = workedValue(valuesOf(lesson), name);
    expect(fact.toLowerCase()).toContain(unitWord(unit));
  }
  const facts = [...Object.values(stand.given), ...Object.values(stand.same ?? {})];
  expect(facts.filter((fact) => typeof fact === 'string' && !factNames.includes(fact))).toEqual([]);
});

const unitWord = (unit: string | undefined) => unit ?? 'no unit';

test('what follows is computed from the member’s numbers, and only what is cited counts as theirs', () => {
  const lesson = lessonOf('credit_utilization');
  const own = ownNumbers(lesson, citing(...card, ['utilizationRatio', 0.68]));
  expect(own).toEqual({
    given: { limit: 500_000, balanceBefore: 340_000, payment: 190_000 },
    names: ['limit', 'balanceBefore', 'usedBefore'],
  });
  expect(valuesOf(lesson, own?.given)['usedAfter']?.amount).toBe(0.3);
});

test.each([
  ['one of its numbers isn’t cited', 'credit_utilization', [card[0]]],
  ['the card is below the line already', 'credit_utilization', [['balanceCents', 100_000], card[1]]],
  ['two cards are told of', 'credit_utilization', [...card, ['balanceCents', 90_000]]],
  ['what was measured disagrees', 'credit_utilization', [...card, ['utilizationRatio', 0.7]]],
  [
    'there are no subscriptions',
    'subscription_audit',
    [
      ['recurringSpendCents', 0],
      ['recurringCount', 0],
    ],
  ],
  ['a number is none', 'hysa_comparison', [['savingsBalanceCents', Number.NaN]]],
  ['the lesson keeps its example', 'cd_basics', [['savingsBalanceCents', 500_000]]],
] as const)('no picture is drawn where %s', (_, topic, numbers) => {
  expect(ownNumbers(lessonOf(topic), citing(...numbers))).toBeNull();
});

const planted = Array.from({ length: 60 }, (_, index) =>
  synthesizeMember({ seed: 'own numbers', index, asOf }),
);
const text = planted.map(({ document }) => JSON.stringify(document)).join('\n');
const { members } = await collect(textSource('members.jsonl', text));
const runs = members.map((bank) => analyzeMember(bank, { asOf, locale: 'en' }));

test('every number that is called the member’s own is one of their evidence, written the same', () => {
  const seen = new Set<string>();
  for (const run of runs) {
    const cited = run.recommendations
      .flatMap(({ value }) => value.evidence)
      .flatMap((one) => numbersIn(formatFact(one, { locale: 'en', currency: 'USD' })));
    for (const { topic } of ownInfographicWords(run, 'en')) {
      seen.add(topic);
      const lesson = lessonOf(topic);
      const own = ownNumbers(
        lesson,
        run.recommendations.map(({ value }) => value),
      );
      assert(own, 'its words were made from it');
      const shown = own.names.map((name) => workedValue(valuesOf(lesson, own.given), name));
      const written = shown.map(({ amount, unit }) =>
        formatFact(
          { value: amount, unit: unit === 'years' ? 'count' : unit },
          { locale: 'en', currency: 'USD' },
        ),
      );
      for (const number of written.flatMap(numbersIn))
        expect(cited, `${topic} of ${run.memberId}`).toContain(number);
      expect(factRows(lesson, 'en', own).some(({ isOwn }) => isOwn)).toBe(true);
    }
  }
  expect([...seen].sort(), 'the planted members try every one').toEqual(Object.keys(ownStands).sort());
});

function numbersIn(words: string): string[] {
  return words.match(/\d[\d.,]*\d|\d/g) ?? [];
}

test('whoever has no persona has no picture', () => {
  const general = runs.filter(({ personas }) => personas['180d'].primary === 'general');
  expect(general.length).toBeGreaterThan(0);
  expect(general.flatMap((run) => ownInfographicWords(run, 'en'))).toEqual([]);
});
