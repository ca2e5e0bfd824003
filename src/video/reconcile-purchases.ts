import type { Clock } from '../kernel/clock.ts';
import type { Milliseconds } from '../kernel/units.ts';
import { openAttemptStates, type VideoAttempt } from './attempt.ts';
import type { AttemptStore } from './attempt-store-port.ts';
import type { FilmChain } from './film-chain.ts';
import type { FilmProvider, ProviderHandle } from './film-provider-port.ts';
import type { VideoJobStore } from './job-store-port.ts';
import type { VideoQueue } from './video-queue-port.ts';
import { standardTiming } from './video-work.ts';

export type ReconciliationReport = {
  /** Attempts whose provider was asked what it knows under our reference. */
  readonly askedCount: number;
  /** Purchases beyond one for an order, found now for the first time. */
  readonly doublesFound: number;
  /** Unknown attempts that turned out to be bought, or not. */
  readonly clarifiedCount: number;
  /** Unknown attempts that only a person can clarify. */
  readonly forPerson: readonly Purchase[];
  /** Unknown attempts whose deadline has passed since the last time: told once. */
  readonly overdue: readonly Purchase[];
  /** Jobs that were put aside as too late, and whose films are done by now: taken up again. */
  readonly resumedCount: number;
  /** Attempts whose provider didn't answer. */
  readonly unansweredCount: number;
};

type Purchase = { readonly attemptId: string; readonly jobId: string; readonly provider: string };

type Reconcile = {
  readonly attempts: AttemptStore;
  readonly jobs: Pick<VideoJobStore, 'find' | 'resume'>;
  readonly queue: Pick<VideoQueue, 'enqueue'>;
  readonly chain: FilmChain;
  readonly clock: Clock;
};

/**
 * Holds our ledger against the providers' own lists: what they know under our references that we don't. A
 * balanced ledger proves nothing here: a worker that was frozen in the middle of a call bought behind its back.
 */
export async function reconcilePurchases(
  dependencies: Reconcile,
  signal: AbortSignal,
): Promise<ReconciliationReport> {
  const { attempts, chain, clock } = dependencies;
  const report = { askedCount: 0, doublesFound: 0, clarifiedCount: 0, unansweredCount: 0, resumedCount: 0 };
  const forPerson: Purchase[] = [];
  for (const attempt of await attempts.toReconcile()) {
    const provider = chain.providers.find(({ name }) => name === attempt.provider);
    if (provider && (await resumeWhereDone(dependencies, attempt, provider, signal)))
      report.resumedCount += 1;
    const found = await provider?.lookUp?.(attempt.attemptId, signal);
    if (!provider || !found) {
      if (attempt.state === 'unknown') forPerson.push(nameOf(attempt));
      continue;
    }
    report.askedCount += 1;
    if (found.kind === 'unreachable') {
      report.unansweredCount += 1;
      continue;
    }
    const handles = found.kind === 'found' ? found.handles : [];
    const { clarified, doubles } = await hold(
      { attempts, clock },
      attempt,
      handles,
      deadlineOf(chain, provider),
    );
    report.clarifiedCount += clarified;
    report.doublesFound += doubles;
  }
  const overdue = (await attempts.tellOverdueUnknown()).map(nameOf);
  return { ...report, forPerson, overdue };
}

/** A film that comes late is a film: nobody has to see to it that it is fetched before its link is gone. */
async function resumeWhereDone(
  { jobs, queue }: Reconcile,
  { jobId, state, handle }: VideoAttempt,
  provider: FilmProvider,
  signal: AbortSignal,
): Promise<boolean> {
  if (state !== 'started' || handle === null || (await jobs.find(jobId))?.state !== 'timed_out') return false;
  if ((await provider.status(handle, signal)).kind !== 'completed') return false;
  const resumed = await jobs.resume(jobId);
  if (resumed) await queue.enqueue(resumed);
  return resumed !== null;
}

/** Holds one attempt against what its provider shows. */
async function hold(
  { attempts, clock }: { attempts: AttemptStore; clock: Clock },
  attempt: VideoAttempt,
  handles: readonly ProviderHandle[],
  deadlineMs: Milliseconds,
): Promise<{ clarified: number; doubles: number }> {
  const nothing = { clarified: 0, doubles: 0 };
  const [first, ...others] = handles;
  const count = async (doubles: readonly ProviderHandle[]): Promise<number> =>
    doubles.length === 0
      ? 0
      : await attempts.keepDoubles(attempt.attemptId, doubles, attempt.estimatedMicroUsd ?? 0);
  if (attempt.state === 'unknown') {
    if (!first && attempt.sinceCallMs <= standardTiming.callSettlesMs) return nothing;
    const finding = first
      ? { kind: 'bought' as const, handle: first, deadlineMs }
      : { kind: 'not_bought' as const };
    const clarified = await clarify({ attempts, clock }, attempt, finding);
    return clarified ? { clarified: 1, doubles: await count(others) } : nothing;
  }
  // Its worker is about to write down which one it keeps.
  if (attempt.handle === null && openAttemptStates.some((state) => state === attempt.state)) return nothing;
  const known = attempt.handle?.id ?? (attempt.money === 'settled' ? first?.id : null);
  return { clarified: 0, doubles: await count(handles.filter(({ id }) => id !== known)) };
}

async function clarify(
  { attempts, clock }: { attempts: AttemptStore; clock: Clock },
  { attemptId, provider }: VideoAttempt,
  finding: Parameters<AttemptStore['settleUnknown']>[1],
): Promise<boolean> {
  const reason = `${provider} shows ${finding.kind === 'bought' ? 'it' : 'nothing'} under the order’s reference`;
  const by = { name: 'reconciliation', role: 'system' as const, reason, at: clock.now() };
  return await attempts.settleUnknown(attemptId, finding, by);
}

const nameOf = ({ attemptId, jobId, provider }: VideoAttempt): Purchase => ({ attemptId, jobId, provider });

const deadlineOf = (chain: FilmChain, provider: FilmProvider): number => chain.limitsOf(provider).deadlineMs;
