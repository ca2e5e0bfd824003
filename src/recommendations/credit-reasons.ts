import type { CardSignals, MeasureEvidence } from '../signals/signals.ts';
import { windowDays } from '../signals/thresholds.ts';
import type { Because, Fact, WordSlots } from './because.ts';
import type { MemberFacts } from './member-facts.ts';

const DAYS_PER_YEAR = 365;
const TARGET_RATIO = 0.3;
/** The highest of the utilisation flags: from here on nothing speaks louder. */
const FULL_STRENGTH_RATIO = 0.8;
const NETWORKS = /\b(visa|mastercard|american express|amex|discover)\b/i;
const networkNames: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  'american express': 'American Express',
  amex: 'American Express',
  discover: 'Discover',
};

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
    const card = dearestCard(facts);
    const posted = card && postedInterest(facts, card);
    if (!card?.interestChargedCents || !posted) return null;
    const ofRows = { transactionIds: posted.transactionIds, accountIds: [card.accountId] };
    return {
      code: 'card_interest',
      facts: {
        interestCents: { value: card.interestChargedCents, unit: 'cents', ...ofRows },
        windowDays: { value: windowDays['180d'], unit: 'days', ...ofRows },
      },
      words: cardWords(facts, card),
      strength: 0.6,
    };
  },
  statement_interest: (facts) => {
    const card = dearestCard(facts);
    if (!card?.interestChargedCents || postedInterest(facts, card)) return null;
    return {
      code: 'statement_interest',
      facts: { interestCents: ofCard(card, card.interestChargedCents, 'cents') },
      words: cardWords(facts, card),
      strength: 0.6,
    };
  },
  minimum_payment: (facts) => {
    const card = facts.cards.find((candidate) => candidate.minimumPaymentOnly);
    const liability = card && facts.liabilityOf.get(card.accountId);
    if (!card || !liability || liability.minimumPaymentCents === null) return null;
    const paid = lastPayment(facts, card);
    if (paid === null) return null;
    return {
      code: 'minimum_payment',
      facts: {
        lastPaymentCents: paid,
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
    const card = [facts.topCard, ...facts.cards].find((one) => one !== null && dailyInterest(facts, one) > 0);
    const aprRatio = card ? purchaseRate(facts, card) : null;
    if (!card?.balanceCents || aprRatio === null) return null;
    return {
      code: 'daily_interest',
      facts: {
        balanceCents: ofCard(card, card.balanceCents, 'cents'),
        aprRatio: ofCard(card, aprRatio, 'ratio'),
        dailyInterestCents: ofCard(card, dailyInterest(facts, card), 'cents'),
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
  const network = NETWORKS.exec(`${account?.officialName ?? ''} ${account?.name ?? ''}`)?.[1] ?? '';
  return { card: { brand: networkNames[network.toLowerCase()] ?? null, mask: card.mask } };
}

/** The card that was charged most interest. */
function dearestCard({ cards }: MemberFacts): CardSignals | undefined {
  return [...cards].sort((a, b) => (b.interestChargedCents ?? 0) - (a.interestChargedCents ?? 0))[0];
}

/** The rows of the window in which the interest was posted; null where only the last statement tells it. */
function postedInterest({ signals }: MemberFacts, card: CardSignals): MeasureEvidence | null {
  const posted = signals.evidence?.[`interestChargedCents:${card.accountId}`];
  return posted && posted.transactionIds.length > 0 ? posted : null;
}

/** What the issuer states, else the payment among the card's own rows. */
function lastPayment(facts: MemberFacts, card: CardSignals): Fact | null {
  const stated = facts.liabilityOf.get(card.accountId)?.lastPaymentCents ?? null;
  if (stated !== null) return ofCard(card, stated, 'cents');
  const [id] = facts.signals.evidence?.[`minimumPaymentOnly:${card.accountId}`]?.transactionIds ?? [];
  const row = id === undefined ? undefined : facts.transactionOf.get(id);
  return row ? { ...ofCard(card, -row.amountCents, 'cents'), transactionIds: [row.transactionId] } : null;
}

/** Whole cents a day; 0 where the balance or its rate isn't known, or it comes to less than half a cent. */
function dailyInterest(facts: MemberFacts, card: CardSignals): number {
  const rate = purchaseRate(facts, card) ?? 0;
  return Math.max(0, Math.round(((card.balanceCents ?? 0) * rate) / DAYS_PER_YEAR));
}

/** The rate of purchases. Another rate is not what the balance grows by. */
function purchaseRate(facts: MemberFacts, card: CardSignals): number | null {
  const aprs = facts.liabilityOf.get(card.accountId)?.aprs ?? [];
  const rate = aprs.find((apr) => apr.type === 'purchase_apr') ?? (aprs.length === 1 ? aprs[0] : undefined);
  return rate && !/transfer|cash/.test(rate.type) ? rate.rateRatio : null;
}
