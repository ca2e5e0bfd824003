import { expect, test } from 'vitest';
import { criteriaEn } from '../text/criteria-en.ts';
import { metCriteria } from './criterion-words.ts';

const criterion = {
  persona: 'high_utilization',
  code: 'max_utilization',
  value: 0.68,
  threshold: 0.5,
  met: true,
};

test('a criterion that holds is said with its number and unit', () => {
  const profile = { persona: 'high_utilization', criteria: [criterion] };
  expect(metCriteria(profile, criteriaEn, 'en')).toEqual([
    'Your fullest card is at 68% of its limit. From 50% on it is worth a look.',
  ]);
});

test('unknown, unmet and other personas’ criteria stay unsaid, and so do codes without words', () => {
  const profile = {
    persona: 'high_utilization',
    criteria: [
      { ...criterion, met: false },
      { ...criterion, met: null, value: null },
      { ...criterion, persona: 'savings_builder' },
      { ...criterion, code: 'something_new' },
    ],
  };
  expect(metCriteria(profile, criteriaEn, 'en')).toEqual([]);
});

test('a claim without a number is said without one', () => {
  const calm = {
    persona: 'savings_builder',
    code: 'every_card_below_30',
    value: true,
    threshold: true,
    met: true,
  };
  expect(metCriteria({ persona: 'savings_builder', criteria: [calm] }, criteriaEn, 'en')).toEqual([
    'All your cards are below 30% of their limits.',
  ]);
});
