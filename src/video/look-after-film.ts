import type { MicroDollars } from '../kernel/units.ts';
import type { MoneyEnd } from './attempt-store-port.ts';
import type { Turn } from './call-provider.ts';
import type { StatusOutcome } from './film-provider-port.ts';
import type { Failure } from './job.ts';
import { again, backoffMs, LONGEST_WAIT_MS, notMine, type StepOutcome } from './video-work.ts';

export type Completed = Extract<StatusOutcome, { kind: 'completed' }>;

/** How often in a row the provider doesn't know it, over more than a minute, before what was bought counts as lost. */
const MISSES_MAX = 7;

/** Asks the provider how far the film is, and writes down what it says. */
export async function lookAfterFilm(turn: Turn): Promise<StepOutcome | Completed> {
  const { attempts, jobs, fence, attempt, provider, timing, signal } = turn;
  if (attempt.handle === null) throw new TypeError('a started attempt has a handle');
  const status = await provider.status(attempt.handle, signal);
  switch (status.kind) {
    case 'completed':
      return status;
    case 'running': {
      if (status.said !== undefined) tellUnknownWord(turn, status.said);
      await jobs.reportProgress(fence, status.progress ?? 0);
      if (!(await attempts.noteRunning(fence, attempt.attemptId, status.progress))) return notMine;
      const hasMoved = status.progress !== null && status.progress > attempt.progress;
      return (
        (await tooLate(turn, { hasMoved })) ?? (await waitFor(turn, status.pollAfterMs ?? pollDelay(turn)))
      );
    }
    case 'unreachable':
      return (await tooLate(turn)) ?? (await waitFor(turn, status.retryAfterMs ?? pollDelay(turn)));
    case 'lost': {
      if (attempt.misses + 1 >= MISSES_MAX)
        return await endBought(turn, { code: 'LOST_BY_PROVIDER', message: status.message }, null);
      if (!(await attempts.noteMiss(fence, attempt.attemptId))) return notMine;
      return await waitFor(turn, backoffMs(timing, attempt.misses));
    }
    case 'unreadable':
      return await putAside(turn, { code: status.code, message: status.message });
    case 'failed':
      return await endBought(turn, status, status.isCharged);
  }
}

function tellUnknownWord({ note, job, attempt, provider }: Turn, said: string): void {
  const message = `${provider.name} says “${said}”, which nobody here knows: the film counts as under way`;
  const onceFor = `a status of ${attempt.attemptId}`;
  note({ level: 'warn', message, jobId: job.jobId, provider: provider.name, onceFor });
}

/** Past its deadline, or stuck. */
export async function tooLate(turn: Turn, { hasMoved } = { hasMoved: false }): Promise<StepOutcome | null> {
  const { attempt, provider, chain } = turn;
  // Nobody may have looked for long: what has moved since isn't stuck.
  const isStuck = !hasMoved && attempt.progress > 0 && attempt.stillMs > chain.limitsOf(provider).stallMs;
  if (!attempt.isOverdue && !isStuck) return null;
  const failure = isStuck
    ? {
        code: 'NO_PROGRESS',
        message: `${provider.name} stands still at ${Math.round(attempt.progress * 100)} %`,
      }
    : { code: 'DEADLINE', message: `${provider.name} was not done within its deadline` };
  return await putAside(turn, failure);
}

/** Its money stays set aside; it is taken up again by the id that its provider knows it by. */
export async function putAside(
  { jobs, fence, job, provider, note }: Turn,
  failure: Failure,
): Promise<StepOutcome> {
  if (!(await jobs.timeOut(fence, failure))) return notMine;
  note({ level: 'warn', jobId: job.jobId, provider: provider.name, ...failure });
  return { kind: 'parked', until: 'resumed' };
}

export async function waitFor({ jobs, fence }: Turn, delayMs: number): Promise<StepOutcome> {
  const isWaiting = await jobs.wait(fence, Math.min(delayMs, LONGEST_WAIT_MS));
  return isWaiting ? { kind: 'parked', until: 'provider' } : notMine;
}

/**
 * It was bought and there is no film. Where nobody says whether it was charged, it counts as charged: the
 * ledger may overstate what was spent, never understate it.
 */
export async function endBought(
  { attempts, fence, attempt }: Pick<Turn, 'attempts' | 'fence' | 'attempt'>,
  { code, message }: Failure,
  isCharged: boolean | null,
  record: {
    delivered?: Readonly<Record<string, unknown>>;
    differences?: Turn['attempt']['differences'];
  } = {},
): Promise<StepOutcome> {
  const failure = { code, message };
  const money = moneyOf(attempt, isCharged);
  return (await attempts.fail(fence, attempt.attemptId, { failure, money, ...record })) ? again : notMine;
}

function moneyOf(attempt: Turn['attempt'], isCharged: boolean | null): MoneyEnd {
  if (attempt.money === 'free') return { kind: 'free' };
  return isCharged === false ? { kind: 'release' } : { kind: 'settle', microUsd: costOf(attempt) };
}

/** What it takes, as far as anybody has said. */
export function costOf({ quotedMicroUsd, estimatedMicroUsd }: Turn['attempt']): MicroDollars {
  return quotedMicroUsd ?? estimatedMicroUsd ?? 0;
}

/** Every 2, 3, 4.5 … seconds, growing with how long it has been under way. */
function pollDelay({ attempt, timing, clock }: Turn): number {
  const underWayMs = clock.now().getTime() - (attempt.startedAt?.getTime() ?? clock.now().getTime());
  return Math.min(timing.longestPollMs, Math.max(timing.firstPollMs, underWayMs / 4));
}
