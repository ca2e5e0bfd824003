import { numberFormat } from './number-format.ts';
import type { Cents } from './units.ts';

const CENTS_PER_UNIT = 100;

/**
 * Decimal amount (dollars, as banks send it) → whole cents, rounded half away from zero.
 * Answers null where the input isn't a finite number or would not fit exactly.
 */
export function centsFromDecimal(amount: number): Cents | null {
  if (!Number.isFinite(amount)) return null;
  const scaled = Math.abs(amount) * CENTS_PER_UNIT;
  // 1.005 * 100 is 100.49999999999999: the relative nudge restores what the decimal digits meant.
  const cents = Math.round(scaled * (1 + Number.EPSILON));
  if (!Number.isSafeInteger(cents)) return null;
  return amount < 0 && cents !== 0 ? -cents : cents;
}

/** What ISO 4217 codes look like; banks call currencies without one as they like (`DOGE`). */
const ISO_CODE = /^[A-Z]{3}$/i;

/**
 * Cents → text such as `$3,400`, `$19.99` or `19.99 DOGE`: whole units drop their zeros, as people write money.
 */
export function formatMoney(amountCents: Cents, options: { locale: string; currency: string }): string {
  const { locale, currency } = options;
  const digits = amountCents % CENTS_PER_UNIT === 0 ? 0 : 2;
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const amount = amountCents / CENTS_PER_UNIT;
  if (ISO_CODE.test(currency)) {
    return numberFormat(locale, { style: 'currency', currency, ...fraction }).format(amount);
  }
  return `${numberFormat(locale, { style: 'decimal', ...fraction }).format(amount)} ${currency}`;
}
