import { disclosure } from '../recommendations/disclosure.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import type { GuardrailRefusal } from './refusal.ts';

export const DISCLOSURE_MISSING = 'DISCLOSURE_MISSING';

/** Every recommendation carries the disclosure word for word. */
export function checkDisclosure(recommendation: Recommendation): GuardrailRefusal | null {
  return recommendation.disclosure === disclosure
    ? null
    : { code: DISCLOSURE_MISSING, found: recommendation.disclosure, allowed: disclosure };
}
