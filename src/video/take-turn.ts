import type { VideoAttempt } from './attempt.ts';
import { linksOf } from './film-chain.ts';
import { orderOf } from './film-order.ts';
import type { Failure } from './job.ts';
import { publishInfographic } from './publish-infographic.ts';
import { again, notMine, type StepOutcome, type Work } from './video-work.ts';

/** What goes wrong twice goes wrong a third time; crashes of the process are counted apart. */
const STUDIO_TRIES_MAX = 2;

/** Nobody is at work on the film: the next provider's turn, or the end of the chain. */
export async function takeTurn(work: Work, made: readonly VideoAttempt[]): Promise<StepOutcome> {
  return work.job.track === 'studio' ? await takeStudioTurn(work, made) : await takeProviderTurn(work, made);
}

async function takeProviderTurn(work: Work, made: readonly VideoAttempt[]): Promise<StepOutcome> {
  const { chain, jobs, attempts, fence, job, lesson } = work;
  const reasons: Failure[] = made.flatMap(({ failure }) => (failure ? [failure] : []));
  const hadTheirTurn = new Set(made.map(({ provider }) => provider));
  for await (const link of linksOf(chain, { lesson, locale: job.locale }, hadTheirTurn)) {
    if (link.kind === 'needs_approval') {
      return (await jobs.awaitSpend(fence, link.subject)) ? { kind: 'parked', until: 'approval' } : notMine;
    }
    if (link.kind === 'order') {
      const opened = await attempts.open(fence, link.plan, { capMicroUsd: chain.capMicroUsd });
      if (opened.kind === 'opened') return again;
      if (opened.kind === 'fenced') return notMine;
      const message = `${link.plan.provider}: the day’s cap leaves no room for it`;
      reasons.push({ code: 'OVER_BUDGET', message });
    } else reasons.push(link.reason);
  }
  return await endOfChain(work, reasons);
}

async function endOfChain({ jobs, fence }: Work, reasons: readonly Failure[]): Promise<StepOutcome> {
  const message = reasons.map((reason) => reason.message).join('; ') || 'no provider is configured';
  const failure = { code: reasons.at(-1)?.code ?? 'NO_PROVIDER', message };
  return (await jobs.fail(fence, failure)) ? { kind: 'failed', ...failure } : notMine;
}

async function takeStudioTurn(work: Work, made: readonly VideoAttempt[]): Promise<StepOutcome> {
  const { chain, attempts, fence, job, lesson } = work;
  const last = made.at(-1);
  if (made.length >= STUDIO_TRIES_MAX) {
    return await publishInfographic(
      work,
      made,
      last?.failure ?? { code: 'NO_FILM', message: 'no film came' },
    );
  }
  const ordered = orderOf(chain.studio, lesson, job.locale);
  if (ordered.kind === 'impossible') return await publishInfographic(work, made, ordered.reason);
  const opened = await attempts.open(fence, ordered.plan, { capMicroUsd: 0 });
  return opened.kind === 'opened' ? again : notMine;
}
