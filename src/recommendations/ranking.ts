import type { Assignment, Persona } from '../personas/assignment.ts';
import type { Because } from './because.ts';
import type { EligibilityRule, ProductKind } from './eligibility-rule.ts';

/** What a member said about a topic, the latest word last. */
export type Feedback = {
  readonly topic: string;
  readonly kind: 'helpful' | 'not_helpful' | 'dismissed' | 'saved';
};

/** A catalogue entry with the reason it can be given for and its score. */
export type Scored = {
  readonly kind: 'education' | 'offer';
  readonly topic: string;
  readonly personas: readonly Persona[];
  readonly reason: Because;
  /** Place in the catalogue: the order in which equals are shown. */
  readonly position: number;
  readonly productKind: ProductKind | null;
  readonly eligibility: readonly EligibilityRule[];
  /** 1 for the member's persona, 0.5 for another that holds, 0.25 for the basics, else 0. */
  readonly fit: number;
  readonly score: number;
};

/** What every part of the score weighs. */
export const rankingWeights = {
  fit: 0.6,
  strength: 0.25,
  preference: 0.15,
  helpful: 0.1,
  saved: 0.1,
  notHelpful: -0.4,
  /** Taken off for every item above that gives the same reason: three times the same number teaches once. */
  sameReason: 0.12,
  /** Taken off for every offer above of the same kind. */
  sameProductKind: 0.5,
} as const;

/** A dismissed topic stays away until the member says something else about it. */
export function isDismissed(topic: string, feedback: readonly Feedback[]): boolean {
  return feedback.findLast((entry) => entry.topic === topic)?.kind === 'dismissed';
}

/**
 * score = 0.6 × fit + 0.25 × strength of the reason + 0.15 ÷ (1 + place of the reason in the item's list)
 *         + what the member said before.
 */
export function score(
  item: { topic: string; personas: readonly Persona[]; reason: Because; preference: number },
  assignment: Assignment,
  feedback: readonly Feedback[],
): { fit: number; score: number } {
  const fit = item.personas.includes(assignment.primary)
    ? 1
    : item.personas.some((persona) => assignment.matches.includes(persona))
      ? 0.5
      : item.personas.includes('general')
        ? 0.25
        : 0;
  const said = feedback.findLast((entry) => entry.topic === item.topic)?.kind;
  const feedbackPart =
    said === 'helpful'
      ? rankingWeights.helpful
      : said === 'saved'
        ? rankingWeights.saved
        : said === 'not_helpful'
          ? rankingWeights.notHelpful
          : 0;
  return {
    fit,
    score:
      rankingWeights.fit * fit +
      rankingWeights.strength * item.reason.strength +
      rankingWeights.preference / (1 + item.preference) +
      feedbackPart,
  };
}

/** Best first, chosen one by one so that what repeats a reason or a product kind falls behind. */
export function byScore(candidates: readonly Scored[]): Scored[] {
  const left = [...candidates];
  const ordered: Scored[] = [];
  while (left.length > 0) {
    const best = left.reduce((a, b) => (isAhead(b, a, ordered) ? b : a));
    ordered.push(best);
    left.splice(left.indexOf(best), 1);
  }
  return ordered;
}

function isAhead(candidate: Scored, other: Scored, ordered: readonly Scored[]): boolean {
  const gain = adjusted(candidate, ordered) - adjusted(other, ordered);
  return gain > 1e-9 || (gain > -1e-9 && candidate.position < other.position);
}

function adjusted(candidate: Scored, above: readonly Scored[]): number {
  const sameReason = above.filter((other) => other.reason.code === candidate.reason.code).length;
  const sameKind = above.filter(
    (other) => candidate.productKind !== null && other.productKind === candidate.productKind,
  ).length;
  return candidate.score - rankingWeights.sameReason * sameReason - rankingWeights.sameProductKind * sameKind;
}
