import type { Recommendation } from '../recommendations/recommendation.ts';
import type { GuardrailRefusal } from './refusal.ts';

export const RATIONALE_WITHOUT_EVIDENCE = 'RATIONALE_WITHOUT_EVIDENCE';
export const EVIDENCE_NOT_A_NUMBER = 'EVIDENCE_NOT_A_NUMBER';

/** A "because" without a number of the member's own is no because. */
export function checkEvidence(recommendation: Recommendation): GuardrailRefusal | null {
  if (recommendation.evidence.length === 0 || recommendation.rationale.trim() === '') {
    return { code: RATIONALE_WITHOUT_EVIDENCE, found: recommendation.evidence.length, allowed: 1 };
  }
  const odd = recommendation.evidence.find((entry) => !Number.isFinite(entry.value));
  return odd ? { code: EVIDENCE_NOT_A_NUMBER, found: odd.label, allowed: null } : null;
}
