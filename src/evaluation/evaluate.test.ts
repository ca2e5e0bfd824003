import { describe, expect, test } from 'vitest';
import { collect, textSource } from '../../test/factories/bank-source.ts';
import { SeededRandom } from '../ingest/synthetic/seeded-random.ts';
import { synthesizeMember } from '../ingest/synthetic/synthesize-member.ts';
import { analyzeMember } from '../members/analyze-member.ts';
import { personas } from '../personas/assignment.ts';
import type { Evidence, Recommendation } from '../recommendations/recommendation.ts';
import { auditability } from './auditability.ts';
import { coverage } from './coverage.ts';
import { evaluate, forFairness } from './evaluate.ts';
import type { EvaluatedMember } from './evaluated-member.ts';
import { evaluationCsv, evaluationReport } from './evaluation-report.ts';
import { explainability, unexplained } from './explainability.ts';
import { type FairnessMember, fairness, fairnessOutcomes, katzInterval } from './fairness.ts';
import { latency } from './latency.ts';
import { normalQuantile } from './normal-quantile.ts';
import { relevance } from './relevance.ts';

const asOf = '2026-06-30';
const made = Array.from({ length: 60 }, (_, index) => synthesizeMember({ seed: 'metrics', index, asOf }));
const text = made.map(({ document }) => JSON.stringify(document)).join('\n');
const { members: banks } = await collect(textSource('members.jsonl', text));

const sound: readonly EvaluatedMember[] = banks.flatMap((bank) =>
  (['en', 'es'] as const).map((locale) => {
    const analysis = analyzeMember(bank, { asOf, locale });
    return {
      bank,
      signals: analysis.windows['180d'],
      assignment: analysis.personas['180d'],
      recommendations: analysis.recommendations.map(({ value }) => value),
      currency: analysis.currency,
      locale,
      durationMs: 2,
      inputDigest: analysis.inputDigest,
      isRepeatable: true,
      groups: null,
    };
  }),
);

/** The first member's every recommendation, changed. */
function broken(change: (value: Recommendation) => Recommendation): readonly EvaluatedMember[] {
  return sound.map((member, at) =>
    at === 0 ? { ...member, recommendations: member.recommendations.map(change) } : member,
  );
}

describe('explainability', () => {
  test('every number of both languages follows from the bank’s rows', () => {
    const complaints = sound.flatMap((member) =>
      member.recommendations.flatMap((value) =>
        unexplained(member, value).map((what) => `${value.rationale} [${what}]`),
      ),
    );
    expect(complaints).toEqual([]);
    expect(explainability(sound).ratio).toBe(1);
  });

  const everyEntry = (change: (entry: Evidence) => Partial<Evidence>) => (value: Recommendation) => ({
    ...value,
    evidence: value.evidence.map((entry) => ({ ...entry, ...change(entry) })),
  });
  const saying = (change: (text: string) => string) => (value: Recommendation) => ({
    ...value,
    rationale: change(value.rationale),
  });
  const anotherId = sound.at(-1)?.bank.transactions[0]?.transactionId ?? '';

  test.each([
    ['a number from nowhere', saying((text) => `${text} That is 97% more.`)],
    ['no numbers at all', saying(() => 'Because it is good for you.')],
    ['evidence taken away', (value: Recommendation) => ({ ...value, evidence: [] })],
    ['another number in text and evidence', everyEntry(({ value }) => ({ value: value + 11_111 }))],
    ['a number as a word', saying((text) => text.replace(/\d[\d,.]*/, 'many'))],
    ['a ratio where a percent belongs', saying((text) => text.replace('%', ''))],
    ['a percent where money belongs', saying((text) => text.replace(/\$([\d,.]*\d)/, '$1%'))],
    [
      'two numbers in each other’s place',
      saying((text) => text.replace(/(\$[\d,.]*\d)(.*)(\$[\d,.]*\d)/, '$3$2$1')),
    ],
    [
      'rows of another member',
      everyEntry(({ transactionIds }) => ({ transactionIds: transactionIds.map(() => anotherId) })),
    ],
    [
      'a row of another member among the right ones',
      everyEntry(({ transactionIds }) => ({ transactionIds: [...transactionIds, anotherId] })),
    ],
    ['an account of another member', everyEntry(() => ({ accountIds: ['somebody-else-checking'] }))],
    [
      'the right numbers without the rows that give them',
      everyEntry(({ transactionIds, accountIds }) => ({
        transactionIds: [],
        accountIds: transactionIds.length > 0 ? accountIds : [],
      })),
    ],
    ['a number under the name of another', everyEntry(() => ({ name: 'accountCount' }))],
    ['a name that no number has', everyEntry(() => ({ name: 'constructor' }))],
  ])('falls with %s', (_, change) => {
    const some = sound.filter((_, at) => at % 5 === 0);
    const all = some.map((member) => ({ ...member, recommendations: member.recommendations.map(change) }));
    expect(explainability(all).ratio).toBeLessThan(1);
    for (const member of some) {
      const changed = { ...member, recommendations: member.recommendations.map(change) };
      for (const [at, value] of changed.recommendations.entries()) {
        const isChanged = JSON.stringify(value) !== JSON.stringify(member.recommendations[at]);
        if (isChanged) expect(unexplained(member, value), value.rationale).not.toEqual([]);
      }
    }
  });
});

describe('auditability', () => {
  test('is whole for sound members', () => {
    expect(auditability(sound).ratio).toBe(1);
  });
  test.each([
    [
      'evidence that points nowhere',
      (value: Recommendation) => ({
        ...value,
        evidence: value.evidence.map((entry) => ({ ...entry, accountIds: ['gone'] })),
      }),
    ],
    ['another disclosure', (value: Recommendation) => ({ ...value, disclosure: 'Trust us.' })],
    ['no evidence', (value: Recommendation) => ({ ...value, evidence: [] })],
    [
      'evidence without rows',
      (value: Recommendation) => ({
        ...value,
        evidence: value.evidence.map((entry) => ({ ...entry, transactionIds: [], accountIds: [] })),
      }),
    ],
    [
      'a transaction that isn’t in the data',
      (value: Recommendation) => ({
        ...value,
        evidence: value.evidence.map((entry) => ({ ...entry, transactionIds: ['gone'] })),
      }),
    ],
  ])('falls with %s', (_, change) => {
    expect(auditability(broken(change)).ratio).toBeLessThan(1);
  });
  test('falls where a second run differs, and where no criterion explains the persona', () => {
    expect(auditability(sound.map((member) => ({ ...member, isRepeatable: false }))).ratio).toBe(0);
    expect(auditability(sound.map((member) => ({ ...member, inputDigest: '' }))).ratio).toBe(0);
    const unmet = sound.map((member) => ({
      ...member,
      assignment: {
        ...member.assignment,
        primary: 'high_utilization' as const,
        criteria: member.assignment.criteria.map((criterion) => ({ ...criterion, met: false })),
      },
    }));
    expect(auditability(unmet).ratio).toBe(0);
    const unexplained = sound.map((member) => ({
      ...member,
      assignment: { ...member.assignment, primary: 'high_utilization' as const, criteria: [] },
    }));
    expect(auditability(unexplained).ratio).toBe(0);
  });
});

describe('coverage', () => {
  test('strict is what is loose with a persona', () => {
    const { strict, loose } = coverage(sound);
    expect(loose.ratio).toBeGreaterThanOrEqual(strict.ratio);
    const general = sound.map((member) => ({
      ...member,
      assignment: { ...member.assignment, primary: 'general' as const },
    }));
    expect(coverage(general)).toMatchObject({ strict: { ratio: 0 }, loose });
  });
  test('falls where nothing was measured', () => {
    const nothing = { subscriptions: null, savings: null, credit: null, income: null };
    expect(coverage(sound.map((member) => ({ ...member, signals: nothing }))).loose.ratio).toBe(0);
  });
});

test('relevance falls where topics belong to another persona', () => {
  expect(relevance(sound).ratio).toBeGreaterThan(0.95);
  expect(relevance(broken((value) => ({ ...value, topic: 'nobody_s_topic' }))).ratio).toBeLessThan(
    relevance(sound).ratio,
  );
});

test('latency counts who waited too long', () => {
  expect(latency([1, 2, 3, 4, 100])).toMatchObject({ p50Ms: 3, p95Ms: 100, withinLimitRatio: 1 });
  expect(latency([1, 2, 3, 4, 6_000]).withinLimitRatio).toBe(0.8);
});

describe('fairness', () => {
  const [model] = sound;
  if (!model) throw new Error('there are members');
  const population = (rates: Readonly<Record<string, number>>, size: number) =>
    Object.entries(rates).flatMap(([group, rate]) =>
      Array.from(
        { length: size },
        (_, at): EvaluatedMember => ({
          ...model,
          groups: { region: group },
          assignment: { ...model.assignment, primary: at < rate * size ? 'savings_builder' : 'general' },
        }),
      ),
    );
  const outcome = {
    name: 'saver',
    holds: (member: FairnessMember) => member.assignment.primary === 'savings_builder',
  };
  const findingOf = (rates: Readonly<Record<string, number>>, size: number) =>
    fairness(population(rates, size), [outcome])[0];

  test('even groups are not flagged', () => {
    expect(findingOf({ north: 0.4, south: 0.4, west: 0.41 }, 200)).toMatchObject({ isFlagged: false });
  });
  test('a gap that is certain but within four fifths is even', () => {
    expect(findingOf({ north: 0.5, south: 0.44 }, 5_000)?.groups).toMatchObject([
      { verdict: 'even' },
      { verdict: 'even' },
    ]);
  });
  test('a planted bias is flagged, with its four-fifths ratio', () => {
    const found = findingOf({ north: 0.5, south: 0.5, west: 0.2 }, 200);
    expect(found?.isFlagged).toBe(true);
    expect(found?.fourFifthsRatio).toBeCloseTo(0.4);
    expect(found?.groups.find(({ group }) => group === 'west')).toMatchObject({
      verdict: 'flagged',
      parityRatio: 0.4,
    });
  });
  test('the same gap in a small sample is uncertain, in a tiny one not judged', () => {
    expect(findingOf({ north: 0.5, west: 0.35 }, 40)).toMatchObject({
      isFlagged: false,
      groups: [{ verdict: 'uncertain' }, { verdict: 'uncertain' }],
    });
    expect(findingOf({ north: 0.5, west: 0.1 }, 20)).toMatchObject({
      groups: [{ verdict: 'too_few' }, { verdict: 'too_few' }],
    });
  });
  test('never here and often there is flagged', () => {
    expect(findingOf({ north: 0.5, west: 0 }, 100)?.isFlagged).toBe(true);
  });
  test('even members are seldom called uneven, whatever groups chance puts them into', () => {
    const members = Array.from({ length: 300 }, (_, at) => sound[at % sound.length] ?? model);
    let alarms = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = new SeededRandom(`groups ${seed}`);
      const drawn = members.map((member) => ({
        ...forFairness(member),
        groups: {
          ageBand: random.pick(['18-29', '30-44', '45-64', '65+']),
          gender: random.pick(['woman', 'man', 'nonbinary']),
          region: random.pick(['northeast', 'south', 'midwest', 'west']),
        },
      }));
      if (fairness(drawn, fairnessOutcomes(personas)).some(({ isFlagged }) => isFlagged)) alarms += 1;
    }
    expect(alarms / 200).toBeLessThanOrEqual(0.08);
  });
  test('the interval is that of Katz: 15 of 100 against 5 of 100 is 1.13 to 7.94', () => {
    const [low, high] = katzInterval({ held: 15, of: 100 }, { held: 5, of: 100 }, normalQuantile(0.975)) ?? [
      0, 0,
    ];
    expect(low).toBeCloseTo(1.134, 2);
    expect(high).toBeCloseTo(7.937, 1);
  });
});

test('in parts it comes to the same as at once', async () => {
  const parts = [0, 50, 100].map((from) => ({ members: sound.slice(from, from + 50), truths: [] }));
  expect(await evaluate(parts)).toEqual(await evaluate([{ members: sound, truths: [] }]));
});

test('the report and the table say every figure', async () => {
  const [model] = sound;
  if (!model) throw new Error('there are members');
  const members = Array.from({ length: 300 }, (_, at) => ({
    ...model,
    groups: { region: at < 150 ? 'north' : 'west' },
    recommendations: at < 150 || at % 4 === 0 ? model.recommendations : [],
  }));
  const evaluation = await evaluate([{ members, truths: [] }]);
  const report = evaluationReport(evaluation).join('\n');
  expect(report).toContain('explainability (every number follows from the bank’s rows): 100.0 %');
  expect(report).toContain(
    '| any partner offer | region | 0.25 | west 24.7 % of 150 | north 100.0 % of 150 | flagged |',
  );
  const csv = evaluationCsv(evaluation);
  expect(csv).toContain('metrics,explainability,,,1,ratio,');
  expect(csv).toContain('fairness,four_fifths_ratio of any partner offer,region,,0.24');
});

test('what is not all of it never reads 100 %', async () => {
  const [model] = sound;
  const [value] = model?.recommendations ?? [];
  if (!model || !value) throw new Error('there is a recommendation');
  const lying = { ...value, rationale: 'Because it is good for you.' };
  const recommendations = Array.from({ length: 3_000 }, (_, at) => (at === 0 ? lying : value));
  const report = evaluationReport(await evaluate([{ members: [{ ...model, recommendations }], truths: [] }]));
  expect(report.join('\n')).toContain('explainability (every number follows from the bank’s rows): 99.9 %');
});
