import { personaThresholds as limits } from '../signals/thresholds.ts';
import type { Persona, TaughtPersona } from './assignment.ts';
import type { PersonaFacts } from './persona-facts.ts';

/** How a fact is compared. `is` asks whether a claim is true. */
export type Comparison = 'at_least' | 'more_than' | 'less_than' | 'is';

/** One condition as data: which fact, compared how, with what. */
export type CriterionRule = {
  readonly code: string;
  readonly fact: keyof PersonaFacts;
  readonly comparison: Comparison;
  readonly threshold: number | boolean;
};

/** A rule holds where every group has at least one criterion that is met. */
export type PersonaRule = {
  readonly persona: TaughtPersona;
  readonly allOf: readonly { readonly anyOf: readonly CriterionRule[] }[];
};

/** In the order of priority: the first rule that holds names the member's persona. */
export const personaRules: readonly PersonaRule[] = [
  {
    persona: 'high_utilization',
    allOf: [
      {
        anyOf: [
          {
            code: 'max_utilization',
            fact: 'maxUtilizationRatio',
            comparison: 'at_least',
            threshold: limits.highUtilizationRatio,
          },
          { code: 'interest_charged', fact: 'hasInterestCharged', comparison: 'is', threshold: true },
          { code: 'minimum_payment_only', fact: 'paysMinimumOnly', comparison: 'is', threshold: true },
          { code: 'overdue', fact: 'isOverdue', comparison: 'is', threshold: true },
        ],
      },
    ],
  },
  {
    persona: 'variable_income',
    allOf: [
      {
        anyOf: [
          {
            code: 'median_pay_gap_days',
            fact: 'medianPayGapDays',
            comparison: 'more_than',
            threshold: limits.medianPayGapDays,
          },
        ],
      },
      {
        anyOf: [
          {
            code: 'cash_buffer_months',
            fact: 'cashBufferMonths',
            comparison: 'less_than',
            threshold: limits.cashBufferMonths,
          },
        ],
      },
    ],
  },
  {
    persona: 'subscription_heavy',
    allOf: [
      {
        anyOf: [
          {
            code: 'recurring_count',
            fact: 'recurringCount',
            comparison: 'at_least',
            threshold: limits.recurringCount,
          },
        ],
      },
      {
        anyOf: [
          {
            code: 'monthly_recurring_spend_cents',
            fact: 'monthlyRecurringSpendCents',
            comparison: 'at_least',
            threshold: limits.monthlyRecurringSpendCents,
          },
          {
            code: 'recurring_share',
            fact: 'recurringShareRatio',
            comparison: 'at_least',
            threshold: limits.recurringShareRatio,
          },
        ],
      },
    ],
  },
  {
    persona: 'savings_builder',
    allOf: [
      {
        anyOf: [
          {
            code: 'savings_growth',
            fact: 'savingsGrowthRatio',
            comparison: 'at_least',
            threshold: limits.savingsGrowthRatio,
          },
          {
            code: 'monthly_savings_inflow_cents',
            fact: 'monthlySavingsInflowCents',
            comparison: 'at_least',
            threshold: limits.monthlySavingsInflowCents,
          },
        ],
      },
      {
        anyOf: [
          { code: 'every_card_below_30', fact: 'isEveryCardBelow30', comparison: 'is', threshold: true },
        ],
      },
    ],
  },
];

/** Given where no rule holds. */
export const fallbackPersona: Persona = 'general';
