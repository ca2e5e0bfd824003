import type { SpendSubject, VideoGate, VideoJob } from './job.ts';

export type ReviewVerdict = 'approved' | 'rejected';

export type ReviewDecision = {
  readonly verdict: ReviewVerdict;
  readonly byName: string;
  readonly reason: string | null;
  readonly at: Date;
};

export type DecideOutcome =
  | { readonly kind: 'decided'; readonly gate: VideoGate; readonly job: VideoJob }
  | { readonly kind: 'unknown_job' }
  /** It isn't waiting at a gate, and isn't an ordered film that could be taken back. */
  | { readonly kind: 'not_waiting'; readonly job: VideoJob };

/**
 * The two gates. A decision, what it sets free and its entry in the log are one transaction. A no to an ordered
 * film that is shown already takes it back: the slot shows what else was approved.
 */
export interface ReviewStore {
  /** The latest word on sending this prompt to this model; null where nobody has decided. */
  spendVerdict(subject: SpendSubject): Promise<ReviewVerdict | null>;
  decide(jobId: string, decision: ReviewDecision): Promise<DecideOutcome>;
}
