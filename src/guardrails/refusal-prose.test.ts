import { expect, test } from 'vitest';
import * as consent from './consent-grant.ts';
import * as disclosure from './disclosure-rule.ts';
import * as eligibility from './eligibility-rule.ts';
import * as evidence from './evidence-rule.ts';
import { refusalProse } from './refusal-prose.ts';
import { toneCodes } from './tone-rules.ts';

const codes = [
  ...[consent, disclosure, eligibility, evidence]
    .flatMap((family) => Object.values(family))
    .filter((value) => typeof value === 'string'),
  ...toneCodes,
];

test('every code has its sentence', () => {
  expect(codes.length).toBeGreaterThan(20);
  for (const code of codes) expect(refusalProse({ code, found: 1, allowed: 2 })).not.toBe(code);
});

test.each([
  [
    { code: 'ELIGIBILITY_INCOME', found: 150_000, allowed: 200_000 },
    '$1,500 of pay a month, at least $2,000 asked for',
  ],
  [
    { code: 'ELIGIBILITY_UTILIZATION', found: 0.955, allowed: 0.9 },
    'a card is at 95.5% of its limit, at most 90% allowed',
  ],
  [
    { code: 'ELIGIBILITY_EMERGENCY_FUND', found: 1.23456, allowed: 3 },
    'savings cover 1.23 months, at least 3 asked for',
  ],
  [
    { code: 'ELIGIBILITY_ALREADY_HELD', found: 'savings', allowed: null },
    'the member has one already: savings',
  ],
])('a sentence is made from the numbers of its code', (refusal, sentence) => {
  expect(refusalProse(refusal)).toBe(sentence);
});
