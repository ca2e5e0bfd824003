import type { Recommendation } from '../recommendations/recommendation.ts';
import type { GuardrailRefusal } from './refusal.ts';
import { tonePhrases } from './tone-phrases.ts';

/** Shorter runs of capitals are abbreviations. */
const SHOUTED_WORDS_MAX = 2;

/** A text a member may read → the first thing wrong with its tone, or null. English and Spanish. */
export function checkTone(text: string): GuardrailRefusal | null {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u200b-\u200f\u00ad]/g, '')
    .replace(/[’‘`]/g, "'")
    .replace(/\s+/g, ' ')
    .toLowerCase();
  for (const [code, pattern] of tonePhrases) {
    const found = pattern.exec(plain);
    if (found) return { code, found: found[0], allowed: null };
  }
  const shouted = text.match(/\b\p{Lu}{4,}\b/gu)?.length ?? 0;
  return shouted > SHOUTED_WORDS_MAX
    ? { code: 'TONE_SHOUTING', found: shouted, allowed: SHOUTED_WORDS_MAX }
    : null;
}

/** Titles and summaries are the catalogue's: a few hundred texts, read for every member. */
const judged = new Map<string, GuardrailRefusal | null>();
const JUDGED_MAX = 1_000;

function checkCatalogueTone(text: string): GuardrailRefusal | null {
  const known = judged.get(text);
  if (known !== undefined) return known;
  const refusal = checkTone(text);
  if (judged.size < JUDGED_MAX) judged.set(text, refusal);
  return refusal;
}

/** Every text of a recommendation that a member reads, but the disclosure, which is fixed. */
export function checkRecommendationTone(recommendation: Recommendation): GuardrailRefusal | null {
  return (
    checkCatalogueTone(recommendation.title) ??
    checkCatalogueTone(recommendation.summary) ??
    checkTone(recommendation.rationale)
  );
}
