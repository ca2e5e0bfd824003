import { type IsoDate, parseIsoDate } from '../kernel/dates.ts';
import { centsFromDecimal } from '../kernel/money.ts';
import type { Cents } from '../kernel/units.ts';
import type { CsvMapping } from './csv-mapping.ts';

/** A date cell → calendar day, or null. A time of day behind an ISO date is dropped. */
export function parseCsvDate(cell: string, order: CsvMapping['dateOrder']): IsoDate | null {
  const text = cell.trim();
  const iso = /^(\d{4}-\d{2}-\d{2})([T ].*)?$/.exec(text);
  if (iso) return parseIsoDate(iso[1] ?? '');
  if (order === 'iso') return null;
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (!parts) return null;
  const [, first = '', second = '', year = ''] = parts;
  const [month, day] = order === 'month_day_year' ? [first, second] : [second, first];
  return parseIsoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/**
 * An amount cell → cents with the sign that is written, or null. Reads `$1,234.56`, `(12.50)`, `12.50-`,
 * `1.234,56 €`; a lone comma with two digits is a decimal comma. An empty cell is 0.
 */
export function parseCsvAmount(cell: string): Cents | null {
  // Most banks write it plainly.
  if (/^-?\d+(\.\d+)?$/.test(cell)) return centsFromDecimal(Number(cell));
  let text = cell.replace(/[\s\u00a0\u202f]/g, '').replace(/^[A-Z]{3}|[A-Z]{3}$/g, '');
  const isNegative = /^\(.*\)$/.test(text) || text.endsWith('-') || /^[^\d(]*[-−]/.test(text);
  text = text.replace(/[()$€£¥+\-−]/g, '');
  if (text === '') return cell.trim() === '' ? 0 : null;
  if (/^\d{1,3}(\.\d{3})*,\d{1,2}$/.test(text)) text = text.replaceAll('.', '').replace(',', '.');
  else if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) text = text.replaceAll(',', '');
  if (!/^\d*\.?\d+$|^\d+\.$/.test(text)) return null;
  const amount = Number(text);
  return centsFromDecimal(isNegative ? -amount : amount);
}

type Category = { readonly primary: string; readonly detailed: string | null };

/** What people's own tools call things, in Plaid's words. Everything else is kept as it is written. */
const knownCategories: Readonly<Record<string, Category>> = Object.fromEntries(
  (
    [
      [
        ['paycheck', 'income', 'salary', 'wages', 'payroll', 'ready to assign', 'inflow: ready to assign'],
        'INCOME',
        'INCOME_WAGES',
      ],
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

/** Transfers say in which direction by their sign. */
export function csvCategory(cell: string, isMoneyIn: boolean): Category | null {
  const name = cell.trim();
  if (name === '') return null;
  const key = name.toLowerCase();
  if (key === 'transfer' || key === 'transfers') {
    return { primary: isMoneyIn ? 'TRANSFER_IN' : 'TRANSFER_OUT', detailed: null };
  }
  return Object.hasOwn(knownCategories, key)
    ? (knownCategories[key] ?? null)
    : { primary: name, detailed: null };
}
