import type { Evidence, Recommendation } from '../recommendations/recommendation.ts';
import { formatFact, wordingOf } from '../recommendations/render-rationale.ts';
import type { Sentence } from '../recommendations/wording/wording.ts';
import { type EvaluatedMember, type Share, share } from './evaluated-member.ts';
import { followsFromRows } from './evidence-from-rows.ts';

/**
 * Recommendations whose every number can be followed from the sentence to the bank's rows: the rationale is one
 * of the approved sentences with the number of each name in the place of that name, and each of these numbers
 * comes out again when it is worked out from the rows that its evidence points at.
 */
export function explainability(members: readonly EvaluatedMember[]): Share {
  const all = members.flatMap((member) => member.recommendations.map((value) => ({ member, value })));
  const explained = all.filter(({ member, value }) => unexplained(member, value).length === 0);
  return share(explained.length, all.length);
}

/** What stands between a rationale and the rows: names of numbers that don't follow, or that it isn't worded so. */
export function unexplained(member: EvaluatedMember, value: Recommendation): readonly string[] {
  const { evidence } = value;
  if (evidence.length === 0) return ['no numbers'];
  return [
    ...(isWordedFromEvidence(member, value) ? [] : ['not worded from its evidence']),
    ...evidence.filter((entry) => !followsFromRows(entry, { ...member, evidence })).map(({ name }) => name),
  ];
}

function isWordedFromEvidence(member: EvaluatedMember, { rationale, evidence }: Recommendation): boolean {
  const { because } = wordingOf(member.locale);
  const templates = Object.values(because).flatMap(formsOf);
  return templates.some((template) => patternOf(template, member, evidence)?.test(rationale));
}

function formsOf(sentence: Sentence): readonly string[] {
  if (typeof sentence === 'string') return [sentence];
  return [sentence.zero, sentence.one, sentence.other].filter((form) => form !== undefined);
}

const SLOT = /\{(\w+)\}/;

/** The sentence with the evidence in its slots, whatever the card or merchant is; null where a number is missing. */
function patternOf(template: string, member: EvaluatedMember, evidence: readonly Evidence[]): RegExp | null {
  const options = { locale: member.locale, currency: member.currency ?? 'USD' };
  const parts = template.split(SLOT);
  // Every second part is the name of a slot. A number typed into a sentence has no evidence.
  const texts = parts.map((part, at): string | null => {
    if (at % 2 === 0) return /\d/.test(part) ? null : escaped(part);
    if (part === 'card') return anyOf(cardNames(member));
    if (part === 'merchant')
      return anyOf((member.signals.subscriptions?.streams ?? []).map((one) => one.merchant));
    const entry = evidence.find(({ name }) => name === part);
    return entry === undefined ? null : escaped(formatFact(entry, options));
  });
  return texts.includes(null) ? null : new RegExp(`^${texts.join('')}$`, 'u');
}

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

function anyOf(names: readonly string[]): string {
  return `(?:${names.map((name) => escaped(name)).join('|')})`;
}

/** Every way in which one of the member's own cards may be called. */
function cardNames({ bank, locale }: EvaluatedMember): readonly string[] {
  const { card } = wordingOf(locale);
  const brands = ['Visa', 'Mastercard', 'American Express', 'Amex', 'Discover'];
  const masks = bank.accounts.flatMap(({ mask }) => mask ?? []);
  return [
    card.plain,
    ...masks.map(card.masked),
    ...brands.map(card.branded),
    ...masks.flatMap((mask) => brands.map((brand) => card.brandedMasked(brand, mask))),
  ];
}
