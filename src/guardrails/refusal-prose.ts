import { formatMoney } from '../kernel/money.ts';
import { numberFormat } from '../kernel/number-format.ts';
import type { GuardrailRefusal } from './refusal.ts';

type Value = GuardrailRefusal['found'];

const money = (value: Value) =>
  typeof value === 'number' ? formatMoney(value, { locale: 'en-US', currency: 'USD' }) : plain(value);
const percent = (value: Value) =>
  typeof value === 'number'
    ? numberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 }).format(value)
    : plain(value);
const plain = (value: Value) => (value === null ? 'unknown' : String(value));
const decimal = (value: Value) =>
  typeof value === 'number' ? String(Number(value.toFixed(2))) : plain(value);

/** Each code's sentence, made from what was found and what would have passed. */
const sentences: Readonly<Record<string, (found: Value, allowed: Value) => string>> = {
  CONSENT_NEVER_GIVEN: () => 'no consent was ever given',
  CONSENT_REVOKED: () => 'consent was taken back',
  PRODUCT_PREDATORY: (found) => `a product of the kind ${plain(found)} is never offered`,
  ELIGIBILITY_UNKNOWN: () => 'what it asks for isn’t known of the member',
  ELIGIBILITY_NO_CARD: () => 'it asks for a credit card, and none is there',
  ELIGIBILITY_NO_CHECKING: () => 'it asks for a checking account with a known balance, and none is there',
  ELIGIBILITY_ALREADY_HELD: (found) => `the member has one already: ${plain(found)}`,
  ELIGIBILITY_CARD_OVERDUE: (found, allowed) =>
    `${plain(found)} of the cards overdue, ${plain(allowed)} allowed`,
  ELIGIBILITY_UTILIZATION: (found, allowed) =>
    `a card is at ${percent(found)} of its limit, at most ${percent(allowed)} allowed`,
  ELIGIBILITY_INCOME: (found, allowed) =>
    `${money(found)} of pay a month, at least ${money(allowed)} asked for`,
  ELIGIBILITY_SAVINGS: (found, allowed) => `${money(found)} in savings, at least ${money(allowed)} asked for`,
  ELIGIBILITY_EMERGENCY_FUND: (found, allowed) =>
    `savings cover ${decimal(found)} months, at least ${decimal(allowed)} asked for`,
  ELIGIBILITY_RECURRING_COUNT: (found, allowed) =>
    `${plain(found)} active subscriptions, at least ${plain(allowed)} asked for`,
  TONE_SHAMING_PHRASE: (found) => `it shames: “${plain(found)}”`,
  TONE_PROMISE: (found) => `it promises a result: “${plain(found)}”`,
  TONE_ADVICE: (found) => `it advises: “${plain(found)}”`,
  TONE_PREDATORY_PRODUCT: (found) => `it holds out a costly product: “${plain(found)}”`,
  TONE_SHOUTING: (found, allowed) => `${plain(found)} words in capitals, at most ${plain(allowed)} allowed`,
  RATIONALE_WITHOUT_EVIDENCE: () => 'no number of the member’s own stands behind it',
  EVIDENCE_NOT_A_NUMBER: (found) => `“${plain(found)}” is no number`,
  DISCLOSURE_MISSING: () => 'the disclosure isn’t the approved one, word for word',
};

/** A guardrail's no in words, for whoever looks at decisions: the code's sentence with its numbers. */
export function refusalProse({ code, found, allowed }: GuardrailRefusal): string {
  return sentences[code]?.(found, allowed) ?? code;
}
