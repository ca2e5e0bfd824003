import { describe, expect, test } from 'vitest';
import { addDays } from '../../kernel/dates.ts';
import { memberEdges } from './member-edges.ts';
import type { PlantedFacts } from './planted-truth.ts';
import { type SyntheticMember, synthesizeMember } from './synthesize-member.ts';

/** Ordinary, the leap day, after a short month, in the middle of a month of 31 days, the end of a year. */
const days = ['2026-06-30', '2024-02-29', '2025-03-01', '2026-07-31', '2025-12-31'];

/** What each edge's name promises, said again in numbers. */
const stands: Readonly<Record<string, Partial<PlantedFacts>>> = {
  'utilization 49.9 %': { utilizationRatios: [0.499] },
  'utilization 50 %': { utilizationRatios: [0.5] },
  'utilization 50.1 %': { utilizationRatios: [0.1, 0.501] },
  'a card with nothing against it': {
    utilizationRatios: [0.2],
    hasInterest: false,
    isOverdue: false,
    paysMinimumOnly: false,
  },
  'interest charged': { hasInterest: true, isOverdue: false, paysMinimumOnly: false },
  overdue: { hasInterest: false, isOverdue: true, paysMinimumOnly: false },
  'minimum payment exactly': { hasInterest: false, isOverdue: false, paysMinimumOnly: true },
  'minimum payment × 1.05': { paysMinimumOnly: true },
  'minimum payment × 1.06': { paysMinimumOnly: false },
  'never paid': { paysMinimumOnly: false },
  'minimum payment, nothing owed': { utilizationRatios: [0], paysMinimumOnly: false },
  'pay gap 44 days': { medianPayGapDays: 44 },
  'pay gap 45 days': { medianPayGapDays: 45 },
  'pay gap 46 days': { medianPayGapDays: 46 },
  'buffer 1 month': { bufferMonths: 1 },
  'two subscriptions': { recurringCount: 2, recurringMonthCents: 9_000 },
  'three subscriptions': { recurringCount: 3, recurringMonthCents: 9_000 },
  'third subscription charged twice': { recurringCount: 2 },
  'third subscription charged three times': { recurringCount: 3 },
  'third subscription 44 days ago': { recurringCount: 3, recurringMonthCents: 6_000 },
  'third subscription 47 days ago': { recurringCount: 2, recurringMonthCents: 6_000 },
  'subscriptions $49.99': { recurringCount: 4, recurringMonthCents: 4_999 },
  'subscriptions $50': { recurringCount: 4, recurringMonthCents: 5_000 },
  'subscriptions $50.01': { recurringCount: 4, recurringMonthCents: 5_001 },
  'inflow $199.99': { monthlyInflowCents: 19_999 },
  'inflow $200': { monthlyInflowCents: 20_000 },
  'inflow $200.01': { monthlyInflowCents: 20_001 },
  'growth 2 %': { growthRatio: 0.02 },
  'share 10 %': { recurringMonthCents: 4_500, spentMonthCents: 45_000 },
  'saver at 29.9 %': { utilizationRatios: [0.299], monthlyInflowCents: 30_000 },
  'saver at 30 %': { utilizationRatios: [0.3], monthlyInflowCents: 30_000 },
  'saver at 30.1 %': { utilizationRatios: [0.301], monthlyInflowCents: 30_000 },
};

/** What can't be a round number, as an open interval. */
const standsBetween: Readonly<
  Record<string, readonly [(facts: PlantedFacts) => number | null, number, number]>
> = {
  'buffer 0.999 months': [(facts) => facts.bufferMonths, 0.998, 1],
  'buffer 1.001 months': [(facts) => facts.bufferMonths, 1, 1.002],
  'growth 1.9 %': [(facts) => facts.growthRatio, 0.0189, 0.0191],
  'growth 2.1 %': [(facts) => facts.growthRatio, 0.0209, 0.0211],
  'share 9.9 %': [(facts) => facts.recurringMonthCents / facts.spentMonthCents, 0.0989, 0.0991],
  'share 10.1 %': [(facts) => facts.recurringMonthCents / facts.spentMonthCents, 0.1009, 0.1011],
};

/** Whose rule the member beside a threshold is on the side of. */
const personas: Readonly<Record<string, readonly string[]>> = {
  high_utilization: [
    'utilization 50 %',
    'utilization 50.1 %',
    'interest charged',
    'overdue',
    'minimum payment exactly',
    'minimum payment × 1.05',
  ],
  variable_income: ['pay gap 46 days', 'buffer 0.999 months'],
  subscription_heavy: [
    'three subscriptions',
    'third subscription charged three times',
    'third subscription 44 days ago',
    'subscriptions $50',
    'subscriptions $50.01',
    'share 10 %',
    'share 10.1 %',
  ],
  savings_builder: ['growth 2 %', 'growth 2.1 %', 'inflow $200', 'inflow $200.01', 'saver at 29.9 %'],
};

describe.each(days)('members as of %s', (asOf) => {
  const made = Array.from({ length: memberEdges.length * 3 }, (_, index) =>
    synthesizeMember({ seed: `edges of ${asOf}`, index, asOf }),
  );

  test('beside a threshold stand exactly where their name says', () => {
    for (const { edge } of memberEdges) {
      const truth = made.find((member) => member.truth.edge === edge)?.truth;
      const between = standsBetween[edge];
      if (between) {
        const [read, low, high] = between;
        const value = (truth && read(truth.facts)) ?? Number.NaN;
        expect([edge, value > low && value < high]).toEqual([edge, true]);
      } else {
        expect(stands[edge], edge).toBeDefined();
        expect({ edge, ...truth?.facts }).toMatchObject({ edge, ...stands[edge] });
      }
      const persona = Object.keys(personas).find((name) => personas[name]?.includes(edge)) ?? 'general';
      expect([edge, truth?.persona]).toEqual([edge, persona]);
    }
  });

  test('have no row after that day, and none that a calendar doesn’t know', () => {
    for (const { date } of made.flatMap(rowsOf)) {
      expect(date <= asOf && addDays(date, 0) === date).toBe(true);
    }
  });

  test('say the same of a payment in the rows and in the liabilities', () => {
    for (const member of made) {
      for (const card of liabilitiesOf(member)) {
        const [payment] = rowsOf(member)
          .filter((row) => row.account_id === card.account_id && row.name === 'Payment thank you')
          .reverse();
        expect(card.last_payment_date).toBe(payment?.date ?? null);
        expect(card.last_payment_amount).toBe(payment === undefined ? 0 : -payment.amount);
      }
    }
  });
});

type Row = { account_id: string; date: string; amount: number; name: string };
type Card = { account_id: string; last_payment_date: string | null; last_payment_amount: number };

function rowsOf({ document }: SyntheticMember): readonly Row[] {
  return (document as { transactions: Row[] }).transactions;
}

function liabilitiesOf({ document }: SyntheticMember): readonly Card[] {
  return (document as { liabilities: { credit: Card[] } }).liabilities.credit;
}

test('the same seed gives the same bytes, another seed or day gives others', () => {
  const bytes = (seed: string, asOf: string) =>
    JSON.stringify([0, 1, 2].map((index) => synthesizeMember({ seed, index, asOf })));
  expect(bytes('one', '2026-06-30')).toBe(bytes('one', '2026-06-30'));
  expect(bytes('one', '2026-06-30')).not.toBe(bytes('two', '2026-06-30'));
  expect(bytes('one', '2026-06-30')).not.toBe(bytes('one', '2026-06-29'));
});
