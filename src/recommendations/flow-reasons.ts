import type { MeasureEvidence, RecurringStream } from '../signals/signals.ts';
import { daysPerMonth, windowDays } from '../signals/thresholds.ts';
import type { Because, Fact } from './because.ts';
import type { MemberFacts } from './member-facts.ts';

const MONTHS_PER_YEAR = 12;
const PAY_COUNT_MIN = 2;
/** Beyond these a number is right and tells nobody anything: nearly no spending, or a start near nothing. */
const MONTHS_TOLD_MAX = 120;
const GROWTH_TOLD_MAX = 2;
const none: MeasureEvidence = { transactionIds: [], accountIds: [] };

type Reason = (facts: MemberFacts) => Because | null;

/** A number of a measure, with the rows that the measure names. */
function measured(facts: MemberFacts, measure: string, value: number, unit: Fact['unit']): Fact {
  return { ...(facts.signals.evidence?.[measure] ?? none), value, unit };
}

/** What is overdrawn covers nothing: 0, never less. */
function cashBufferMonths({ signals }: MemberFacts): number | null {
  return coverTold(signals.income?.cashBufferMonths);
}

function coverTold(months: number | null | undefined): number | null {
  return months == null || months > MONTHS_TOLD_MAX ? null : Math.max(0, months);
}

/** The days that a number speaks of, with the rows that it rests on. */
function daysOf(facts: MemberFacts, measure: string, days: number = windowDays['180d']): Fact {
  return measured(facts, measure, days, 'days');
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** Reasons about pay, subscriptions, savings and spending. Each answers null where a number is missing. */
export const flowReasons = {
  pay_gap: (facts) => {
    const gap = facts.signals.income?.medianPayGapDays;
    const buffer = cashBufferMonths(facts);
    if (gap == null || buffer === null) return null;
    return {
      code: 'pay_gap',
      facts: {
        payGapDays: measured(facts, 'medianPayGapDays', gap, 'days'),
        cashBufferMonths: measured(facts, 'cashBufferMonths', buffer, 'months'),
      },
      words: {},
      strength: clamp(gap / 90),
    };
  },
  pay_gap_only: (facts) => {
    const gap = facts.signals.income?.medianPayGapDays;
    if (gap == null) return null;
    return {
      code: 'pay_gap_only',
      facts: { payGapDays: measured(facts, 'medianPayGapDays', gap, 'days') },
      words: {},
      strength: clamp(gap / 90),
    };
  },
  cash_buffer: (facts) => {
    const buffer = cashBufferMonths(facts);
    if (facts.checkingBalance === null || facts.monthlySpend === null) return null;
    if (buffer === null || facts.checkingBalance.value < 0 || facts.monthlySpend.value <= 0) return null;
    return {
      code: 'cash_buffer',
      facts: {
        checkingBalanceCents: facts.checkingBalance,
        cashBufferMonths: measured(facts, 'cashBufferMonths', buffer, 'months'),
        monthlySpendCents: facts.monthlySpend,
      },
      words: {},
      strength: clamp(1 - buffer / 3),
    };
  },
  cash_overdrawn: (facts) => {
    const { checkingBalance, monthlySpend } = facts;
    if (checkingBalance === null || checkingBalance.value >= 0) return null;
    if (monthlySpend === null || monthlySpend.value <= 0) return null;
    return {
      code: 'cash_overdrawn',
      facts: {
        overdrawnCents: { ...checkingBalance, value: -checkingBalance.value },
        monthlySpendCents: monthlySpend,
      },
      words: {},
      strength: 1,
    };
  },
  pay_range: (facts) => {
    if (facts.paydays.length < PAY_COUNT_MIN) return null;
    const ranked = facts.paydays.toSorted((a, b) => a.value - b.value);
    const [lowest, highest] = [ranked[0], ranked.at(-1)];
    if (!lowest || !highest || highest.value <= lowest.value) return null;
    return {
      code: 'pay_range',
      facts: { lowestPayCents: lowest, highestPayCents: highest, windowDays: daysOf(facts, 'pay') },
      words: {},
      strength: clamp(1 - lowest.value / highest.value),
    };
  },
  recurring_total: (facts) => {
    const { recurringCount: count, monthlySpendCents: spend } = facts.signals.subscriptions ?? {};
    if (!count || !spend) return null;
    return {
      code: 'recurring_total',
      facts: {
        recurringCount: measured(facts, 'recurringCount', count, 'count'),
        recurringSpendCents: measured(facts, 'monthlySpendCents', spend, 'cents'),
        windowDays: daysOf(facts, 'monthlySpendCents', daysPerMonth),
      },
      words: {},
      strength: clamp(count / 6),
    };
  },
  recurring_share: (facts) => {
    const { shareRatio: share, monthlySpendCents: spend } = facts.signals.subscriptions ?? {};
    if (!share || !spend) return null;
    return {
      code: 'recurring_share',
      facts: {
        recurringShareRatio: measured(facts, 'shareRatio', share, 'ratio'),
        recurringSpendCents: measured(facts, 'monthlySpendCents', spend, 'cents'),
        windowDays: daysOf(facts, 'shareRatio', daysPerMonth),
      },
      words: {},
      strength: clamp(share * 4),
    };
  },
  largest_stream: (facts) => {
    const streams = facts.signals.subscriptions?.streams.filter((stream) => stream.active) ?? [];
    const prices = streams.map((stream) => priceOf(facts, stream));
    const [largest] = prices.toSorted((a, b) => b.value - a.value);
    const merchant = largest && streams[prices.indexOf(largest)]?.merchant;
    if (largest === undefined || merchant === undefined) return null;
    return {
      code: 'largest_stream',
      facts: { streamAmountCents: largest },
      words: { merchant },
      strength: clamp(largest.value / 5_000),
    };
  },
  recurring_yearly: (facts) => {
    const spend = facts.signals.subscriptions?.monthlySpendCents;
    if (!spend) return null;
    return {
      code: 'recurring_yearly',
      facts: {
        recurringSpendCents: measured(facts, 'monthlySpendCents', spend, 'cents'),
        recurringYearlyCents: measured(facts, 'monthlySpendCents', spend * MONTHS_PER_YEAR, 'cents'),
        windowDays: daysOf(facts, 'monthlySpendCents', daysPerMonth),
      },
      words: {},
      strength: clamp(spend / 15_000),
    };
  },
  savings_inflow: (facts) => {
    const inflow = facts.signals.savings?.monthlyInflowCents;
    if (!inflow || inflow <= 0) return null;
    return {
      code: 'savings_inflow',
      facts: { monthlyInflowCents: measured(facts, 'netInflowCents', inflow, 'cents') },
      words: {},
      strength: clamp(inflow / 50_000),
    };
  },
  savings_inflow_yearly: (facts) => {
    const inflow = facts.signals.savings?.monthlyInflowCents;
    if (!inflow || inflow <= 0) return null;
    return {
      code: 'savings_inflow_yearly',
      facts: {
        monthlyInflowCents: measured(facts, 'netInflowCents', inflow, 'cents'),
        yearlyInflowCents: measured(facts, 'netInflowCents', inflow * MONTHS_PER_YEAR, 'cents'),
      },
      words: {},
      strength: clamp(inflow / 50_000),
    };
  },
  savings_growth: (facts) => {
    const { growthRatio: growth, balanceCents: balance } = facts.signals.savings ?? {};
    if (!growth || growth <= 0 || growth > GROWTH_TOLD_MAX || balance == null) return null;
    return {
      code: 'savings_growth',
      facts: {
        savingsGrowthRatio: measured(facts, 'growthRatio', growth, 'ratio'),
        savingsBalanceCents: measured(facts, 'balanceCents', balance, 'cents'),
        windowDays: daysOf(facts, 'growthRatio'),
      },
      words: {},
      strength: clamp(growth * 5),
    };
  },
  savings_balance: (facts) => {
    const balance = facts.signals.savings?.balanceCents;
    if (!balance || balance <= 0) return null;
    return {
      code: 'savings_balance',
      facts: { savingsBalanceCents: measured(facts, 'balanceCents', balance, 'cents') },
      words: {},
      strength: 0.5,
    };
  },
  emergency_months: (facts) => {
    const months = coverTold(facts.signals.savings?.emergencyFundMonths);
    if (months === null) return null;
    return {
      code: 'emergency_months',
      facts: { emergencyFundMonths: measured(facts, 'emergencyFundMonths', months, 'months') },
      words: {},
      strength: clamp(1 - months / 12),
    };
  },
  monthly_spend: ({ monthlySpend }) => {
    if (monthlySpend === null || monthlySpend.value <= 0) return null;
    return {
      code: 'monthly_spend',
      facts: {
        monthlySpendCents: monthlySpend,
        windowDays: { ...monthlySpend, value: windowDays['180d'], unit: 'days' },
      },
      words: {},
      strength: 0.4,
    };
  },
  checking_balance: ({ checkingBalance }) => {
    if (checkingBalance === null || checkingBalance.value < 0) return null;
    return {
      code: 'checking_balance',
      facts: { checkingBalanceCents: checkingBalance },
      words: {},
      strength: 0.3,
    };
  },
  checking_overdrawn: ({ checkingBalance }) => {
    if (checkingBalance === null || checkingBalance.value >= 0) return null;
    return {
      code: 'checking_overdrawn',
      facts: { overdrawnCents: { ...checkingBalance, value: -checkingBalance.value } },
      words: {},
      strength: 0.3,
    };
  },
  transactions_seen: ({ transactionsSeen }) => {
    if (transactionsSeen === null) return null;
    return {
      code: 'transactions_seen',
      facts: {
        transactionCount: transactionsSeen,
        windowDays: { ...transactionsSeen, value: windowDays['180d'], unit: 'days' },
      },
      words: {},
      strength: 0.2,
    };
  },
  accounts_seen: ({ accounts }) => ({
    code: 'accounts_seen',
    facts: {
      accountCount: {
        value: accounts.length,
        unit: 'count',
        transactionIds: [],
        accountIds: accounts.map((account) => account.accountId).sort(),
      },
    },
    words: {},
    strength: 0.1,
  }),
} satisfies Record<string, Reason>;

/** What a subscription takes by now: its latest charge, with all the charges that make it one. */
function priceOf(facts: MemberFacts, { transactionIds }: RecurringStream): Fact {
  const charges = transactionIds.flatMap((id) => facts.transactionOf.get(id) ?? []);
  return {
    value: charges.at(-1)?.amountCents ?? 0,
    unit: 'cents',
    transactionIds,
    accountIds: [...new Set(charges.map(({ accountId }) => accountId))].sort(),
  };
}
