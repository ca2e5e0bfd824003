import { setInterval } from 'node:timers/promises';
import { findLesson } from '../lessons/catalogue.ts';
import { openAttemptStates, type VideoAttempt } from './attempt.ts';
import { callProvider, clarifyCall, giveUp } from './call-provider.ts';
import { deliverFilm } from './deliver-film.ts';
import type { VideoJob } from './job.ts';
import { endBought, lookAfterFilm } from './look-after-film.ts';
import { publishInfographic } from './publish-infographic.ts';
import { requestStandIn } from './request-video.ts';
import { takeTurn } from './take-turn.ts';
import type { VideoVerdict } from './video-queue-port.ts';
import { notMine, type StepOutcome, type VideoWorkDependencies, type Work } from './video-work.ts';

const RENEWALS_PER_LEASE = 4;
/** Nothing but a person will clarify it: they are told now. */
const AT_ONCE = 0;

/**
 * Takes one job as far as it goes now: to its end, to its provider, or to a person. Safe to call for the same
 * job by several workers at once and again after a crash: whoever claims it goes on from what the rows say,
 * and every step is refused where another worker has claimed it since.
 */
export async function workOnJob(
  dependencies: VideoWorkDependencies,
  jobId: string,
  stop: AbortSignal,
): Promise<VideoVerdict> {
  const { jobs, timing } = dependencies;
  if (stop.aborted) return { kind: 'interrupted' };
  const job = await jobs.claim(jobId, timing.leaseMs);
  if (!job) return { kind: 'not_mine' };
  const fence = { jobId, claim: job.claim };
  const lesson = findLesson(job.persona, job.topic);
  if (lesson?.version !== job.lessonVersion) return await endOutdated(dependencies, job);
  const over = new AbortController();
  const signal = AbortSignal.any([stop, over.signal]);
  const work: Work = { ...dependencies, job, fence, lesson, signal };
  const heartbeat = keepLease(work, over);
  try {
    const verdict = await goOn(work);
    const comesSoon = verdict.kind === 'parked' && verdict.until === 'provider';
    if ((verdict.kind === 'parked' && !comesSoon) || verdict.kind === 'failed') await standIn(work);
    return verdict;
  } catch (error) {
    if (stop.aborted) {
      await jobs.giveBack(fence);
      return { kind: 'interrupted' };
    }
    if (over.signal.aborted) return { kind: 'not_mine' };
    // Whoever is handed it next needn't wait for the lease to run out.
    await jobs.giveBack(fence).catch(() => undefined);
    throw error;
  } finally {
    over.abort();
    await heartbeat;
  }
}

async function goOn(work: Work): Promise<VideoVerdict> {
  for (;;) {
    work.signal.throwIfAborted();
    const outcome = await step(work);
    if (outcome.kind !== 'again') return outcome;
  }
}

/** The next step of the chain, as the rows stand. */
async function step(work: Work): Promise<StepOutcome> {
  const { attempts, job, attemptsMax } = work;
  const made = await attempts.attemptsOf(job.jobId);
  if (job.track === 'studio' && job.claim > attemptsMax) {
    const message = `the film was begun ${attemptsMax} times and never finished`;
    return await publishInfographic(work, made, { code: 'ATTEMPTS_EXHAUSTED', message });
  }
  const open = made.find(isOpen);
  if (!open) return await takeTurn(work, made);
  const provider = providerOf(work, open);
  if (!provider) {
    return await withoutProvider(work, open);
  }
  const turn = { ...work, attempt: open, provider };
  if (open.state === 'reserved') return await callProvider(turn);
  if (open.state === 'starting') return await clarifyCall(turn);
  const seen = await lookAfterFilm(turn);
  return seen.kind === 'completed' ? await deliverFilm(turn, seen) : seen;
}

async function withoutProvider(work: Work, open: VideoAttempt): Promise<StepOutcome> {
  const { attempts, jobs, fence } = work;
  const failure = { code: 'PROVIDER_GONE', message: `${open.provider} is no longer configured` };
  // Nothing was bought yet: the money comes back.
  if (open.state === 'reserved') return await giveUp({ attempts, fence, attempt: open }, failure);
  if (open.handle) {
    return (await jobs.timeOut(fence, failure)) ? { kind: 'parked', until: 'resumed' } : notMine;
  }
  const isMine = await attempts.becomeUnknown(fence, open.attemptId, failure, AT_ONCE);
  return isMine ? { kind: 'parked', until: 'clarified' } : notMine;
}

/**
 * The lesson is another one by now. Money that is still aside is accounted for first: a job that has ended is
 * never looked at again.
 */
async function endOutdated(
  { jobs, attempts }: VideoWorkDependencies,
  { jobId, claim, lessonVersion, persona, topic }: VideoJob,
): Promise<VideoVerdict> {
  const fence = { jobId, claim };
  const message = `version ${lessonVersion} of ${persona}/${topic} is not in this program`;
  const failure = { code: 'LESSON_CHANGED', message };
  const open = (await attempts.attemptsOf(jobId)).find(isOpen);
  if (open?.state === 'starting' && open.money !== 'free') {
    const isMine = await attempts.becomeUnknown(fence, open.attemptId, failure, AT_ONCE);
    return isMine ? { kind: 'parked', until: 'clarified' } : { kind: 'not_mine' };
  }
  if (open?.state === 'reserved' || open?.state === 'starting')
    await giveUp({ attempts, fence, attempt: open }, failure);
  if (open?.state === 'started') await endBought({ attempts, fence, attempt: open }, failure, null);
  return (await jobs.fail(fence, failure)) ? { kind: 'failed', ...failure } : { kind: 'not_mine' };
}

function isOpen({ state }: VideoAttempt): boolean {
  return openAttemptStates.some((one) => one === state);
}

function providerOf({ chain, job }: Work, attempt: VideoAttempt) {
  if (job.track === 'studio') return chain.studio;
  return chain.providers.find(({ name }) => name === attempt.provider) ?? null;
}

/** Whatever becomes of an ordered film: a member who waits is served by the studio meanwhile. */
async function standIn({ job, ...dependencies }: Work): Promise<void> {
  if (job.track === 'provider') await requestStandIn(dependencies, job);
}

async function keepLease({ jobs, fence, timing }: Work, over: AbortController): Promise<void> {
  const every = timing.leaseMs / RENEWALS_PER_LEASE;
  let failures = 0;
  try {
    for await (const _ of setInterval(every, undefined, { signal: over.signal })) {
      try {
        if (!(await jobs.renew(fence, timing.leaseMs))) return over.abort(new LeaseLost(fence.jobId));
        failures = 0;
      } catch (error) {
        // A database that is away for a moment takes nothing from whoever holds a lease that still runs.
        failures += 1;
        if (failures >= RENEWALS_PER_LEASE) return over.abort(error);
      }
    }
  } catch (error) {
    if (!over.signal.aborted) over.abort(error);
  }
}

class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(jobId: string) {
    super(`another worker has taken job ${jobId}`);
  }
}
