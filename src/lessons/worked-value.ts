import { formatMoney } from '../kernel/money.ts';
import type { Cents, Ratio } from '../kernel/units.ts';

/** The languages that every lesson speaks. */
export const lessonLocales = ['en', 'es'] as const;
export type LessonLocale = (typeof lessonLocales)[number];

/** The same sentence in each language. `{name}` stands for a worked value, formatted where it is shown. */
export type LocaleText = Readonly<Record<LessonLocale, string>>;

/** A number of a worked example with its unit. It is typed once, in its lesson, and formatted everywhere. */
export type WorkedValue =
  | { readonly unit: 'cents'; readonly amount: Cents }
  | { readonly unit: 'ratio'; readonly amount: Ratio }
  | { readonly unit: 'months' | 'days' | 'years' | 'count'; readonly amount: number };

export type WorkedValues = Readonly<Record<string, WorkedValue>>;

const CENTS_PER_DOLLAR = 100;

export const dollars = (amount: number): WorkedValue => ({
  unit: 'cents',
  amount: Math.round(amount * CENTS_PER_DOLLAR),
});
export const cents = (amount: Cents): WorkedValue => ({ unit: 'cents', amount: Math.round(amount) });
/** `percent(30)` is the ratio 0.3: percent exists only where people read and type. */
export const percent = (amount: number): WorkedValue => ({ unit: 'ratio', amount: amount / 100 });
export const ratio = (amount: Ratio): WorkedValue => ({ unit: 'ratio', amount });
export const months = (amount: number): WorkedValue => ({ unit: 'months', amount });
export const days = (amount: number): WorkedValue => ({ unit: 'days', amount });
export const years = (amount: number): WorkedValue => ({ unit: 'years', amount });
export const count = (amount: number): WorkedValue => ({ unit: 'count', amount });

/** Spanish here is the Spanish of the United States: dollars and percent are written as the bank writes them. */
const regions: Record<LessonLocale, string> = { en: 'en-US', es: 'es-US' };

const FORMATTED_MAX = 4000;
const formatted = new Map<string, string>();

/**
 * A worked value as a person reads it: `$3,400`, `68%`, `3`. Remembered, because a film asks for the same few
 * hundred texts thousands of times and a formatter costs 30 µs to build.
 */
export function formatWorkedValue(value: WorkedValue, locale: LessonLocale): string {
  const key = `${locale} ${value.unit} ${value.amount}`;
  const known = formatted.get(key);
  if (known !== undefined) return known;
  if (formatted.size >= FORMATTED_MAX) formatted.clear();
  const text = freshlyFormatted(value, locale);
  formatted.set(key, text);
  return text;
}

function freshlyFormatted(value: WorkedValue, locale: LessonLocale): string {
  const region = regions[locale];
  if (value.unit === 'cents') return formatMoney(value.amount, { locale: region, currency: 'USD' });
  if (value.unit === 'ratio') {
    return new Intl.NumberFormat(region, { style: 'percent', maximumFractionDigits: 1 }).format(value.amount);
  }
  return new Intl.NumberFormat(region, { maximumFractionDigits: 1 }).format(value.amount);
}

/** A text or picture names a number that its lesson does not have, or that is not a finite number. */
export class WorkedValueMissing extends Error {
  override readonly name = 'WorkedValueMissing';
  readonly valueName: string;

  constructor(valueName: string, known: readonly string[]) {
    super(`There is no worked value "${valueName}"; the lesson has ${known.join(', ') || 'none'}.`);
    this.valueName = valueName;
  }
}

/** The value of that name. Throws {@link WorkedValueMissing}, which stops a render with the name. */
export function workedValue(values: WorkedValues, name: string): WorkedValue {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (!value || !Number.isFinite(value.amount)) throw new WorkedValueMissing(name, Object.keys(values));
  return value;
}

const PLACEHOLDER = /\{(\w+)\}/g;

/** Puts the formatted values into a sentence. Throws {@link WorkedValueMissing} for a name it does not know. */
export function fillText(text: LocaleText, values: WorkedValues, locale: LessonLocale): string {
  return text[locale].replace(PLACEHOLDER, (_, name: string) =>
    formatWorkedValue(workedValue(values, name), locale),
  );
}

/** The names that a sentence refers to. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}
