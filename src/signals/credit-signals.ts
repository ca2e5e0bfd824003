import type { Account, CreditLiability } from '../ingest/bank-record.ts';
import type { Cents } from '../kernel/units.ts';
import type { Ledger, Posting } from './ledger.ts';
import type { CardSignals, CreditSignals, MeasureEvidence } from './signals.ts';
import { type DayRange, isWithin } from './spend.ts';
import { creditRules } from './thresholds.ts';

/** Every personal card. Null where the data doesn't say of what kind its accounts are: there may be a card. */
export function creditSignals(
  ledger: Ledger,
  range: DayRange,
): { signals: CreditSignals | null; evidence: Record<string, MeasureEvidence> } {
  const cards = ledger.accounts.filter((entry) => entry.class === 'card');
  const isUnstated =
    ledger.accounts.length === 0 || ledger.accounts.some((entry) => entry.class === 'unstated');
  if (cards.length === 0 && isUnstated) return { signals: null, evidence: {} };
  const evidence: Record<string, MeasureEvidence> = {};
  const measured = cards.map(({ account }) => {
    const onCard = ledger.postings.filter((posting) => posting.transaction.accountId === account.accountId);
    const interest = onCard.filter(
      (posting) => posting.kind === 'interest_charged' && isWithin(posting, range),
    );
    evidence[`interestChargedCents:${account.accountId}`] = {
      transactionIds: interest.map((posting) => posting.transaction.transactionId),
      accountIds: [account.accountId],
    };
    return cardSignals(account, ledger.liabilities.get(account.accountId) ?? null, onCard, interest);
  });
  const ratios = measured.flatMap((card) => (card.utilizationRatio === null ? [] : [card.utilizationRatio]));
  return {
    signals: { cards: measured, maxUtilizationRatio: ratios.length === 0 ? null : Math.max(...ratios) },
    evidence,
  };
}

function cardSignals(
  account: Account,
  liability: CreditLiability | null,
  onCard: readonly Posting[],
  interest: readonly Posting[],
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
    minimumPaymentOnly: paysMinimumOnly(balanceCents, liability, onCard),
    interestChargedCents: interestCharged(liability, onCard, interest),
    isOverdue: liability?.isOverdue ?? null,
  };
}

/** Last payment > 0 and at most 1.05 × the minimum, minimum > 0, balance > 0; null where one is missing. */
function paysMinimumOnly(
  balanceCents: Cents | null,
  liability: CreditLiability | null,
  onCard: readonly Posting[],
): boolean | null {
  const minimumCents = liability?.minimumPaymentCents ?? null;
  const paidCents = liability?.lastPaymentCents ?? lastPayment(onCard);
  if (minimumCents !== null && minimumCents <= 0) return false;
  if (balanceCents !== null && balanceCents <= 0) return false;
  if (paidCents !== null && paidCents <= 0) return false;
  if (minimumCents === null || paidCents === null) return null;
  if (paidCents > minimumCents * creditRules.minimumPaymentToleranceRatio) return false;
  return balanceCents === null ? null : true;
}

/** What the card's own transactions show, where the issuer doesn't state it. */
function lastPayment(onCard: readonly Posting[]): Cents | null {
  const payment = onCard.findLast((posting) => posting.kind === 'card_payment');
  return payment ? -payment.transaction.amountCents : null;
}

/** Posted interest within the window, else the last statement's; nothing posted on a card that has rows is 0. */
function interestCharged(
  liability: CreditLiability | null,
  onCard: readonly Posting[],
  interest: readonly Posting[],
): Cents | null {
  if (interest.length > 0) return interest.reduce((sum, posting) => sum + posting.transaction.amountCents, 0);
  const stated = (liability?.aprs ?? []).flatMap((apr) => apr.interestChargeCents ?? []);
  if (stated.length > 0) return stated.reduce((sum, cents) => sum + cents, 0);
  return onCard.length > 0 ? 0 : null;
}
