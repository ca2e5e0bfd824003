import type { Account, CreditLiability } from '../ingest/bank-record.ts';
import type { Cents } from '../kernel/units.ts';
import { isCovered } from './covered-range.ts';
import type { Ledger } from './ledger.ts';
import type { Posting } from './posting.ts';
import type { CardSignals, CreditSignals, MeasureEvidence } from './signals.ts';
import { type DayRange, isWithin } from './spend.ts';
import { creditRules } from './thresholds.ts';

/**
 * Every personal card. Balances, limits and dues are those that the file states, in both windows; interest is
 * the window's. Null where the data doesn't say of what kind its accounts are: there may be a card.
 */
export function creditSignals(
  ledger: Ledger,
  range: DayRange,
): { signals: CreditSignals | null; evidence: Record<string, MeasureEvidence> } {
  const cards = ledger.accounts.filter((entry) => entry.class === 'card');
  const isUnstated =
    ledger.accounts.length === 0 || ledger.accounts.some((entry) => entry.class === 'unstated');
  if (cards.length === 0 && isUnstated) return { signals: null, evidence: {} };
  const isWindowCovered = isCovered(ledger, range);
  const evidence: Record<string, MeasureEvidence> = {};
  const measured = cards.map(({ account }) => {
    const liability = ledger.liabilities.get(account.accountId) ?? null;
    const onCard = ledger.postings.filter((posting) => posting.transaction.accountId === account.accountId);
    const interest = onCard.filter(
      (posting) => posting.kind === 'interest_charged' && isWithin(posting, range),
    );
    const payment = liability?.lastPaymentCents == null ? lastPayment(onCard) : null;
    Object.assign(evidence, cardEvidence(account.accountId, interest, payment));
    return cardSignals(
      account,
      liability,
      payment,
      interestCharged(liability, interest.map(amountOf), isWindowCovered),
    );
  });
  const ratios = measured.flatMap((card) => (card.utilizationRatio === null ? [] : [card.utilizationRatio]));
  const maxUtilizationRatio = ratios.length === 0 ? null : Math.max(...ratios);
  const highest = measured.filter((card) => card.utilizationRatio === maxUtilizationRatio);
  if (maxUtilizationRatio !== null) {
    evidence['maxUtilizationRatio'] = {
      transactionIds: [],
      accountIds: highest.map(({ accountId }) => accountId),
    };
  }
  return { signals: { cards: measured, maxUtilizationRatio }, evidence };
}

/** Each card's measures by name and account: what is stated rests on the account alone. */
function cardEvidence(
  accountId: string,
  interest: readonly Posting[],
  payment: Posting | null,
): Record<string, MeasureEvidence> {
  const ofCard = (postings: readonly Posting[]): MeasureEvidence => ({
    transactionIds: postings.map(({ transaction }) => transaction.transactionId),
    accountIds: [accountId],
  });
  return {
    [`utilizationRatio:${accountId}`]: ofCard([]),
    [`minimumPaymentOnly:${accountId}`]: ofCard(payment === null ? [] : [payment]),
    [`interestChargedCents:${accountId}`]: ofCard(interest),
    [`isOverdue:${accountId}`]: ofCard([]),
  };
}

const amountOf = ({ transaction }: Posting): Cents => transaction.amountCents;

function cardSignals(
  account: Account,
  liability: CreditLiability | null,
  payment: Posting | null,
  interestChargedCents: Cents | null,
): CardSignals {
  const { balanceCents, limitCents } = account;
  return {
    accountId: account.accountId,
    mask: account.mask,
    balanceCents,
    limitCents,
    // A balance in the member's favour uses nothing of the limit.
    utilizationRatio:
      balanceCents === null || limitCents === null || limitCents <= 0
        ? null
        : Math.max(0, balanceCents) / limitCents,
    minimumPaymentOnly: paysMinimumOnly(
      balanceCents,
      liability,
      liability?.lastPaymentCents ?? (payment === null ? null : -amountOf(payment)),
    ),
    interestChargedCents,
    isOverdue: liability?.isOverdue ?? null,
  };
}

/**
 * Last payment > 0 and at most 1.05 × the minimum, minimum > 0, balance > 0. False where one of these is, null
 * where none is but one is missing.
 */
function paysMinimumOnly(
  balanceCents: Cents | null,
  liability: CreditLiability | null,
  paidCents: Cents | null,
): boolean | null {
  const minimumCents = liability?.minimumPaymentCents ?? null;
  if (minimumCents !== null && minimumCents <= 0) return false;
  if (balanceCents !== null && balanceCents <= 0) return false;
  if (paidCents !== null && paidCents <= 0) return false;
  if (minimumCents === null || paidCents === null) return null;
  if (paidCents > minimumCents * creditRules.minimumPaymentToleranceRatio) return false;
  return balanceCents === null ? null : true;
}

/** What the card's own transactions show, where the issuer doesn't state it. */
function lastPayment(onCard: readonly Posting[]): Posting | null {
  return onCard.findLast((posting) => posting.kind === 'card_payment') ?? null;
}

/** Posted interest within the window, else the last statement's, else 0 where the data covers the window. */
function interestCharged(
  liability: CreditLiability | null,
  posted: readonly Cents[],
  isWindowCovered: boolean,
): Cents | null {
  if (posted.length > 0) return posted.reduce((sum, cents) => sum + cents, 0);
  const stated = (liability?.aprs ?? []).flatMap((apr) => apr.interestChargeCents ?? []);
  if (stated.length > 0) return stated.reduce((sum, cents) => sum + cents, 0);
  return isWindowCovered ? 0 : null;
}
