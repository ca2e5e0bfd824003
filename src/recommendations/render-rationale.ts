import { assert } from '../kernel/assert.ts';
import { formatMoney } from '../kernel/money.ts';
import { numberFormat } from '../kernel/number-format.ts';
import { type Because, type Fact, factNames, type WordSlots } from './because.ts';
import type { Evidence } from './recommendation.ts';
import { en } from './wording/en.ts';
import { es } from './wording/es.ts';
import type { Wording } from './wording/wording.ts';

/** Locales that recommendations are worded in. */
export const recommendationLocales = ['en', 'es'] as const;
export type RecommendationLocale = (typeof recommendationLocales)[number];

const wordings: Readonly<Record<RecommendationLocale, Wording>> = { en, es };

export function wordingOf(locale: RecommendationLocale): Wording {
  return wordings[locale];
}

/** A fact as the member reads it: money without idle zeros, percent to one decimal, months to one decimal. */
export function formatFact(
  fact: Pick<Fact, 'value' | 'unit'>,
  options: { locale: RecommendationLocale; currency: string },
): string {
  const { numberLocale, units } = wordings[options.locale];
  const decimal = (value: number, maximumFractionDigits: number) =>
    numberFormat(numberLocale, { style: 'decimal', maximumFractionDigits }).format(value);
  switch (fact.unit) {
    case 'cents':
      return formatMoney(fact.value, { locale: numberLocale, currency: options.currency });
    case 'ratio':
      return numberFormat(numberLocale, { style: 'percent', maximumFractionDigits: 1 }).format(fact.value);
    case 'months':
      return counted(decimal(fact.value, 1), units.months);
    case 'days':
      return counted(decimal(fact.value, 1), units.days);
    case 'count':
      return decimal(fact.value, 0);
  }
}

function counted(amount: string, [one, many]: readonly [string, string]): string {
  return `${amount} ${amount === '1' ? one : many}`;
}

/** A reason → its sentence and the evidence behind every number in it. */
export function renderRationale(
  because: Because,
  options: { locale: RecommendationLocale; currency: string },
): { rationale: string; evidence: Evidence[] } {
  const wording = wordings[options.locale];
  const evidence: Evidence[] = [];
  const rationale = wording.because[because.code].replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === 'card') return nameCard(because.words, wording);
    if (slot === 'merchant') return because.words.merchant ?? '';
    const name = factNames.find((known) => known === slot);
    const fact = name && because.facts[name];
    assert(name && fact, `the reason ${because.code} has the fact that its template names: ${slot}`);
    evidence.push({ label: wording.factLabels[name], ...fact });
    return formatFact(fact, options);
  });
  return { rationale, evidence };
}

function nameCard({ card }: WordSlots, wording: Wording): string {
  const brand = card?.brand ?? null;
  const mask = card?.mask ?? null;
  if (brand !== null)
    return mask !== null ? wording.card.brandedMasked(brand, mask) : wording.card.branded(brand);
  return mask !== null ? wording.card.masked(mask) : wording.card.plain;
}
