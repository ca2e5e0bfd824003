import { type Assignment, type Persona, personas } from '../personas/assignment.ts';
import type { Because } from './because.ts';
import type { EligibilityRule, ProductKind } from './eligibility-rule.ts';

/** What a member said about a topic, the latest word last. */
export type Feedback = {
  readonly topic: string;
  readonly kind: 'helpful' | 'not_helpful' | 'dismissed' | 'saved';
};

/** A catalogue entry with one reason it can be given for, and the score of the two. */
export type Scored = {
  readonly kind: 'education' | 'offer';
  readonly topic: string;
  readonly personas: readonly Persona[];
  readonly reason: Because;
  /** Place in the catalogue: the order in which equals are shown. */
  readonly position: number;
  readonly productKind: ProductKind | null;
  readonly eligibility: readonly EligibilityRule[];
  /** 1 for the member's persona, 0.5 for another that holds, 0.25 for the basics and for what is meant for everybody, else 0. */
  readonly fit: number;
  readonly score: number;
};

/** What every part of the score weighs. */
export const rankingWeights = {
  fit: 0.6,
  strength: 0.25,
  preference: 0.15,
  helpful: 0.3,
  /** What was saved stays in front, what wasn't helpful goes to the end: more than all the rest can weigh. */
  saved: 3,
  notHelpful: -3,
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
 *         + what the member said before (helpful 0.3, saved 3, not helpful −3).
 * When the items are put in order, 0.12 goes off for each item above that gives the same reason, and 0.5 for
 * each offer above of the same kind.
 */
export function score(
  item: { topic: string; personas: readonly Persona[]; reason: Because; preference: number },
  assignment: Assignment,
  feedback: readonly Feedback[],
): { fit: number; score: number } {
  const fit = fitOf(item.personas, assignment);
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

function fitOf(meantFor: readonly Persona[], { primary, matches }: Assignment): number {
  if (meantFor.includes(primary)) return meantFor.length === personas.length ? 0.25 : 1;
  if (meantFor.some((persona) => matches.includes(persona))) return 0.5;
  return meantFor.includes('general') ? 0.25 : 0;
}

/**
 * Best first, chosen one by one: each time the item and the reason that are worth most beside what stands above.
 * So a reason is repeated only where an item has no other that is worth as much.
 */
export function byScore(candidates: readonly Scored[], above: readonly Scored[] = []): Scored[] {
  const stands = { reasons: new Map<string, number>(), kinds: new Map<string, number>() };
  for (const one of above) stand(one, stands);
  let left = [...candidates];
  const ordered: Scored[] = [];
  while (left.length > 0) {
    const best = left.reduce((a, b) => (isAhead(b, a, stands) ? b : a));
    ordered.push(best);
    stand(best, stands);
    left = left.filter((one) => one.topic !== best.topic);
  }
  return ordered;
}

/** How often each reason and each kind of product stands above. */
type Stands = { readonly reasons: Map<string, number>; readonly kinds: Map<string, number> };

function stand({ reason, productKind }: Scored, { reasons, kinds }: Stands): void {
  reasons.set(reason.code, (reasons.get(reason.code) ?? 0) + 1);
  if (productKind !== null) kinds.set(productKind, (kinds.get(productKind) ?? 0) + 1);
}

function isAhead(candidate: Scored, other: Scored, stands: Stands): boolean {
  const gain = adjusted(candidate, stands) - adjusted(other, stands);
  return gain > 1e-9 || (gain > -1e-9 && candidate.position < other.position);
}

function adjusted({ score, reason, productKind }: Scored, { reasons, kinds }: Stands): number {
  const sameReason = reasons.get(reason.code) ?? 0;
  const sameKind = productKind === null ? 0 : (kinds.get(productKind) ?? 0);
  return score - rankingWeights.sameReason * sameReason - rankingWeights.sameProductKind * sameKind;
}
