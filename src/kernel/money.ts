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

/** Cents → text such as `$3,400` or `$19.99`: whole units drop their zeros, as people write money. */
export function formatMoney(amountCents: Cents, options: { locale: string; currency: string }): string {
  const digits = amountCents % CENTS_PER_UNIT === 0 ? 0 : 2;
  return numberFormat(options.locale, {
    style: 'currency',
    currency: options.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amountCents / CENTS_PER_UNIT);
}
