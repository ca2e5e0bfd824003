import type { AttemptStore } from './attempt-store-port.ts';
import { hasEnded, type VideoJob } from './job.ts';
import { type RequestVideoDependencies, type RequestVideoOutcome, requestVideo } from './request-video.ts';

const CANCEL_MS = 10_000;

type Operate = RequestVideoDependencies & { readonly attempts: AttemptStore };

export type RetryOutcome =
  | { readonly kind: 'unknown_job' }
  /** It hasn't ended. */
  | { readonly kind: 'under_way'; readonly job: VideoJob }
  | { readonly kind: 'asked'; readonly outcome: RequestVideoOutcome };

/**
 * What an operator may do with a job that came to nothing: one that timed out is looked after again, under the
 * id it has; for one that failed or was rejected a new job is opened, through every gate and the day's cap.
 */
export async function retryJob(dependencies: Operate, jobId: string): Promise<RetryOutcome> {
  const job = await dependencies.jobs.find(jobId);
  if (!job) return { kind: 'unknown_job' };
  if (job.state === 'timed_out') {
    const resumed = await dependencies.jobs.resume(jobId);
    if (!resumed) return { kind: 'under_way', job };
    await dependencies.queue.enqueue(resumed);
    return { kind: 'asked', outcome: { kind: 'enqueued', jobId } };
  }
  if (!hasEnded(job)) return { kind: 'under_way', job };
  const { persona, topic, locale } = job;
  const outcome = await requestVideo(dependencies, { persona, topic, locale, asker: 'person' });
  return { kind: 'asked', outcome };
}

/** What a person found out about a purchase that the program can't clarify. */
export type Finding =
  | { readonly kind: 'bought'; readonly providerJobId: string }
  | { readonly kind: 'not_bought' }
  | { readonly kind: 'lost' };

export type ClarifyOutcome =
  | { readonly kind: 'clarified' }
  | { readonly kind: 'unknown_job' }
  /** There is nothing to say about it. */
  | { readonly kind: 'not_unknown'; readonly job: VideoJob };

/**
 * Ends the uncertainty of an `unknown` job by a person's word; the job goes on from there. One that timed out can
 * only be given up: what it is, its provider knows.
 */
export async function clarifyJob(
  { jobs, attempts, chain, queue, clock }: Operate,
  jobId: string,
  {
    finding,
    byName,
    reason,
  }: { readonly finding: Finding; readonly byName: string; readonly reason: string },
): Promise<ClarifyOutcome> {
  const job = await jobs.find(jobId);
  if (!job) return { kind: 'unknown_job' };
  const givesUp = job.state === 'timed_out' && finding.kind === 'lost';
  const sought = givesUp ? 'started' : 'unknown';
  const attempt = (await attempts.attemptsOf(jobId)).find(({ state }) => state === sought);
  const provider = chain.providers.find(({ name }) => name === attempt?.provider);
  if (!attempt || !(job.state === 'unknown' || givesUp)) return { kind: 'not_unknown', job };
  const deadlineMs = provider ? chain.limitsOf(provider).deadlineMs : 0;
  const found =
    finding.kind === 'bought'
      ? { kind: 'bought' as const, handle: { id: finding.providerJobId }, deadlineMs }
      : finding;
  const by = { name: byName, role: 'operator' as const, reason, at: clock.now() };
  if (!(await attempts.settleUnknown(attempt.attemptId, found, by))) return { kind: 'not_unknown', job };
  // It may save the provider's work, and sometimes money: what it answers changes nothing here.
  if (givesUp && attempt.handle)
    await provider?.cancel(attempt.handle, AbortSignal.timeout(CANCEL_MS)).catch(() => false);
  await queue.enqueue(job);
  return { kind: 'clarified' };
}
