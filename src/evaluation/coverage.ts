import { type EvaluatedMember, type Share, share } from './evaluated-member.ts';

/** Behaviours that a member's signals can show. */
const behaviours: readonly ((member: EvaluatedMember) => boolean)[] = [
  ({ signals }) => (signals.subscriptions?.streams.length ?? 0) > 0,
  ({ signals }) => (signals.subscriptions?.monthlySpendCents ?? 0) > 0,
  ({ signals }) => (signals.savings?.netInflowCents ?? 0) !== 0,
  ({ signals }) => signals.savings?.emergencyFundMonths != null,
  ({ signals }) => signals.credit?.maxUtilizationRatio != null,
  ({ signals }) =>
    (signals.credit?.cards ?? []).some(
      (card) => card.isOverdue || card.minimumPaymentOnly || (card.interestChargedCents ?? 0) > 0,
    ),
  ({ signals }) => (signals.income?.payroll.length ?? 0) > 0,
  ({ signals }) => signals.income?.cashBufferMonths != null,
];

const BEHAVIOURS_MIN = 3;

export type Coverage = {
  /** A persona whose rule holds, and three behaviours or more. */
  readonly strict: Share;
  /** Any persona, general too, and three behaviours or more. */
  readonly loose: Share;
};

/** How many members the product has something to say to. */
export function coverage(members: readonly EvaluatedMember[]): Coverage {
  const seen = members.filter(
    (member) => behaviours.filter((shows) => shows(member)).length >= BEHAVIOURS_MIN,
  );
  const strict = seen.filter(({ assignment }) => assignment.primary !== 'general');
  return { strict: share(strict.length, members.length), loose: share(seen.length, members.length) };
}
