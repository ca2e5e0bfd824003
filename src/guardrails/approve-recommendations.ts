import type { MemberFacts } from '../recommendations/member-facts.ts';
import { type Draft, recommendationLimits } from '../recommendations/recommend.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import { Approved } from './approved.ts';
import { checkDisclosure } from './disclosure-rule.ts';
import { checkEligibility } from './eligibility-rule.ts';
import { checkEvidence } from './evidence-rule.ts';
import type { GuardrailRefusal } from './refusal.ts';
import { checkRecommendationTone } from './tone-rule.ts';

/** In the order in which they are asked; the first no ends it. Consent is asked before anything is read. */
export const guardrailNames = ['eligibility', 'tone', 'evidence', 'disclosure'] as const;
export type GuardrailName = (typeof guardrailNames)[number];

export type RefusedDraft = {
  readonly kind: 'education' | 'offer';
  readonly topic: string;
  /** Those that said yes before. */
  readonly passed: readonly GuardrailName[];
  readonly refusal: GuardrailRefusal;
};

export type Approval = {
  /** In the order in which the member sees them: education first, then offers. */
  readonly approved: readonly Approved<Recommendation>[];
  readonly refused: readonly RefusedDraft[];
};

/**
 * Ranked drafts → what may be shown, each having passed every rule, and what may not, with the reason. The
 * reserve is asked only where the others leave fewer than the least. Where all of it doesn't reach, fewer are
 * shown: what was dismissed or refused never comes back to make up the number.
 */
export function approveRecommendations(drafts: readonly Draft[], facts: MemberFacts): Approval {
  const refused: RefusedDraft[] = [];
  const passes = (draft: Draft): boolean => {
    const verdict = judge(draft, facts);
    const { kind, topic } = draft.recommendation;
    if (verdict) refused.push({ kind, topic, ...verdict });
    return verdict === null;
  };
  const ofKind = (kind: Recommendation['kind'], least: number, most: number): Draft[] => {
    const those = drafts.filter((draft) => draft.recommendation.kind === kind);
    const shown = those.filter((draft) => !draft.isReserve && passes(draft)).slice(0, most);
    for (const draft of those) {
      if (shown.length >= least) break;
      if (draft.isReserve && passes(draft)) shown.push(draft);
    }
    return shown;
  };
  const { educationMin, educationMax, offersMin, offersMax } = recommendationLimits;
  return {
    approved: [
      ...ofKind('education', educationMin, educationMax),
      ...ofKind('offer', offersMin, offersMax),
    ].map((draft) => Approved.mint(draft.recommendation)),
    refused,
  };
}

const checks: Readonly<Record<GuardrailName, (draft: Draft, facts: MemberFacts) => GuardrailRefusal | null>> =
  {
    eligibility: checkEligibility,
    tone: ({ recommendation }) => checkRecommendationTone(recommendation),
    evidence: ({ recommendation }) => checkEvidence(recommendation),
    disclosure: ({ recommendation }) => checkDisclosure(recommendation),
  };

function judge(draft: Draft, facts: MemberFacts): Pick<RefusedDraft, 'passed' | 'refusal'> | null {
  for (const [index, name] of guardrailNames.entries()) {
    const refusal = checks[name](draft, facts);
    if (refusal) return { passed: guardrailNames.slice(0, index), refusal };
  }
  return null;
}
