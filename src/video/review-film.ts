import type { Clock } from '../kernel/clock.ts';
import type { DecideOutcome, ReviewStore, ReviewVerdict } from './review-port.ts';
import type { VideoQueue } from './video-queue-port.ts';

/** A person's word at the gate where the job waits: before money is spent, or before anybody sees the film. */
export async function reviewFilm(
  { reviews, queue, clock }: { reviews: ReviewStore; queue: VideoQueue; clock: Clock },
  jobId: string,
  word: { readonly verdict: ReviewVerdict; readonly byName: string; readonly reason: string | null },
): Promise<DecideOutcome> {
  const outcome = await reviews.decide(jobId, { ...word, at: clock.now() });
  if (outcome.kind === 'decided' && outcome.job.state === 'queued') await queue.enqueue(outcome.job);
  return outcome;
}
