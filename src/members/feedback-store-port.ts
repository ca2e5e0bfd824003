import type { Actor } from '../audit/audit-entry.ts';

export const feedbackKinds = ['helpful', 'not_helpful', 'dismissed', 'saved', 'withdrawn'] as const;
/** `withdrawn` takes back whatever was said about that topic before. */
export type FeedbackKind = (typeof feedbackKinds)[number];

/** One word about one recommendation; an operator may pass it on for the member. */
export type FeedbackEntry = {
  readonly memberId: string;
  readonly recommendationId: string;
  readonly topic: string;
  readonly kind: FeedbackKind;
  readonly actor: Actor;
  readonly at: Date;
};

/** What members said about what they were shown; nothing in it is ever changed. */
export interface FeedbackStore {
  /** Whose recommendation this is and what about; null where nobody was shown it or consent hid it. */
  shownRecommendation(recommendationId: string): Promise<{ memberId: string; topic: string } | null>;
  /**
   * Appends the entry and the log's entry about it, both or neither. Judged in the same transaction: `not_shown`
   * where the member isn't there or consent has hidden the recommendation, `unchanged` where this is their word
   * on the topic already.
   */
  record(entry: FeedbackEntry): Promise<'recorded' | 'unchanged' | 'not_shown'>;
  /** Oldest first. */
  history(memberId: string): Promise<readonly FeedbackEntry[]>;
}
