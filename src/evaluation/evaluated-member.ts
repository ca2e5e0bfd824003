import type { MemberBank } from '../ingest/bank-record.ts';
import type { Assignment } from '../personas/assignment.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import type { RecommendationLocale } from '../recommendations/render-rationale.ts';
import type { Signals } from '../signals/signals.ts';

/** One member's way through the line, as the metrics look at it. Evaluation reads, it never steers. */
export type EvaluatedMember = {
  readonly bank: MemberBank;
  readonly signals: Signals;
  readonly assignment: Assignment;
  readonly recommendations: readonly Recommendation[];
  readonly currency: string | null;
  readonly locale: RecommendationLocale;
  readonly durationMs: number;
  readonly inputDigest: string;
  /** Whether a second run gave the same bytes. */
  readonly isRepeatable: boolean;
  /** Group by attribute, e.g. `{ageBand: '18-29'}`; null where nothing is known. */
  readonly groups: Readonly<Record<string, string>> | null;
};

/** A part of a whole: how many of how many. */
export type Share = { readonly count: number; readonly of: number; readonly ratio: number };

export function share(count: number, of: number): Share {
  return { count, of, ratio: of === 0 ? 0 : count / of };
}
