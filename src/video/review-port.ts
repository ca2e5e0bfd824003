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
  /** It isn't waiting at a gate. */
  | { readonly kind: 'not_waiting'; readonly job: VideoJob };

/** The two gates. A decision, what it sets free and its entry in the log are one transaction. */
export interface ReviewStore {
  /** The latest word on sending this prompt to this model; null where nobody has decided. */
  spendVerdict(subject: SpendSubject): Promise<ReviewVerdict | null>;
  decide(jobId: string, decision: ReviewDecision): Promise<DecideOutcome>;
}
