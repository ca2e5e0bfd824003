import type { CardSignals, IncomeSignals, SavingsSignals, SubscriptionSignals } from '../signals/signals.ts';
import { personaThresholds } from '../signals/thresholds.ts';

type Loose<Family> = { readonly [Measure in keyof Family]?: Family[Measure] | null | undefined };

type GivenCard = Loose<
  Pick<CardSignals, 'utilizationRatio' | 'minimumPaymentOnly' | 'interestChargedCents' | 'isOverdue'>
>;
type GivenCredit = {
  readonly cards?: readonly GivenCard[] | null | undefined;
  readonly maxUtilizationRatio?: number | null | undefined;
};

/** Signals from anywhere: computed here, or elsewhere with any part absent. */
export type GivenSignals = {
  readonly subscriptions?: Loose<Omit<SubscriptionSignals, 'streams'>> | null | undefined;
  readonly savings?: Loose<SavingsSignals> | null | undefined;
  readonly credit?: GivenCredit | null | undefined;
  readonly income?: Loose<Omit<IncomeSignals, 'payroll'>> | null | undefined;
};

/** What the persona rules ask. Null is "unknown": it meets no criterion and refutes none. */
export type PersonaFacts = {
  readonly maxUtilizationRatio: number | null;
  readonly hasInterestCharged: boolean | null;
  readonly paysMinimumOnly: boolean | null;
  readonly isOverdue: boolean | null;
  readonly medianPayGapDays: number | null;
  readonly cashBufferMonths: number | null;
  readonly recurringCount: number | null;
  readonly monthlyRecurringSpendCents: number | null;
  readonly recurringShareRatio: number | null;
  readonly savingsGrowthRatio: number | null;
  readonly monthlySavingsInflowCents: number | null;
  readonly isEveryCardBelow30: boolean | null;
};

export function personaFacts(signals: GivenSignals): PersonaFacts {
  const { subscriptions, savings, credit, income } = signals;
  const cards: readonly GivenCard[] | null = credit?.cards ?? null;
  return {
    maxUtilizationRatio: highestUtilization(credit ?? null),
    hasInterestCharged: anyCard(cards, (card) =>
      card.interestChargedCents == null ? null : card.interestChargedCents > 0,
    ),
    paysMinimumOnly: anyCard(cards, (card) => card.minimumPaymentOnly ?? null),
    isOverdue: anyCard(cards, (card) => card.isOverdue ?? null),
    medianPayGapDays: income?.medianPayGapDays ?? null,
    cashBufferMonths: income?.cashBufferMonths ?? null,
    recurringCount: subscriptions?.recurringCount ?? null,
    monthlyRecurringSpendCents: subscriptions?.monthlySpendCents ?? null,
    recurringShareRatio: subscriptions?.shareRatio ?? null,
    savingsGrowthRatio: savings?.growthRatio ?? null,
    monthlySavingsInflowCents: savings?.monthlyInflowCents ?? null,
    isEveryCardBelow30: isEveryCardBelow(credit ?? null, personaThresholds.savingsBuilderUtilizationRatio),
  };
}

function highestUtilization(credit: GivenCredit | null): number | null {
  const ratios = (credit?.cards ?? []).flatMap((card) => card.utilizationRatio ?? []);
  if (credit?.maxUtilizationRatio != null) ratios.push(credit.maxUtilizationRatio);
  return ratios.length === 0 ? null : Math.max(...ratios);
}

/** True where any card says so; unknown where none does but one can't say. */
function anyCard(
  cards: readonly GivenCard[] | null,
  says: (card: GivenCard) => boolean | null,
): boolean | null {
  if (cards === null) return null;
  const answers = cards.map(says);
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

/** True for no cards at all; unknown where a card has no limit, unless another is above already. */
function isEveryCardBelow(credit: GivenCredit | null, limitRatio: number): boolean | null {
  const highest = highestUtilization(credit);
  if (highest !== null && highest >= limitRatio) return false;
  if (credit?.cards == null) return highest === null ? null : true;
  const isComplete = credit.cards.every((card) => card.utilizationRatio != null);
  return isComplete ? true : null;
}
