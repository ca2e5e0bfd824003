import type { Actor } from '../audit/audit-entry.ts';
import type { FeedbackKind } from './feedback-store-port.ts';
import { type RefreshDependencies, refreshMember } from './refresh-member.ts';

export type FeedbackOutcome =
  | { readonly kind: 'recorded' }
  /** Nobody was shown it, or consent has hidden it since. */
  | { readonly kind: 'unknown_recommendation' }
  /** It was shown to another member than the one who speaks. */
  | { readonly kind: 'foreign_recommendation' };

/** Keeps a word about a recommendation and looks at the member anew, so that what comes next heeds it. */
export async function giveFeedback(
  dependencies: RefreshDependencies,
  said: {
    readonly recommendationId: string;
    readonly kind: FeedbackKind;
    readonly actor: Actor;
    /** The member who speaks for themselves; null where an operator speaks for whoever it was shown to. */
    readonly speakerMemberId: string | null;
  },
): Promise<FeedbackOutcome> {
  const { recommendationId, kind, actor, speakerMemberId } = said;
  const shown = await dependencies.feedback.shownRecommendation(recommendationId);
  if (!shown) return { kind: 'unknown_recommendation' };
  if (speakerMemberId !== null && speakerMemberId !== shown.memberId) {
    return { kind: 'foreign_recommendation' };
  }
  const at = dependencies.clock.now();
  const entry = { ...shown, recommendationId, kind, actor, at };
  const recorded = await dependencies.feedback.record(entry);
  if (recorded === 'not_shown') return { kind: 'unknown_recommendation' };
  // Said twice is said once: a page that wasn't sure whether it was heard may repeat itself.
  if (recorded === 'recorded') await refreshMember(dependencies, shown.memberId, 'feedback');
  return { kind: 'recorded' };
}
