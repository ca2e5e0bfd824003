import { assert } from '../kernel/assert.ts';
import { formatMoney } from '../kernel/money.ts';
import { numberFormat } from '../kernel/number-format.ts';
import { type Because, type Fact, factNames, type WordSlots } from './because.ts';
import type { Evidence } from './recommendation.ts';
import { en } from './wording/en.ts';
import { es } from './wording/es.ts';
import type { Noun, Wording } from './wording/wording.ts';

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
  const amount = asShown(fact);
  const decimal = () =>
    numberFormat(numberLocale, { style: 'decimal', maximumFractionDigits: 1 }).format(amount);
  const counted = (noun: Noun) =>
    `${decimal()} ${pluralOf(numberLocale, amount) === 'one' ? noun.one : noun.other}`;
  switch (fact.unit) {
    case 'cents':
      return formatMoney(fact.value, { locale: numberLocale, currency: options.currency });
    case 'ratio':
      return numberFormat(numberLocale, { style: 'percent', maximumFractionDigits: 1 }).format(fact.value);
    case 'months':
      return counted(units.months);
    case 'days':
      return counted(units.days);
    case 'count':
      return decimal();
  }
}

/** What plural forms go by: 0.96 months are shown as `1`, and -0.01 as `0`. */
function asShown({ value, unit }: Pick<Fact, 'value' | 'unit'>): number {
  const decimals = unit === 'months' || unit === 'days' ? 1 : 0;
  const shown = Number(value.toFixed(decimals));
  return shown === 0 ? 0 : shown;
}

const pluralRules = new Map<string, Intl.PluralRules>();

function pluralOf(numberLocale: string, amount: number): Intl.LDMLPluralRule {
  const rules = pluralRules.get(numberLocale) ?? new Intl.PluralRules(numberLocale);
  pluralRules.set(numberLocale, rules);
  return rules.select(amount);
}

/** The form of a reason's sentence that fits its number. */
function sentenceOf(because: Because, { because: sentences, numberLocale }: Wording): string {
  const sentence = sentences[because.code];
  if (typeof sentence === 'string') return sentence;
  const fact = because.facts[sentence.by];
  assert(fact, `the reason ${because.code} has the fact that its forms go by: ${sentence.by}`);
  const shown = asShown(fact);
  if (shown === 0) return sentence.zero ?? sentence.other;
  return pluralOf(numberLocale, shown) === 'one' ? (sentence.one ?? sentence.other) : sentence.other;
}

/** A reason → its sentence and the evidence behind every number in it. */
export function renderRationale(
  because: Because,
  options: { locale: RecommendationLocale; currency: string },
): { rationale: string; evidence: Evidence[] } {
  const wording = wordings[options.locale];
  const evidence: Evidence[] = [];
  const rationale = sentenceOf(because, wording).replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === 'card') return nameCard(because.words, wording);
    if (slot === 'merchant') return because.words.merchant ?? '';
    const name = factNames.find((known) => known === slot);
    const fact = name && because.facts[name];
    assert(name && fact, `the reason ${because.code} has the fact that its template names: ${slot}`);
    evidence.push({ name, label: wording.factLabels[name], ...fact });
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
