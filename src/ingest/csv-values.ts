import { type IsoDate, parseIsoDate } from '../kernel/dates.ts';
import { centsFromDecimal } from '../kernel/money.ts';
import type { Cents } from '../kernel/units.ts';
import type { CsvMapping } from './csv-mapping.ts';

const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[T ].*)?$/;
const COMPACT = /^(\d{4})()(\d{2})(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[, ].*)?$/;
const CENTURY = '20';

/**
 * A date cell → calendar day, or null. A year of four digits in front says the order by itself; else the order
 * is as stated, never guessed, and a year of two digits is of this century. A time of day behind is dropped.
 */
export function parseCsvDate(cell: string, order: CsvMapping['dateOrder']): IsoDate | null {
  const text = cell.trim();
  const first = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (first) return dayOf(first[1], first[3], first[4]);
  const last = order === 'iso' ? null : YEAR_LAST.exec(text);
  if (!last) return null;
  const year = last[4]?.length === 2 ? CENTURY + last[4] : last[4];
  return order === 'month_day_year' ? dayOf(year, last[1], last[3]) : dayOf(year, last[3], last[1]);
}

function dayOf(year = '', month = '', day = ''): IsoDate | null {
  return parseIsoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

const CURRENCY = /[A-Z]{0,3}\p{Sc}|^[A-Z]{3}|[A-Z]{3}$/u;
/** One sign before or behind, or brackets. */
const AMOUNT = /^([-−–+]?)(\(?)([\d.,]+)(\)?)([-−–+]?)$/;
const DIGIT_GROUPS = /(\d)[\s'’](?=\d{3}(?!\d))/g;
const NOTHING = /^[-–—]?$/;

/**
 * An amount cell → cents with the sign that is written, or null. Reads `$1,234.56`, `(12.50)`, `12.50-`,
 * `1.234,56 €`, `1'234.50`; a lone comma with one or two digits behind it is a decimal comma, a lone point
 * always a decimal point. A cell that is empty, or has the dash that spreadsheets write for nothing, is 0.
 */
export function parseCsvAmount(cell: string): Cents | null {
  // Most banks write it plainly.
  if (/^-?\d+(\.\d+)?$/.test(cell)) return centsFromDecimal(Number(cell));
  const grouped = cell.trim().replace(DIGIT_GROUPS, '$1');
  if (/\d\s+\d/.test(grouped)) return null;
  const text = grouped.replace(/\s/g, '').replace(CURRENCY, '');
  if (NOTHING.test(text)) return 0;
  const [, before, open, digits = '', close, behind] = AMOUNT.exec(text) ?? [];
  const signs = [before, open, behind].filter(Boolean);
  const amount = decimalOf(digits);
  if (amount === null || signs.length > 1 || (open === '(') !== (close === ')')) return null;
  return centsFromDecimal(signs.length === 0 || signs[0] === '+' ? amount : -amount);
}

function decimalOf(digits: string): number | null {
  if (/^(\d+|\d{1,3}(\.\d{3})+),\d{1,2}$/.test(digits)) {
    return Number(digits.replaceAll('.', '').replace(',', '.'));
  }
  if (/^\d{1,3}(\.\d{3}){2,}$/.test(digits)) return Number(digits.replaceAll('.', ''));
  // India writes 1,23,456.
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(digits)) return Number(digits.replaceAll(',', ''));
  return /^(\d+\.?|\d*\.\d+)$/.test(digits) ? Number(digits) : null;
}

type Category = { readonly primary: string; readonly detailed: string | null };

/** What people's own tools call things, in Plaid's words. Everything else is kept as it is written. */
const knownCategories: Readonly<Record<string, Category>> = Object.fromEntries(
  (
    [
      [['paycheck', 'income', 'salary', 'wages', 'payroll'], 'INCOME', 'INCOME_WAGES'],
      [['interest income', 'interest earned'], 'INCOME', 'INCOME_INTEREST_EARNED'],
      [['credit card payment', 'credit card payments'], 'LOAN_PAYMENTS', 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT'],
      [['mortgage', 'loan payment', 'student loan', 'auto payment', 'loans'], 'LOAN_PAYMENTS', null],
      [['rent', 'mortgage & rent'], 'RENT_AND_UTILITIES', 'RENT_AND_UTILITIES_RENT'],
      [
        ['utilities', 'bills & utilities', 'internet', 'mobile phone', 'electricity', 'water', 'gas bill'],
        'RENT_AND_UTILITIES',
        'RENT_AND_UTILITIES_OTHER_UTILITIES',
      ],
      [['fast food'], 'FOOD_AND_DRINK', 'FOOD_AND_DRINK_FAST_FOOD'],
      [
        ['restaurants', 'dining out', 'restaurant', 'food & dining'],
        'FOOD_AND_DRINK',
        'FOOD_AND_DRINK_RESTAURANT',
      ],
      [['coffee shops', 'coffee'], 'FOOD_AND_DRINK', 'FOOD_AND_DRINK_COFFEE'],
      [['groceries'], 'FOOD_AND_DRINK', 'FOOD_AND_DRINK_GROCERIES'],
      [['gas & fuel', 'fuel', 'gas'], 'TRANSPORTATION', 'TRANSPORTATION_GAS'],
      [['gym', 'gym membership'], 'PERSONAL_CARE', 'PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS'],
      [['music'], 'ENTERTAINMENT', 'ENTERTAINMENT_MUSIC_AND_AUDIO'],
      [['television', 'movies & dvds'], 'ENTERTAINMENT', 'ENTERTAINMENT_TV_AND_MOVIES'],
      [['finance charge', 'interest charge'], 'BANK_FEES', 'BANK_FEES_INTEREST_CHARGE'],
      [
        ['fees & charges', 'bank fee', 'late fee', 'service fee', 'fees'],
        'BANK_FEES',
        'BANK_FEES_OTHER_BANK_FEES',
      ],
      [
        ['shopping', 'general merchandise'],
        'GENERAL_MERCHANDISE',
        'GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE',
      ],
    ] as const
  ).flatMap(([names, primary, detailed]) => names.map((name) => [name, { primary, detailed }])),
);

/** YNAB files all that comes in under one name, opening balances and money back among it. */
const sayNothing: ReadonlySet<string> = new Set([
  'ready to assign',
  'inflow: ready to assign',
  'uncategorized',
]);

/** Transfers say in which direction by their sign. */
export function csvCategory(cell: string, isMoneyIn: boolean): Category | null {
  const name = cell.trim();
  const key = name.toLowerCase();
  if (key === '' || sayNothing.has(key)) return null;
  if (key === 'transfer' || key === 'transfers') {
    return { primary: isMoneyIn ? 'TRANSFER_IN' : 'TRANSFER_OUT', detailed: null };
  }
  return Object.hasOwn(knownCategories, key)
    ? (knownCategories[key] ?? null)
    : { primary: name, detailed: null };
}
