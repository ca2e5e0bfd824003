import type { RecommendationView } from '../../src/http/contract.ts';

export type Language = 'en' | 'es';
export type QuantityUnit = RecommendationView['evidence'][number]['unit'];

const CENTS_PER_DOLLAR = 100;

/** The number formats of a language as it is used in the United States, where the accounts are. */
export function regionOf(language: Language): string {
  return language === 'es' ? 'es-US' : 'en-US';
}

/** A value with its unit as people write it: 340000 cents → `$3,400`, ratio 0.68 → `68%`, 1.4 months → `1.4 months`. */
export function formatQuantity(value: number, unit: QuantityUnit, language: Language): string {
  return new Intl.NumberFormat(regionOf(language), formatOptions(value, unit)).format(
    unit === 'cents' ? value / CENTS_PER_DOLLAR : value,
  );
}

function formatOptions(value: number, unit: QuantityUnit): Intl.NumberFormatOptions {
  switch (unit) {
    case 'cents': {
      const decimals = value % CENTS_PER_DOLLAR === 0 ? 0 : 2;
      return {
        style: 'currency',
        currency: 'USD',
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      };
    }
    case 'ratio':
      return { style: 'percent', maximumFractionDigits: 1 };
    case 'months':
      return { style: 'unit', unit: 'month', unitDisplay: 'long', maximumFractionDigits: 1 };
    case 'days':
      return { style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 1 };
    case 'count':
      return { maximumFractionDigits: 0 };
  }
}

/** A moment or a calendar day as a date in words; a bare day stays that day in every time zone. */
export function formatDay(date: string, language: Language): string {
  const isBareDay = date.length === 10;
  return new Intl.DateTimeFormat(regionOf(language), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(isBareDay && { timeZone: 'UTC' }),
  }).format(new Date(date));
}

export function formatPercent(ratio: number, language: Language): string {
  return new Intl.NumberFormat(regionOf(language), { style: 'percent', maximumFractionDigits: 0 }).format(
    ratio,
  );
}
