import type { Profile } from '../../src/http/contract.ts';
import type { CriterionWords } from '../text/criteria-en.ts';
import { formatQuantity, type Language, type QuantityUnit } from './quantity.ts';

type Criterion = Profile['criteria'][number];
type Reading = { readonly words: keyof CriterionWords; readonly unit: QuantityUnit };

/** Which words a criterion's code calls for, and in which unit its numbers are. */
const readings: Readonly<Record<string, Reading>> = {
  max_utilization: { words: 'utilization', unit: 'ratio' },
  interest_charged: { words: 'interest', unit: 'count' },
  minimum_payment_only: { words: 'minimumOnly', unit: 'count' },
  overdue: { words: 'overdue', unit: 'count' },
  median_pay_gap_days: { words: 'payGap', unit: 'days' },
  cash_buffer_months: { words: 'buffer', unit: 'months' },
  recurring_count: { words: 'recurringCount', unit: 'count' },
  monthly_recurring_spend_cents: { words: 'recurringSpend', unit: 'cents' },
  recurring_share: { words: 'recurringShare', unit: 'ratio' },
  savings_growth: { words: 'savingsGrowth', unit: 'ratio' },
  monthly_savings_inflow_cents: { words: 'savingsInflow', unit: 'cents' },
  every_card_below_30: { words: 'cardsCalm', unit: 'ratio' },
};

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

/** A code without words stays unsaid rather than being shown raw. */
function sentence(criterion: Criterion, words: CriterionWords, language: Language): string | null {
  const reading = readings[criterion.code];
  if (!reading) return null;
  const written = (value: Criterion['threshold'] | null) =>
    typeof value === 'number' ? formatQuantity(value, reading.unit, language) : '';
  return words[reading.words](written(criterion.value), written(criterion.threshold));
}
