import type { Recommendation } from '../recommendations/recommendation.ts';
import type { GuardrailRefusal } from './refusal.ts';
import { adviceRules, productRules } from './tone-advice.ts';
import type { Found } from './tone-innocence.ts';
import { promiseRules } from './tone-promise.ts';
import type { ToneRule } from './tone-rules.ts';
import { shamingRules } from './tone-shaming.ts';
import { plainText } from './tone-text.ts';

export const toneRules: readonly ToneRule[] = [
  ...shamingRules,
  ...promiseRules,
  ...adviceRules,
  ...productRules,
];

/** Shorter runs of capitals are abbreviations. */
const SHOUTED_WORDS_MAX = 2;
/** What begins a clause, so that a "not" before it doesn't reach beyond. */
const clauseEdge = /[.;:!?](?= )|[,()\u2013\u2014]|\b(?:but|yet|and|pero|sino|y)\b/g;
const sentenceEnd = /[.;:!?](?: |$)/;

/** A text a member may read → the first thing wrong with its tone, or null. English and Spanish. */
export function checkTone(text: string): GuardrailRefusal | null {
  const original = plainText(text);
  const plain = original.toLowerCase();
  for (const { code, pattern, innocent } of toneRules) {
    for (const match of plain.matchAll(pattern)) {
      const found = around(match, plain, original);
      if (!innocent.some((isInnocent) => isInnocent(found))) {
        return { code, found: found.phrase, allowed: null };
      }
    }
  }
  const shouted = text.match(/\b\p{Lu}{4,}\b/gu)?.length ?? 0;
  return shouted > SHOUTED_WORDS_MAX
    ? { code: 'TONE_SHOUTING', found: shouted, allowed: SHOUTED_WORDS_MAX }
    : null;
}

function around(match: RegExpExecArray, plain: string, original: string): Found {
  const phrase = match[0];
  const end = match.index + phrase.length;
  const before = plain.slice(0, match.index);
  const edge = [...before.matchAll(clauseEdge)].at(-1);
  const after = plain.slice(end);
  const stop = sentenceEnd.exec(after)?.index ?? after.length;
  return {
    phrase,
    before: edge ? before.slice(edge.index + edge[0].length) : before,
    after: after.slice(0, stop),
    original,
    at: match.index,
  };
}

/** Numbers don't change a tone: one verdict holds for every member whose sentence differs in figures alone. */
const judged = new Map<string, GuardrailRefusal | null>();
const JUDGED_MAX = 1_000;

function checkSentenceTone(text: string): GuardrailRefusal | null {
  const form = text.replace(/(?<![\p{L}\d.,])\d(?:[\d.,]*\d)?(?![\p{L}\d])/gu, '0');
  const known = judged.get(form);
  if (known !== undefined) return known;
  const refusal = checkTone(form);
  if (judged.size < JUDGED_MAX) judged.set(form, refusal);
  return refusal;
}

/** Every text of a recommendation that a member reads, but the disclosure, which is fixed. */
export function checkRecommendationTone(recommendation: Recommendation): GuardrailRefusal | null {
  return (
    checkSentenceTone(recommendation.title) ??
    checkSentenceTone(recommendation.summary) ??
    checkSentenceTone(recommendation.rationale)
  );
}
