import type { Media, OwnInfographic, RecommendationView } from '../../src/http/contract.ts';

export const DISCLOSURE =
  'This is educational content, not financial advice. Consult a licensed advisor for personalized guidance.';

type Words = Pick<RecommendationView, 'topic' | 'title' | 'summary' | 'rationale' | 'evidence'>;

const utilization: Words = {
  topic: 'credit_utilization',
  title: 'Bring one card under 30% of its limit',
  summary: 'Using less than 30% of a card’s limit can help your credit score.',
  rationale: 'Your Visa ending in 4523 is at 68% of its limit ($3,400 of $5,000).',
  evidence: [
    evidence('Share of the limit in use, Visa ending in 4523', 0.68, 'ratio', { accounts: 1 }),
    evidence('Balance, Visa ending in 4523', 340_000, 'cents', { accounts: 1 }),
    evidence('Limit, Visa ending in 4523', 500_000, 'cents', { accounts: 1 }),
  ],
};

const paydown: Words = {
  topic: 'debt_paydown_strategy',
  title: 'Two ways down the mountain',
  summary: 'Highest rate first costs least; smallest balance first gives the quickest win.',
  rationale: 'Because two of your cards carry a balance, $4,150 together.',
  evidence: [
    evidence('Cards with a balance', 2, 'count', { accounts: 2 }),
    evidence('Balances together', 415_000, 'cents', { accounts: 2 }),
  ],
};

const interest: Words = {
  topic: 'interest_calculation',
  title: 'What interest adds each day',
  summary: 'Card interest is counted daily, so paying a few days earlier can make a difference.',
  rationale: 'Your cards were charged $62.47 of interest in the last 180 days.',
  evidence: [evidence('Interest charged', 6_247, 'cents', { transactions: 6, accounts: 1 })],
};

const autopay: Words = {
  topic: 'autopay_setup',
  title: 'Let due dates look after themselves',
  summary: 'A standing payment of the minimum keeps a forgotten date from turning into a fee.',
  rationale: 'One payment arrived 4 days after its due date.',
  evidence: [evidence('Days after the due date', 4, 'days', { transactions: 1 })],
};

const cushion: Words = {
  topic: 'emergency_fund_basics',
  title: 'A cushion for the month that goes wrong',
  summary: 'Three to six months of expenses is a common target; one month is a good first stop.',
  rationale: 'Your savings would cover about 1.4 months of what you usually spend.',
  evidence: [
    evidence('Months your savings would cover', 1.4, 'months', { transactions: 148, accounts: 3 }),
    evidence('Share of pay that varies', 0.0246, 'ratio', { transactions: 12 }),
  ],
};

const basics: Words = {
  topic: 'basics_budget',
  title: 'A plan that fits on a napkin',
  summary: 'Half for needs, a third for wants, the rest for later: a start, not a law.',
  rationale: 'This one serves everybody and uses none of your numbers.',
  evidence: [],
};

const transferOffer: Words = {
  topic: 'offer_balance_transfer',
  title: 'A card with 0% on moved balances for 15 months',
  summary: 'The fee is 3% of what is moved. Watch the end date.',
  rationale: 'You carry $3,400 on a card that charges interest.',
  evidence: [evidence('Balance that charges interest', 340_000, 'cents', { accounts: 1 })],
};

const savingsOffer: Words = {
  topic: 'offer_high_yield_savings',
  title: 'A savings account at 4.0% a year',
  summary: 'No monthly fee and no minimum.',
  rationale: 'You have no savings account with this kind of rate yet.',
  evidence: [],
};

const educationWords = { utilization, paydown, interest, autopay, cushion, basics };
const offerWords = { transferOffer, savingsOffer };

/** What stands behind the address is in this folder. */
const ownUtilization: OwnInfographic = {
  url: '/api/members/maya/infographics/credit_utilization.svg?locale=en',
  facts: [
    { label: 'Credit limit', value: '$5,000', isOwn: true },
    { label: 'Balance now', value: '$3,400', isOwn: true },
    { label: 'Payment', value: '$1,900', isOwn: false },
  ],
};

export function idea(name: keyof typeof educationWords, media: Media | null = null): RecommendationView {
  return {
    id: `idea-${name}`,
    kind: 'education',
    disclosure: DISCLOSURE,
    media,
    ownInfographic: name === 'utilization' ? ownUtilization : null,
    feedback: null,
    ...educationWords[name],
  };
}

export function offer(name: keyof typeof offerWords): RecommendationView {
  return {
    id: `offer-${name}`,
    kind: 'offer',
    disclosure: DISCLOSURE,
    media: null,
    ownInfographic: null,
    feedback: null,
    ...offerWords[name],
  };
}

/** What of the scenarios is worded in Spanish; the rest stays as it is. */
export const spanishWords: Readonly<Record<string, Pick<Words, 'title' | 'summary' | 'rationale'>>> = {
  'idea-utilization': {
    title: 'Baja una tarjeta del 30% de su límite',
    summary: 'Usar menos del 30% del límite de una tarjeta puede ayudar a tu historial de crédito.',
    rationale: 'Tu tarjeta Visa terminada en 4523 está al 68% de su límite ($3,400 de $5,000).',
  },
};

function evidence(
  label: string,
  value: number,
  unit: RecommendationView['evidence'][number]['unit'],
  sources: { transactions?: number; accounts?: number },
): RecommendationView['evidence'][number] {
  const ids = (prefix: string, count = 0) =>
    Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  return {
    label,
    value,
    unit,
    transactionIds: ids('transaction', sources.transactions),
    accountIds: ids('account', sources.accounts),
  };
}
