import type { Profile } from '../../src/http/contract.ts';
import type { CriterionWords } from '../text/criteria-en.ts';
import { formatQuantity, type Language, type QuantityUnit } from './quantity.ts';

type Criterion = Profile['criteria'][number];
type Reading = { readonly words: keyof CriterionWords; readonly unit: QuantityUnit };

/**
 * Which words a criterion's code calls for and in which unit its numbers are. The first that fits holds;
 * a code that nothing fits stays unsaid rather than being shown raw.
 */
const readings: readonly (readonly [code: RegExp, reading: Reading])[] = [
  [/interest/i, { words: 'interest', unit: 'cents' }],
  [/minimum/i, { words: 'minimumOnly', unit: 'count' }],
  [/overdue/i, { words: 'overdue', unit: 'count' }],
  [/utili[sz]ation/i, { words: 'utilization', unit: 'ratio' }],
  [/gap/i, { words: 'payGap', unit: 'days' }],
  [/buffer/i, { words: 'buffer', unit: 'months' }],
  [/growth/i, { words: 'savingsGrowth', unit: 'ratio' }],
  [/inflow/i, { words: 'savingsInflow', unit: 'cents' }],
  [/share/i, { words: 'recurringShare', unit: 'ratio' }],
  [/spend/i, { words: 'recurringSpend', unit: 'cents' }],
  [/count|merchant/i, { words: 'recurringCount', unit: 'count' }],
];

/** The criteria of the member's own persona that hold, each as a sentence. */
export function metCriteria(
  profile: Pick<Profile, 'persona' | 'criteria'>,
  words: CriterionWords,
  language: Language,
): readonly string[] {
  return profile.criteria
    .filter(({ persona, met }) => met === true && persona === profile.persona)
    .flatMap((criterion) => sentence(criterion, words, language) ?? []);
}

function sentence(criterion: Criterion, words: CriterionWords, language: Language): string | null {
  const reading = readings.find(([code]) => code.test(criterion.code))?.[1];
  if (!reading) return null;
  // For those who save, card use counts by staying low.
  const isLowUse = reading.words === 'utilization' && criterion.persona === 'savings_builder';
  const say = words[isLowUse ? 'cardsCalm' : reading.words];
  const written = (value: Criterion['threshold'] | null) =>
    typeof value === 'number' ? formatQuantity(value, reading.unit, language) : '';
  return say(written(criterion.value), written(criterion.threshold));
}
