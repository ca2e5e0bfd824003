import type { MemberFacts } from '../recommendations/member-facts.ts';
import { type Draft, recommendationLimits } from '../recommendations/recommend.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import { Approved } from './approved.ts';
import { checkDisclosure } from './disclosure-rule.ts';
import { checkEligibility } from './eligibility-rule.ts';
import { checkEvidence } from './evidence-rule.ts';
import type { GuardrailRefusal } from './refusal.ts';
import { checkRecommendationTone } from './tone-rule.ts';

export type RefusedDraft = {
  readonly kind: 'education' | 'offer';
  readonly topic: string;
  readonly refusal: GuardrailRefusal;
};

export type Approval = {
  /** In the order in which the member sees them: education first, then offers. */
  readonly approved: readonly Approved<Recommendation>[];
  readonly refused: readonly RefusedDraft[];
};

/** Ranked drafts → what may be shown, each having passed every rule, and what may not, with the reason. */
export function approveRecommendations(drafts: readonly Draft[], facts: MemberFacts): Approval {
  const refused: RefusedDraft[] = [];
  const passed = drafts.filter((draft) => {
    const refusal = judge(draft, facts);
    const { kind, topic } = draft.recommendation;
    if (refusal) refused.push({ kind, topic, refusal });
    return refusal === null;
  });
  const ofKind = (kind: Recommendation['kind'], most: number) =>
    passed.filter((draft) => draft.recommendation.kind === kind).slice(0, most);
  return {
    approved: [
      ...ofKind('education', recommendationLimits.educationMax),
      ...ofKind('offer', recommendationLimits.offersMax),
    ].map((draft) => Approved.mint(draft.recommendation)),
    refused,
  };
}

function judge(draft: Draft, facts: MemberFacts): GuardrailRefusal | null {
  return (
    checkEligibility(draft, facts) ??
    checkRecommendationTone(draft.recommendation) ??
    checkEvidence(draft.recommendation) ??
    checkDisclosure(draft.recommendation)
  );
}
