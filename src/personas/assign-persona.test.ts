import { describe, expect, test } from 'vitest';
import { assignPersona } from './assign-persona.ts';
import type { Persona } from './assignment.ts';
import type { GivenSignals } from './persona-facts.ts';
import { personaRules } from './persona-rules.ts';

type Change = {
  recurringCount?: number | null;
  monthlySpendCents?: number | null;
  shareRatio?: number | null;
  growthRatio?: number | null;
  monthlyInflowCents?: number | null;
  utilizationRatio?: number | null;
  interestChargedCents?: number | null;
  minimumPaymentOnly?: boolean | null;
  isOverdue?: boolean | null;
  medianPayGapDays?: number | null;
  cashBufferMonths?: number | null;
};

/** Everything measured, nothing remarkable: the persona is general until a change makes it another. */
function signals(change: Change = {}): GivenSignals {
  const of = {
    recurringCount: 0,
    monthlySpendCents: 0,
    shareRatio: 0,
    growthRatio: 0,
    monthlyInflowCents: 0,
    utilizationRatio: 0.1,
    interestChargedCents: 0,
    minimumPaymentOnly: false,
    isOverdue: false,
    medianPayGapDays: 14,
    cashBufferMonths: 3,
    ...change,
  };
  return {
    subscriptions: {
      recurringCount: of.recurringCount,
      monthlySpendCents: of.monthlySpendCents,
      shareRatio: of.shareRatio,
    },
    savings: { growthRatio: of.growthRatio, monthlyInflowCents: of.monthlyInflowCents },
    credit: {
      cards: [
        {
          utilizationRatio: of.utilizationRatio,
          interestChargedCents: of.interestChargedCents,
          minimumPaymentOnly: of.minimumPaymentOnly,
          isOverdue: of.isOverdue,
        },
      ],
      maxUtilizationRatio: of.utilizationRatio,
    },
    income: { medianPayGapDays: of.medianPayGapDays, cashBufferMonths: of.cashBufferMonths },
  };
}

const variable: Change = { medianPayGapDays: 50, cashBufferMonths: 0.5 };
const heavy: Change = { recurringCount: 4, monthlySpendCents: 8_000 };
const heavyByShare: Change = { recurringCount: 4, shareRatio: 0.2 };
const saving: Change = { growthRatio: 0.05 };

/** Each criterion: the setting in which it alone decides, and its value below, at, above and missing. */
const rows: readonly {
  persona: Persona;
  code: string;
  given: Change;
  below: Change;
  at: Change;
  above: Change;
  missing: Change;
  atMatches: boolean;
  aboveMatches: boolean;
}[] = [
  {
    persona: 'high_utilization',
    code: 'max_utilization',
    given: {},
    below: { utilizationRatio: 0.4999 },
    at: { utilizationRatio: 0.5 },
    above: { utilizationRatio: 0.5001 },
    missing: { utilizationRatio: null },
    atMatches: true,
    aboveMatches: true,
  },
  {
    persona: 'high_utilization',
    code: 'interest_charged',
    given: {},
    below: { interestChargedCents: 0 },
    at: { interestChargedCents: 1 },
    above: { interestChargedCents: 500 },
    missing: { interestChargedCents: null },
    atMatches: true,
    aboveMatches: true,
  },
  {
    persona: 'high_utilization',
    code: 'minimum_payment_only',
    given: {},
    below: { minimumPaymentOnly: false },
    at: { minimumPaymentOnly: true },
    above: { minimumPaymentOnly: true },
    missing: { minimumPaymentOnly: null },
    atMatches: true,
    aboveMatches: true,
  },
  {
    persona: 'high_utilization',
    code: 'overdue',
    given: {},
    below: { isOverdue: false },
    at: { isOverdue: true },
    above: { isOverdue: true },
    missing: { isOverdue: null },
    atMatches: true,
    aboveMatches: true,
  },
  {
    persona: 'variable_income',
    code: 'median_pay_gap_days',
    given: variable,
    below: { medianPayGapDays: 44 },
    at: { medianPayGapDays: 45 },
    above: { medianPayGapDays: 45.5 },
    missing: { medianPayGapDays: null },
    atMatches: false,
    aboveMatches: true,
  },
  {
    persona: 'variable_income',
    code: 'cash_buffer_months',
    given: variable,
    below: { cashBufferMonths: 1.01 },
    at: { cashBufferMonths: 1 },
    above: { cashBufferMonths: 0.99 },
    missing: { cashBufferMonths: null },
    atMatches: false,
    aboveMatches: true,
  },
  {
    persona: 'subscription_heavy',
    code: 'recurring_count',
    given: heavy,
    below: { recurringCount: 2 },
    at: { recurringCount: 3 },
    above: { recurringCount: 4 },
    missing: { recurringCount: null },
    atMatches: true,
    aboveMatches: true,
  },
  {
    persona: 'subscription_heavy',
    code: 'monthly_recurring_spend_cents',
    given: heavy,
    below: { monthlySpendCents: 4_999 },
    at: { monthlySpendCents: 5_000 },
    above: { monthlySpendCents: 5_001 },
    missing: { monthlySpendCents: null },
    atMatches: true,
    aboveMatches: true,
  },
  {
    persona: 'subscription_heavy',
    code: 'recurring_share',
    given: heavyByShare,
    below: { shareRatio: 0.0999 },
    at: { shareRatio: 0.1 },
    above: { shareRatio: 0.1001 },
    missing: { shareRatio: null },
    atMatches: true,
    aboveMatches: true,
  },
  {
    persona: 'savings_builder',
    code: 'savings_growth',
    given: {},
    below: { growthRatio: 0.0199 },
    at: { growthRatio: 0.02 },
    above: { growthRatio: 0.0201 },
    missing: { growthRatio: null },
    atMatches: true,
    aboveMatches: true,
  },
  {
    persona: 'savings_builder',
    code: 'monthly_savings_inflow_cents',
    given: {},
    below: { monthlyInflowCents: 19_999 },
    at: { monthlyInflowCents: 20_000 },
    above: { monthlyInflowCents: 20_001 },
    missing: { monthlyInflowCents: null },
    atMatches: true,
    aboveMatches: true,
  },
  {
    persona: 'savings_builder',
    code: 'every_card_below_30',
    given: saving,
    below: { utilizationRatio: 0.31 },
    at: { utilizationRatio: 0.3 },
    above: { utilizationRatio: 0.2999 },
    missing: { utilizationRatio: null },
    atMatches: false,
    aboveMatches: true,
  },
];

/** Changes under which exactly this persona's rule holds, whatever else is added. */
const holding: Readonly<Record<Exclude<Persona, 'general'>, Change>> = {
  high_utilization: { isOverdue: true },
  variable_income: variable,
  subscription_heavy: heavy,
  savings_builder: saving,
};
const priority = ['high_utilization', 'variable_income', 'subscription_heavy', 'savings_builder'] as const;

function judged(change: Change, code: string) {
  const assignment = assignPersona(signals(change));
  const criterion = assignment.criteria.find((one) => one.code === code);
  return { assignment, criterion };
}

describe.each(rows)('$persona by $code', (row) => {
  test.each([
    ['below', false],
    ['at', row.atMatches],
    ['above', row.aboveMatches],
  ] as const)('%s the threshold matches: %s', (side, isMatch) => {
    const { assignment, criterion } = judged({ ...row.given, ...row[side] }, row.code);
    expect(assignment.matches.includes(row.persona)).toBe(isMatch);
    expect(criterion?.met).toBe(isMatch);
  });

  test('missing is unknown and never matches', () => {
    const { assignment, criterion } = judged({ ...row.given, ...row.missing }, row.code);
    expect(assignment.matches).not.toContain(row.persona);
    expect(criterion).toMatchObject({ value: null, met: null });
  });

  test('without this criterion the table above would fail', () => {
    const change = { ...row.given, ...row.above };
    const rules = personaRules.map((rule) => ({
      ...rule,
      allOf: rule.allOf.map((group) => ({ anyOf: group.anyOf.filter(({ code }) => code !== row.code) })),
    }));
    expect(assignPersona(signals(change)).matches).toContain(row.persona);
    expect(assignPersona(signals(change), rules).matches).not.toContain(row.persona);
  });
});

test('every criterion of the rules has a row in the table', () => {
  const codes = personaRules.flatMap((rule) =>
    rule.allOf.flatMap((group) => group.anyOf.map(({ code }) => code)),
  );
  expect(rows.map(({ code }) => code).sort()).toEqual(codes.sort());
});

test.each(priority.flatMap((first, at) => priority.slice(at + 1).map((second) => [first, second] as const)))(
  'where %s and %s both hold, the first is primary and both are listed',
  (first, second) => {
    const assignment = assignPersona(signals({ ...holding[first], ...holding[second] }));
    expect(assignment).toMatchObject({ primary: first, matches: [first, second] });
  },
);

test('nothing remarkable is general, without a match, with all criteria listed', () => {
  const assignment = assignPersona(signals());
  expect(assignment).toMatchObject({ primary: 'general', matches: [] });
  expect(assignment.criteria).toHaveLength(rows.length);
  expect(assignment.criteria.every(({ met }) => met === false || met === true)).toBe(true);
});

test('no signals at all are general, with every criterion unknown', () => {
  const assignment = assignPersona({});
  expect(assignment.primary).toBe('general');
  expect(assignment.criteria.every(({ met, value }) => met === null && value === null)).toBe(true);
});

describe('every card below 30 %', () => {
  const saver = (credit: GivenSignals['credit']) =>
    assignPersona({ ...signals(saving), credit }).matches.includes('savings_builder');
  test('is true for a member without cards', () => {
    expect(saver({ cards: [], maxUtilizationRatio: null })).toBe(true);
  });
  test('is unknown where credit is unknown', () => {
    expect(saver(null)).toBe(false);
  });
  test('is unknown where one of the cards has no limit', () => {
    expect(
      saver({ cards: [{ utilizationRatio: 0.1 }, { utilizationRatio: null }], maxUtilizationRatio: 0.1 }),
    ).toBe(false);
  });
});

describe('the highest of several cards', () => {
  const highest = (credit: GivenSignals['credit']) =>
    assignPersona({ credit }).criteria.find(({ code }) => code === 'max_utilization');
  test('decides, known or not what the others are', () => {
    const cards = [{ utilizationRatio: 0.1 }, { utilizationRatio: 0.6 }, { utilizationRatio: null }];
    expect(highest({ cards })).toMatchObject({ value: 0.6, met: true });
    expect(highest({ cards: cards.slice(0, 1).concat(cards.slice(2)) })).toMatchObject({
      value: 0.1,
      met: false,
    });
  });
  test('may be given without the cards', () => {
    expect(highest({ maxUtilizationRatio: 0.5 })).toMatchObject({ value: 0.5, met: true });
    const saver = { ...signals(saving), credit: { maxUtilizationRatio: 0.29 } };
    expect(assignPersona(saver).matches).toEqual(['savings_builder']);
  });
  test('is unknown without cards, which are all below 30 % then', () => {
    expect(highest({ cards: [], maxUtilizationRatio: null })).toMatchObject({ value: null, met: null });
  });
});
