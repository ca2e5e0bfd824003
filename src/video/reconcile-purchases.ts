import type { Clock } from '../kernel/clock.ts';
import type { VideoAttempt } from './attempt.ts';
import type { AttemptStore } from './attempt-store-port.ts';
import type { FilmChain } from './film-chain.ts';
import type { FilmProvider } from './film-provider-port.ts';

export type ReconciliationReport = {
  /** Attempts whose provider was asked what it knows under our reference. */
  readonly askedCount: number;
  /** Purchases beyond one for an order, found now for the first time. */
  readonly doublesFound: number;
  /** Unknown attempts that turned out to be bought, or not. */
  readonly clarifiedCount: number;
  /** Unknown attempts that only a person can clarify. */
  readonly forPerson: readonly {
    readonly attemptId: string;
    readonly jobId: string;
    readonly provider: string;
  }[];
  /** Attempts whose provider didn't answer. */
  readonly unansweredCount: number;
};

/** A call that nothing is found of may still be on its way for so long. */
const CALL_SETTLES_MS = 10 * 60 * 1000;

/**
 * Holds our ledger against the providers' own lists: what they know under our references that we don't. A
 * balanced ledger proves nothing here: a worker that was frozen in the middle of a call bought behind its back.
 */
export async function reconcilePurchases(
  { attempts, chain, clock }: { attempts: AttemptStore; chain: FilmChain; clock: Clock },
  signal: AbortSignal,
): Promise<ReconciliationReport> {
  const report = {
    askedCount: 0,
    doublesFound: 0,
    clarifiedCount: 0,
    forPerson: [] as Mutable,
    unansweredCount: 0,
  };
  for (const attempt of await attempts.toReconcile()) {
    const provider = chain.providers.find(({ name }) => name === attempt.provider);
    const found = await provider?.lookUp?.(attempt.attemptId, signal);
    if (!provider || !found) {
      if (attempt.state === 'unknown') report.forPerson.push(nameOf(attempt));
      continue;
    }
    report.askedCount += 1;
    if (found.kind === 'unreachable') report.unansweredCount += 1;
    else if (found.kind === 'none') {
      if (attempt.state === 'unknown' && attempt.sinceCallMs > CALL_SETTLES_MS) {
        report.clarifiedCount += await clarify({ attempts, clock }, attempt, { kind: 'not_bought' });
      }
    } else {
      const known = attempt.handle ?? found.handles[0];
      const doubles = found.handles.filter(({ id }) => id !== known?.id);
      report.doublesFound += await attempts.keepDoubles(
        attempt.attemptId,
        doubles,
        attempt.estimatedMicroUsd ?? 0,
      );
      if (attempt.state === 'unknown' && known) {
        const bought = { kind: 'bought' as const, handle: known, deadlineMs: deadlineOf(chain, provider) };
        report.clarifiedCount += await clarify({ attempts, clock }, attempt, bought);
      }
    }
  }
  return report;
}

type Mutable = { attemptId: string; jobId: string; provider: string }[];

async function clarify(
  { attempts, clock }: { attempts: AttemptStore; clock: Clock },
  { attemptId, provider }: VideoAttempt,
  finding: Parameters<AttemptStore['settleUnknown']>[1],
): Promise<number> {
  const reason = `${provider} shows ${finding.kind === 'bought' ? 'it' : 'nothing'} under the order’s reference`;
  const by = { name: 'reconciliation', role: 'system' as const, reason, at: clock.now() };
  return (await attempts.settleUnknown(attemptId, finding, by)) ? 1 : 0;
}

const nameOf = ({ attemptId, jobId, provider }: VideoAttempt) => ({ attemptId, jobId, provider });

const deadlineOf = (chain: FilmChain, provider: FilmProvider): number => chain.limitsOf(provider).deadlineMs;
