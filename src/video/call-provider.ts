import { setTimeout as sleep } from 'node:timers/promises';
import type { MicroDollars, Milliseconds } from '../kernel/units.ts';
import type { VideoAttempt } from './attempt.ts';
import { orderOfAttempt } from './film-order.ts';
import type { FilmProvider, ProviderHandle, StartOutcome } from './film-provider-port.ts';
import type { Failure } from './job.ts';
import { again, backoffMs, LONGEST_WAIT_MS, notMine, type StepOutcome, type Work } from './video-work.ts';

/** A job with the attempt that is open and the provider whose turn it is. */
export type Turn = Work & { readonly attempt: VideoAttempt; readonly provider: FilmProvider };

/** Calls that came to nothing, or were answered by nobody, before the provider's turn is over. */
const START_CALLS_MAX = 4;
/** Under a key that makes them one purchase, more calls are safe: some minutes of an outage. */
const SAME_KEY_CALLS_MAX = 12;
/** Servers forget their keys after a day: then the same call is another purchase. */
const KEY_LIVES_MS = 20 * 3_600_000;
const BUSY_MS = 2_000;
const INSIST_EVERY_MS = 250;
/** A create call is never cut off, by a stop or a lost job: it may be buying. Its adapter bounds it. */
const toItsEnd = new AbortController().signal;

/** The money is aside: the call is journalled, made, and its outcome written down. */
export async function callProvider(turn: Turn): Promise<StepOutcome> {
  const { attempt, provider } = turn;
  if (attempt.startCalls >= START_CALLS_MAX) {
    const message = `${provider.name} took none of ${START_CALLS_MAX} calls`;
    return await giveUp(turn, attempt.failure ?? { code: 'NOT_STARTED', message });
  }
  const call = await makeCall(turn);
  switch (call.kind) {
    case 'called':
      return await afterCall(turn, call.outcome);
    case 'prompt_changed': {
      const message = 'the prompt has changed since its money was set aside';
      return await giveUp(turn, { code: 'PROMPT_CHANGED', message });
    }
    case 'not_called':
      return call.step;
  }
}

type Call =
  | { readonly kind: 'called'; readonly outcome: StartOutcome }
  | { readonly kind: 'prompt_changed' }
  | { readonly kind: 'not_called'; readonly step: StepOutcome };

/** Journalled, then made: only for the prompt whose money is aside, and only where the provider has room. */
async function makeCall(turn: Turn): Promise<Call> {
  const { attempts, jobs, fence, attempt, provider, chain, job, lesson } = turn;
  const order = orderOfAttempt(attempt, lesson, job.locale);
  if (order.prompt.digest !== attempt.promptDigest) return { kind: 'prompt_changed' };
  const begun = await attempts.beginCall(fence, attempt.attemptId, chain.limitsOf(provider));
  if (begun.kind === 'fenced') return { kind: 'not_called', step: notMine };
  if (begun.kind === 'busy') {
    return { kind: 'not_called', step: (await jobs.wait(fence, BUSY_MS)) ? parked : notMine };
  }
  const outcome = await provider.start(order, { reference: attempt.attemptId, signal: toItsEnd });
  return { kind: 'called', outcome };
}

async function afterCall(turn: Turn, outcome: StartOutcome): Promise<StepOutcome> {
  const { attempts, fence, attempt, provider } = turn;
  switch (outcome.kind) {
    case 'started':
      return await keepHandle(turn, outcome);
    case 'refused': {
      if (!outcome.isPassing) return await giveUp(turn, outcome);
      if (!(await attempts.callCameToNothing(fence, attempt.attemptId))) return notMine;
      if (attempt.startCalls + 1 >= START_CALLS_MAX) return await giveUp(turn, outcome);
      return await waitToCall(turn, outcome.retryAfterMs);
    }
    case 'unknown':
      if (provider.capabilities.idempotency === 'N') return await becomeUnknown(turn, outcome);
      return await waitToCall(turn);
  }
}

async function waitToCall(
  { jobs, fence, attempt, timing }: Turn,
  retryAfterMs: Milliseconds | null = null,
): Promise<StepOutcome> {
  const delayMs = Math.min(retryAfterMs ?? backoffMs(timing, attempt.startCalls), LONGEST_WAIT_MS);
  return (await jobs.wait(fence, delayMs)) ? parked : notMine;
}

/**
 * A create call was journalled and nobody wrote down what came of it: the worker died, or got no answer. It is
 * never simply made again.
 */
export async function clarifyCall(turn: Turn): Promise<StepOutcome> {
  const { provider, attempt } = turn;
  switch (provider.capabilities.idempotency) {
    case 'K':
      return await callUnderSameKey(turn);
    case 'L':
      return await lookUp(turn);
    case 'N': {
      const message = `${provider.name} may have taken the call of ${attempt.attemptId}, and can’t be asked`;
      return await becomeUnknown(turn, { code: 'CALL_UNANSWERED', message });
    }
  }
}

/** The provider promises that the same key is the same purchase. */
async function callUnderSameKey(turn: Turn): Promise<StepOutcome> {
  const { attempt, provider } = turn;
  if (attempt.startCalls >= SAME_KEY_CALLS_MAX) {
    const message = `${provider.name} answered none of ${attempt.startCalls} calls`;
    return await becomeUnknown(turn, { code: 'CALL_UNANSWERED', message });
  }
  if (attempt.sinceCallMs > KEY_LIVES_MS) {
    const message = `${provider.name} may have forgotten the key of ${attempt.attemptId}, and a call would buy again`;
    return await becomeUnknown(turn, { code: 'KEY_TOO_OLD', message });
  }
  const call = await makeCall(turn);
  switch (call.kind) {
    case 'called': {
      const { outcome } = call;
      if (outcome.kind !== 'refused') return await afterCall(turn, outcome);
      // An earlier call under this key may have gone through: a refusal says nothing about that one.
      if (!outcome.isPassing) return await becomeUnknown(turn, outcome);
      return await waitToCall(turn, outcome.retryAfterMs);
    }
    case 'prompt_changed': {
      const message = 'the prompt has changed since the call that nobody answered';
      return await becomeUnknown(turn, { code: 'PROMPT_CHANGED', message });
    }
    case 'not_called':
      return call.step;
  }
}

async function lookUp(turn: Turn): Promise<StepOutcome> {
  const { attempts, jobs, fence, attempt, provider, timing, signal } = turn;
  const found = await provider.lookUp?.(attempt.attemptId, signal);
  if (found?.kind === 'found') {
    const [handle, ...doubles] = found.handles;
    if (handle) {
      const kept = await keepHandle(turn, { handle, costMicroUsd: null });
      // Whoever else finds them now counts the same ones: which is ours is written down.
      if (kept.kind === 'again' && doubles.length > 0) {
        await attempts.keepDoubles(attempt.attemptId, doubles, attempt.estimatedMicroUsd ?? 0);
      }
      return kept;
    }
  }
  const isSettled = attempt.sinceCallMs > timing.callSettlesMs;
  const isNowhere = found?.kind === 'none' || found?.kind === 'found';
  if (isNowhere && isSettled) {
    return (await attempts.callCameToNothing(fence, attempt.attemptId)) ? again : notMine;
  }
  if (found === undefined || isSettled) {
    const message = `${provider.name} can’t be asked whether it took the call of ${attempt.attemptId}`;
    return await becomeUnknown(turn, { code: 'CALL_UNANSWERED', message });
  }
  if (!(await attempts.noteLookUp(fence, attempt.attemptId))) return notMine;
  // Minutes may pass: whoever waits for a film is served by the studio.
  const isWaiting = await jobs.wait(fence, backoffMs(timing, attempt.lookUps));
  return isWaiting ? { kind: 'parked', until: 'clarified' } : notMine;
}

/** Once more while it fails: what a provider sold must be written down, also where the database is just starting anew. */
async function insistently<Answer>(ask: () => Promise<Answer>, forMs: Milliseconds): Promise<Answer> {
  for (let waitedMs = 0; ; waitedMs += INSIST_EVERY_MS) {
    try {
      return await ask();
    } catch (error) {
      if (waitedMs >= forMs) throw error;
      await sleep(INSIST_EVERY_MS);
    }
  }
}

async function keepHandle(
  { attempts, fence, attempt, provider, chain, job, note, timing }: Turn,
  {
    handle,
    costMicroUsd: quotedMicroUsd,
  }: { readonly handle: ProviderHandle; readonly costMicroUsd: MicroDollars | null },
): Promise<StepOutcome> {
  const { deadlineMs } = chain.limitsOf(provider);
  const started = { handle, deadlineMs, quotedMicroUsd };
  const { insistMs } = timing;
  if (await insistently(() => attempts.keepHandle(fence, attempt.attemptId, started), insistMs)) return again;
  // Another worker has taken the job. What was bought is ours all the same, and its id is known here only.
  const found = await insistently(() => attempts.keepLateHandle(attempt.attemptId, started), insistMs);
  const message = {
    kept: 'a film that was bought by a worker that had lost its job is kept',
    known: 'a film was found by two workers',
    double: 'a film was bought twice: by a worker that had lost its job, and by the next',
  }[found];
  const level = found === 'double' ? 'error' : 'warn';
  note({ level, message, jobId: job.jobId, provider: provider.name, providerJobId: handle.id });
  return notMine;
}

/** Nothing was bought: the money comes back and the next provider has its turn. */
export async function giveUp(
  { attempts, fence, attempt }: Pick<Turn, 'attempts' | 'fence' | 'attempt'>,
  { code, message }: Failure,
): Promise<StepOutcome> {
  const money = attempt.money === 'free' ? { kind: 'free' as const } : { kind: 'release' as const };
  const ended = await attempts.fail(fence, attempt.attemptId, { failure: { code, message }, money });
  return ended ? again : notMine;
}

async function becomeUnknown(
  { attempts, fence, attempt, job, provider, chain, note }: Turn,
  { code, message }: Failure,
): Promise<StepOutcome> {
  const { deadlineMs } = chain.limitsOf(provider);
  if (!(await attempts.becomeUnknown(fence, attempt.attemptId, { code, message }, deadlineMs)))
    return notMine;
  note({
    level: 'error',
    message: `nobody knows whether a film was bought: ${message}`,
    jobId: job.jobId,
    provider: provider.name,
  });
  return { kind: 'parked', until: 'clarified' };
}

const parked: StepOutcome = { kind: 'parked', until: 'provider' };
