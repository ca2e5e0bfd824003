import type { CardSignals } from '../signals/signals.ts';
import type { Because, Fact, WordSlots } from './because.ts';
import type { MemberFacts } from './member-facts.ts';

const DAYS_PER_YEAR = 365;
const TARGET_RATIO = 0.3;
/** The highest of the utilisation flags: from here on nothing speaks louder. */
const FULL_STRENGTH_RATIO = 0.8;
const NETWORKS = /\b(visa|mastercard|american express|amex|discover)\b/i;

type Reason = (facts: MemberFacts) => Because | null;

/** Reasons about cards. Each answers null where a number it needs is missing. */
export const creditReasons = {
  card_utilization: (facts) => {
    const card = facts.topCard;
    if (card?.utilizationRatio == null || card.balanceCents === null || card.limitCents === null) return null;
    // The bank owes the member: nothing of the limit is in use.
    if (card.balanceCents < 0) return null;
    return {
      code: 'card_utilization',
      facts: {
        utilizationRatio: ofCard(card, card.utilizationRatio, 'ratio'),
        balanceCents: ofCard(card, card.balanceCents, 'cents'),
        limitCents: ofCard(card, card.limitCents, 'cents'),
      },
      words: cardWords(facts, card),
      strength: Math.min(1, card.utilizationRatio / FULL_STRENGTH_RATIO),
    };
  },
  card_to_target: (facts) => {
    const card = facts.topCard;
    if (card?.balanceCents == null || card.limitCents === null || card.utilizationRatio === null) return null;
    const toTargetCents = Math.round(card.balanceCents - card.limitCents * TARGET_RATIO);
    if (toTargetCents <= 0) return null;
    return {
      code: 'card_to_target',
      facts: {
        toTargetCents: ofCard(card, toTargetCents, 'cents'),
        targetRatio: ofCard(card, TARGET_RATIO, 'ratio'),
        utilizationRatio: ofCard(card, card.utilizationRatio, 'ratio'),
      },
      words: cardWords(facts, card),
      strength: Math.min(1, card.utilizationRatio),
    };
  },
  cards_owed: ({ cards }) => {
    const owing = cards.filter((card) => (card.balanceCents ?? 0) > 0);
    if (owing.length === 0) return null;
    const accountIds = owing.map((card) => card.accountId);
    const owed = owing.reduce((sum, card) => sum + (card.balanceCents ?? 0), 0);
    return {
      code: 'cards_owed',
      facts: {
        owedCents: { value: owed, unit: 'cents', transactionIds: [], accountIds },
        cardCount: { value: owing.length, unit: 'count', transactionIds: [], accountIds },
      },
      words: {},
      strength: Math.min(1, owing.length / 3),
    };
  },
  card_interest: (facts) => {
    const card = [...facts.cards].sort(
      (a, b) => (b.interestChargedCents ?? 0) - (a.interestChargedCents ?? 0),
    )[0];
    if (!card?.interestChargedCents) return null;
    const posted = facts.signals.evidence?.[`interestChargedCents:${card.accountId}`];
    return {
      code: 'card_interest',
      facts: {
        interestCents: {
          value: card.interestChargedCents,
          unit: 'cents',
          transactionIds: posted?.transactionIds ?? [],
          accountIds: [card.accountId],
        },
      },
      words: cardWords(facts, card),
      strength: 0.6,
    };
  },
  minimum_payment: (facts) => {
    const card = facts.cards.find((candidate) => candidate.minimumPaymentOnly);
    const liability = card && facts.liabilityOf.get(card.accountId);
    if (!card || liability?.lastPaymentCents == null || liability.minimumPaymentCents === null) return null;
    return {
      code: 'minimum_payment',
      facts: {
        lastPaymentCents: ofCard(card, liability.lastPaymentCents, 'cents'),
        minimumPaymentCents: ofCard(card, liability.minimumPaymentCents, 'cents'),
      },
      words: cardWords(facts, card),
      strength: 0.8,
    };
  },
  overdue: ({ cards }) => {
    const overdue = cards.filter((card) => card.isOverdue);
    if (overdue.length === 0) return null;
    const accountIds = overdue.map((card) => card.accountId);
    return {
      code: 'overdue',
      facts: { overdueCount: { value: overdue.length, unit: 'count', transactionIds: [], accountIds } },
      words: {},
      strength: 1,
    };
  },
  daily_interest: (facts) => {
    const card = facts.topCard;
    const aprRatio = card ? purchaseRate(facts, card) : null;
    if (!card?.balanceCents || card.balanceCents <= 0 || !aprRatio) return null;
    return {
      code: 'daily_interest',
      facts: {
        balanceCents: ofCard(card, card.balanceCents, 'cents'),
        aprRatio: ofCard(card, aprRatio, 'ratio'),
        dailyInterestCents: ofCard(card, Math.round((card.balanceCents * aprRatio) / DAYS_PER_YEAR), 'cents'),
      },
      words: cardWords(facts, card),
      strength: 0.7,
    };
  },
} satisfies Record<string, Reason>;

function ofCard(card: CardSignals, value: number, unit: Fact['unit']): Fact {
  return { value, unit, transactionIds: [], accountIds: [card.accountId] };
}

/** "Visa ending 4523" needs a network that the account's names mention and a mask; each may be missing. */
function cardWords(facts: MemberFacts, card: CardSignals): WordSlots {
  const account = facts.accountOf.get(card.accountId);
  const network = NETWORKS.exec(`${account?.officialName ?? ''} ${account?.name ?? ''}`)?.[1] ?? null;
  return { card: { brand: network, mask: card.mask } };
}

function purchaseRate(facts: MemberFacts, card: CardSignals): number | null {
  const aprs = facts.liabilityOf.get(card.accountId)?.aprs ?? [];
  return (aprs.find((apr) => apr.type === 'purchase_apr') ?? aprs[0])?.rateRatio ?? null;
}
