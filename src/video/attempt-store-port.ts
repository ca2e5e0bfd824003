import type { MicroDollars, Milliseconds, Ratio } from '../kernel/units.ts';
import type { AttemptPlan, Fence, VideoAttempt } from './attempt.ts';
import type { ProviderHandle } from './film-provider-port.ts';
import type { Failure } from './job.ts';

/** What becomes of the money that was set aside. */
export type MoneyEnd =
  | { readonly kind: 'release' }
  | { readonly kind: 'settle'; readonly microUsd: MicroDollars }
  | { readonly kind: 'free' };

/** What is known the moment a film is bought. */
export type Started = {
  readonly handle: ProviderHandle;
  readonly deadlineMs: Milliseconds;
  /** What the provider says it takes; null where it says nothing. */
  readonly quotedMicroUsd: MicroDollars | null;
};

/** How many calls a provider bears, over all workers together. */
export type CallLimits = { readonly startsPerMinute: number; readonly inFlightMax: number };

export type BudgetState = {
  /** The day, UTC. */
  readonly day: string;
  /** Set aside for what isn't settled yet, from whatever day: also what is unknown. */
  readonly reservedMicroUsd: MicroDollars;
  readonly spentTodayMicroUsd: MicroDollars;
};

/**
 * The journal of provider calls with their money. Each method is one transaction; those that take a fence
 * change nothing, and answer false or null, where another worker has taken the job.
 */
export interface AttemptStore {
  attemptsOf(jobId: string): Promise<readonly VideoAttempt[]>;
  /** Sets the money aside and writes the attempt, or does neither. */
  open(
    fence: Fence,
    plan: AttemptPlan,
    options: { readonly capMicroUsd: MicroDollars },
  ): Promise<
    { readonly kind: 'opened'; readonly attempt: VideoAttempt } | { readonly kind: 'over_budget' | 'fenced' }
  >;
  /** Journals that the create call goes out now, unless the provider has enough to do. */
  beginCall(
    fence: Fence,
    attemptId: string,
    limits: CallLimits,
  ): Promise<{ readonly kind: 'begun' | 'busy' | 'fenced' }>;
  /** The call certainly bought nothing and may be made again. */
  callCameToNothing(fence: Fence, attemptId: string): Promise<boolean>;
  keepHandle(fence: Fence, attemptId: string, started: Started): Promise<boolean>;
  /**
   * A handle that arrives after another worker has taken the job: `kept` where nothing was known of the purchase,
   * `known` where this one was; else it is a `double`, and written down as spent.
   */
  keepLateHandle(attemptId: string, started: Started): Promise<'kept' | 'known' | 'double'>;
  /** More than one purchase carries our reference: the others are spent money, and are written down as such. */
  keepDoubles(
    attemptId: string,
    doubles: readonly ProviderHandle[],
    microUsdEach: MicroDollars,
  ): Promise<number>;
  /** Null where the provider doesn't say how far it is. */
  noteRunning(fence: Fence, attemptId: string, progress: Ratio | null): Promise<boolean>;
  noteMiss(fence: Fence, attemptId: string): Promise<boolean>;
  noteNotReady(fence: Fence, attemptId: string): Promise<boolean>;
  noteLookUp(fence: Fence, attemptId: string): Promise<boolean>;
  noteDelivery(fence: Fence, attemptId: string, expiresAt: Date | null): Promise<boolean>;
  fail(
    fence: Fence,
    attemptId: string,
    end: {
      readonly failure: Failure;
      readonly money: MoneyEnd;
      readonly delivered?: Readonly<Record<string, unknown>>;
      readonly differences?: VideoAttempt['differences'];
    },
  ): Promise<boolean>;
  /** The attempt and its job become `unknown`; the money stays aside. Past its deadline a person is told. */
  becomeUnknown(fence: Fence, attemptId: string, reason: Failure, deadlineMs: Milliseconds): Promise<boolean>;
  /** Attempts that reconciliation has to look at: unknown ones, and called ones of the last two days. */
  toReconcile(): Promise<readonly VideoAttempt[]>;
  /**
   * What an unknown attempt turned out to be; its job goes on from there. `lost` also gives up what was bought
   * and timed out. False where there is nothing to say about it.
   */
  settleUnknown(
    attemptId: string,
    finding:
      | { readonly kind: 'bought'; readonly handle: ProviderHandle; readonly deadlineMs: Milliseconds }
      | { readonly kind: 'not_bought' }
      | { readonly kind: 'lost' },
    by: {
      readonly name: string;
      readonly role: 'operator' | 'system';
      readonly reason: string;
      readonly at: Date;
    },
  ): Promise<boolean>;
  /** Attempts that are unknown past their deadline, each answered once, and noted in the log of decisions. */
  tellOverdueUnknown(): Promise<readonly VideoAttempt[]>;
  budget(): Promise<BudgetState>;
}
