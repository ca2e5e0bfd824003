import type { MicroDollars, Milliseconds } from '../kernel/units.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { AttemptPlan } from './attempt.ts';
import type { CallLimits } from './attempt-store-port.ts';
import { orderOf } from './film-order.ts';
import type { FilmOrder, FilmProvider } from './film-provider-port.ts';
import type { Failure, SpendSubject } from './job.ts';
import type { ReviewStore } from './review-port.ts';

/** Which gates a person stands at. The studio's films pass both with their storyboard's version. */
export type ReviewPolicy = 'spend' | 'both' | 'none';

/** What a provider bears and how long it may take. */
export type ProviderLimits = CallLimits & {
  readonly deadlineMs: Milliseconds;
  /** Progress that stands still for so long means that it is stuck. */
  readonly stallMs: Milliseconds;
};

/** Who may be asked for films, in which order, within which bounds. */
export type FilmChain = {
  /** Those that are configured, the first to ask first. Empty where the studio makes everything. */
  readonly providers: readonly FilmProvider[];
  readonly studio: FilmProvider;
  readonly reviews: ReviewStore;
  readonly reviewPolicy: ReviewPolicy;
  readonly capMicroUsd: MicroDollars;
  readonly limitsOf: (provider: FilmProvider) => ProviderLimits;
};

/** What can be done with one provider's turn. */
export type ChainLink =
  | {
      readonly kind: 'order';
      readonly provider: FilmProvider;
      readonly order: FilmOrder;
      readonly plan: AttemptPlan;
    }
  | { readonly kind: 'needs_approval'; readonly subject: SpendSubject }
  | { readonly kind: 'passed_over'; readonly reason: Failure };

/** The providers that haven't had their turn yet, in their order, each with what can be done. */
export async function* linksOf(
  { providers, reviews, reviewPolicy }: Pick<FilmChain, 'providers' | 'reviews' | 'reviewPolicy'>,
  wanted: {
    readonly lesson: Lesson;
    readonly locale: string;
    /** A person asks anew: what was turned down once may be put to the gate again. */
    readonly isInsistent?: boolean;
  },
  hadTheirTurn: ReadonlySet<string> = new Set(),
): AsyncGenerator<ChainLink> {
  for (const provider of providers) {
    if (hadTheirTurn.has(provider.name)) continue;
    const ordered = orderOf(provider, wanted.lesson, wanted.locale);
    if (ordered.kind === 'impossible') {
      yield { kind: 'passed_over', reason: ordered.reason };
      continue;
    }
    const { order, plan } = ordered;
    const subject = { provider: plan.provider, model: plan.model, promptDigest: plan.promptDigest };
    const needsWord = reviewPolicy !== 'none' && !provider.capabilities.isOwn;
    const verdict = needsWord ? await reviews.spendVerdict(subject) : 'approved';
    if (verdict === 'approved') yield { kind: 'order', provider, order, plan };
    else if (verdict === null || wanted.isInsistent) yield { kind: 'needs_approval', subject };
    else {
      const message = `a person said no to this prompt for ${plan.provider}`;
      yield { kind: 'passed_over', reason: { code: 'PROMPT_REJECTED', message } };
    }
  }
}

/** Whether a provider's film waits for a person before anybody sees it. */
export function needsShowApproval(policy: ReviewPolicy, provider: FilmProvider): boolean {
  return policy === 'both' && !provider.capabilities.isOwn;
}
