import type { Lesson, OwnNumbers } from '../lessons/lesson.ts';
import { valuesOf } from '../lessons/lesson.ts';
import type { FactName } from '../recommendations/because.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';

/** Looks a number up among those that the member is told; null where they aren't told it. */
type Told = (name: FactName) => number | null;

type Stand = {
  /** Given value of the lesson → the member's number, or how it follows from their numbers. */
  readonly given: Readonly<Record<string, FactName | ((told: Told, lesson: Lesson) => number | null)>>;
  /** Values that follow in the lesson and were measured as well: both must be the same. */
  readonly same?: Readonly<Record<string, FactName>>;
};

const EQUAL_WITHIN = 1e-9;

/**
 * The lessons whose example a member's own numbers can take the place of, by topic. The others explain with
 * numbers that nobody measures (a bundle's price, an offer's fee) or that would turn the example into a
 * proposal; they keep their example.
 */
export const ownStands: Readonly<Record<string, Stand>> = {
  credit_utilization: {
    given: { limit: 'limitCents', balanceBefore: 'balanceCents', payment: paymentToGoal },
    same: { usedBefore: 'utilizationRatio' },
  },
  interest_calculation: {
    given: { balance: 'balanceCents', rate: 'aprRatio' },
    same: { daily: 'dailyInterestCents' },
  },
  // What is known is the range: the pay of the picture goes from one end of it to the other and back.
  variable_income_budgeting: {
    given: {
      incomeFirst: 'lowestPayCents',
      incomeSecond: 'highestPayCents',
      incomeThird: 'lowestPayCents',
      incomeLast: 'highestPayCents',
    },
  },
  percent_based_budgets: { given: { incomeLow: 'lowestPayCents', incomeHigh: 'highestPayCents' } },
  cash_buffer: { given: { monthlyExpenses: 'monthlySpendCents' } },
  emergency_fund_basics: { given: { monthlyExpenses: 'monthlySpendCents' } },
  subscription_audit: {
    given: { subscriptions: 'recurringCount', price: averagePrice },
    same: { monthlyTotal: 'recurringSpendCents' },
  },
  bill_alerts: { given: { charge: 'streamAmountCents' } },
  goal_setting: { given: { goal: 'yearlyInflowCents' }, same: { step: 'monthlyInflowCents' } },
  hysa_comparison: { given: { balance: 'savingsBalanceCents' } },
};

/**
 * What stands in for a lesson's example, from the numbers that the member's recommendations cite and from
 * nothing else. Null where the lesson keeps its example, where a number isn't cited, or where two disagree.
 */
export function ownNumbers(lesson: Lesson, recommendations: readonly Recommendation[]): OwnNumbers | null {
  const stand = ownStands[lesson.topic];
  if (!stand) return null;
  const told = toldBy(recommendations);
  const given: Record<string, number> = {};
  for (const [name, from] of Object.entries(stand.given)) {
    const value = typeof from === 'function' ? from(told, lesson) : told(from);
    if (value === null || !Number.isFinite(value)) return null;
    given[name] = value;
  }
  const values = valuesOf(lesson, given);
  const measured = Object.entries(stand.same ?? {}).filter(([, fact]) => told(fact) !== null);
  const isSame = measured.every(
    ([name, fact]) => Math.abs((values[name]?.amount ?? Number.NaN) - (told(fact) ?? 0)) < EQUAL_WITHIN,
  );
  if (!isSame) return null;
  const cited = Object.entries(stand.given).flatMap(([name, from]) =>
    typeof from === 'string' ? [name] : [],
  );
  return { given, names: [...cited, ...measured.map(([name]) => name)] };
}

/** A name that stands for two different numbers, say of two cards, is told as none. */
function toldBy(recommendations: readonly Recommendation[]): Told {
  const evidence = recommendations.flatMap((one) => one.evidence);
  return (name) => {
    const [first, ...others] = new Set(evidence.filter((one) => one.name === name).map(({ value }) => value));
    return first === undefined || others.length > 0 ? null : first;
  };
}

/** What brings the card to the lesson's line; null where it is below it already and nothing would move. */
function paymentToGoal(told: Told, lesson: Lesson): number | null {
  const [balance, limit] = [told('balanceCents'), told('limitCents')];
  const goal = lesson.given['goal']?.amount;
  if (balance === null || limit === null || goal === undefined) return null;
  const payment = Math.round(balance - limit * goal);
  return payment > 0 ? payment : null;
}

function averagePrice(told: Told): number | null {
  const [spend, count] = [told('recurringSpendCents'), told('recurringCount')];
  return spend === null || !count ? null : spend / count;
}
