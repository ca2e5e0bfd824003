import type { EligibilityRule, ProductKind } from '../recommendations/eligibility-rule.ts';
import type { MemberFacts } from '../recommendations/member-facts.ts';
import type { GuardrailRefusal } from './refusal.ts';

export const PRODUCT_PREDATORY = 'PRODUCT_PREDATORY';
export const ELIGIBILITY_UNKNOWN = 'ELIGIBILITY_UNKNOWN';
export const ELIGIBILITY_NO_CARD = 'ELIGIBILITY_NO_CARD';
export const ELIGIBILITY_NO_CHECKING = 'ELIGIBILITY_NO_CHECKING';
export const ELIGIBILITY_ALREADY_HELD = 'ELIGIBILITY_ALREADY_HELD';
export const ELIGIBILITY_CARD_OVERDUE = 'ELIGIBILITY_CARD_OVERDUE';
export const ELIGIBILITY_UTILIZATION = 'ELIGIBILITY_UTILIZATION';
export const ELIGIBILITY_INCOME = 'ELIGIBILITY_INCOME';
export const ELIGIBILITY_SAVINGS = 'ELIGIBILITY_SAVINGS';
export const ELIGIBILITY_EMERGENCY_FUND = 'ELIGIBILITY_EMERGENCY_FUND';
export const ELIGIBILITY_RECURRING_COUNT = 'ELIGIBILITY_RECURRING_COUNT';

/** Products that are never offered, whoever asks. */
export const predatoryKinds: readonly ProductKind[] = [
  'payday_loan',
  'title_loan',
  'rent_to_own',
  'high_fee_account',
];

/** An offer's product and rules against the member's facts → why not, or null. What isn't known doesn't qualify. */
export function checkEligibility(
  offer: { readonly productKind: ProductKind | null; readonly eligibility: readonly EligibilityRule[] },
  facts: MemberFacts,
): GuardrailRefusal | null {
  if (offer.productKind !== null && predatoryKinds.includes(offer.productKind)) {
    return { code: PRODUCT_PREDATORY, found: offer.productKind, allowed: null };
  }
  for (const rule of offer.eligibility) {
    const refusal = checkRule(rule, facts);
    if (refusal) return refusal;
  }
  return null;
}

function checkRule(rule: EligibilityRule, facts: MemberFacts): GuardrailRefusal | null {
  const { signals, cards } = facts;
  switch (rule.rule) {
    case 'holds_card':
      return cards.length > 0 ? null : { code: ELIGIBILITY_NO_CARD, found: 0, allowed: 1 };
    case 'holds_checking':
      return facts.checkingBalance ? null : { code: ELIGIBILITY_NO_CHECKING, found: 0, allowed: 1 };
    case 'holds_no_account':
      return holdsNone(rule.subtypes, facts);
    case 'pays_no_service': {
      const paid = facts.merchants.find((merchant) => rule.names.some((name) => merchant.includes(name)));
      return paid === undefined ? null : { code: ELIGIBILITY_ALREADY_HELD, found: paid, allowed: null };
    }
    case 'no_card_overdue':
      return noneOverdue(facts);
    case 'max_utilization': {
      const found = signals.credit?.maxUtilizationRatio ?? null;
      if (found === null) return unknown(rule.atMostRatio);
      return found <= rule.atMostRatio
        ? null
        : { code: ELIGIBILITY_UTILIZATION, found, allowed: rule.atMostRatio };
    }
    case 'min_monthly_income':
      return atLeast(facts.monthlyPay?.value, rule.atLeastCents, ELIGIBILITY_INCOME);
    case 'min_savings_balance':
      return atLeast(signals.savings?.balanceCents, rule.atLeastCents, ELIGIBILITY_SAVINGS);
    case 'min_emergency_fund':
      return atLeast(signals.savings?.emergencyFundMonths, rule.atLeastMonths, ELIGIBILITY_EMERGENCY_FUND);
    case 'min_recurring_count':
      return atLeast(signals.subscriptions?.recurringCount, rule.atLeastCount, ELIGIBILITY_RECURRING_COUNT);
  }
}

/** Where accounts are of no stated kind, or none is known, one of these may be among them. */
function holdsNone(subtypes: readonly string[], { accounts }: MemberFacts): GuardrailRefusal | null {
  const held = accounts.find((account) => subtypes.includes(account.subtype ?? ''));
  if (held) return { code: ELIGIBILITY_ALREADY_HELD, found: held.subtype, allowed: null };
  const isKnown = accounts.length > 0 && accounts.every((account) => account.type !== 'unstated');
  return isKnown ? null : unknown(null);
}

function noneOverdue({ cards }: MemberFacts): GuardrailRefusal | null {
  const overdue = cards.filter((card) => card.isOverdue === true).length;
  if (overdue > 0) return { code: ELIGIBILITY_CARD_OVERDUE, found: overdue, allowed: 0 };
  return cards.some((card) => card.isOverdue === null) ? unknown(0) : null;
}

function atLeast(found: number | null | undefined, allowed: number, code: string): GuardrailRefusal | null {
  if (found == null) return unknown(allowed);
  return found >= allowed ? null : { code, found, allowed };
}

function unknown(allowed: number | null): GuardrailRefusal {
  return { code: ELIGIBILITY_UNKNOWN, found: null, allowed };
}
