import type { Feedback } from '../recommendations/ranking.ts';
import type { FeedbackEntry } from './feedback-store-port.ts';

/** A member's words in their order → the one that counts for each topic; none where it was withdrawn. */
export function feedbackInForce(history: readonly Pick<FeedbackEntry, 'topic' | 'kind'>[]): Feedback[] {
  const latest = new Map<string, Feedback>();
  for (const { topic, kind } of history) {
    latest.delete(topic);
    if (kind !== 'withdrawn') latest.set(topic, { topic, kind });
  }
  return [...latest.values()];
}
