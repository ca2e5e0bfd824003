import type { Recommendation } from '../recommendations/recommendation.ts';
import { formatFact } from '../recommendations/render-rationale.ts';
import { type EvaluatedMember, type Share, share } from './evaluated-member.ts';

const NUMBER = /\d[\d.,\u00a0\u202f]*/g;

/**
 * Recommendations of which every number in the rationale is one of the evidence, written as evidence is
 * written. The last digits of a card and the name of a merchant are names, not numbers.
 */
export function explainability(members: readonly EvaluatedMember[]): Share {
  const all = members.flatMap((member) => member.recommendations.map((value) => ({ member, value })));
  const explained = all.filter(({ member, value }) => untracedNumbers(member, value).length === 0);
  return share(explained.length, all.length);
}

/** The numbers of a rationale that no evidence stands behind; `no numbers` where it cites none. */
export function untracedNumbers(member: EvaluatedMember, value: Recommendation): readonly string[] {
  const options = { locale: member.locale, currency: member.currency ?? 'USD' };
  const traced = new Set(value.evidence.flatMap((entry) => numbersIn(formatFact(entry, options))));
  const cited = numbersIn(withoutNames(member, value.rationale));
  if (cited.length === 0) return ['no numbers'];
  return cited.filter((number) => !traced.has(number));
}

function numbersIn(text: string): string[] {
  return (text.match(NUMBER) ?? []).map((number) => number.replace(/[.,\u00a0\u202f]+$/, ''));
}

function withoutNames({ bank, signals }: EvaluatedMember, rationale: string): string {
  const masks = bank.accounts.flatMap(({ mask }) => (mask ? [`ending ${mask}`, `terminada en ${mask}`] : []));
  const merchants = (signals.subscriptions?.streams ?? []).map(({ merchant }) => merchant);
  return [...merchants, ...masks].reduce((text, name) => text.replaceAll(name, ''), rationale);
}
