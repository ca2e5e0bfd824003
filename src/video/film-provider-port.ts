import type { Bytes, MicroDollars, Milliseconds, Ratio } from '../kernel/units.ts';
import type { Lesson } from '../lessons/lesson.ts';

/** What is ordered. It says everything about a lesson and nothing about a member: there is no place for it. */
export type FilmOrder = {
  readonly lesson: Lesson;
  readonly locale: string;
  /** The provider's name for who makes the pictures. */
  readonly model: string;
  readonly prompt: { readonly text: string; readonly digest: string };
  readonly durationSeconds: number;
  readonly widthPx: number;
  readonly heightPx: number;
};

/**
 * How a provider keeps one order from being bought twice when the answer to the create call got lost:
 * - `K` honours an idempotency key: the same call again is the same purchase;
 * - `L` can be asked which purchase carries our reference;
 * - `N` neither: only a person can say.
 */
export type IdempotencyClass = 'K' | 'L' | 'N';

export type ProviderCapabilities = {
  readonly idempotency: IdempotencyClass;
  /** Costs nothing and sends nothing away: needs neither gate nor reservation. */
  readonly isOwn: boolean;
  readonly durationsSeconds: { readonly min: number; readonly max: number } | readonly number[];
  readonly sizes: readonly { readonly widthPx: number; readonly heightPx: number }[];
  /** Languages that the picture itself carries; null where its pictures have no words. */
  readonly locales: readonly string[] | null;
  /** Null where nobody says. */
  readonly hasSound: boolean | null;
  /** Null where nobody says. */
  readonly framesPerSecond: number | null;
};

/** Never 0 because nobody knew. */
export type CostEstimate =
  | { readonly kind: 'known'; readonly microUsd: MicroDollars }
  | { readonly kind: 'unknown'; readonly message: string };

/** What a provider's job is found by. Stored as JSON the moment it is known; opaque to everybody else. */
export type ProviderHandle = {
  readonly id: string;
  readonly [detail: string]: string | number | boolean | null;
};

/** What happened to the create call. */
export type StartOutcome =
  | { readonly kind: 'started'; readonly handle: ProviderHandle; readonly costMicroUsd: MicroDollars | null }
  /**
   * Certainly nothing was bought. `isPassing` is true where the same call may go through later (busy, down),
   * false where it never will (refused, wrong, out of money).
   */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      readonly isPassing: boolean;
      readonly retryAfterMs: Milliseconds | null;
    }
  /** The call may have bought something: no answer, or one that doesn't say. */
  | { readonly kind: 'unknown'; readonly code: string; readonly message: string };

/** What the provider knows under our reference. */
export type LookUpOutcome =
  | { readonly kind: 'found'; readonly handles: readonly ProviderHandle[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreachable'; readonly message: string };

export type StatusOutcome =
  | {
      readonly kind: 'running';
      /** Null where the provider doesn't say. */
      readonly progress: Ratio | null;
      readonly pollAfterMs: Milliseconds | null;
      /** Its word for that, where nobody knows the word. */
      readonly said?: string;
    }
  | {
      readonly kind: 'completed';
      /** When its files go; null where nobody says. */
      readonly expiresAt: Date | null;
      /** What the provider says it took; null where it doesn't say. */
      readonly costMicroUsd: MicroDollars | null;
    }
  /** It ended without a film. `isCharged` is null where nobody knows. */
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly message: string;
      readonly isCharged: boolean | null;
    }
  /** Done, by its own word, and probably charged; but its answer names no film. A person has to look. */
  | { readonly kind: 'unreadable'; readonly code: string; readonly message: string }
  /** The provider no longer knows it. */
  | { readonly kind: 'lost'; readonly message: string }
  /** Nothing learned: ask again. */
  | { readonly kind: 'unreachable'; readonly message: string; readonly retryAfterMs: Milliseconds | null };

export type DownloadOutcome =
  | { readonly kind: 'downloaded'; readonly path: string; readonly sizeBytes: Bytes; readonly sha256: string }
  /** Not there yet, or cut off: ask again. `LOST_BY_PROVIDER` where the provider says now that it knows no such film. */
  | { readonly kind: 'not_ready'; readonly code: string; readonly message: string }
  /** It will never be there: its end was said, or its day is over. */
  | { readonly kind: 'lost'; readonly code: string; readonly message: string };

export type ProviderHealth =
  | { readonly kind: 'healthy'; readonly message: string }
  | { readonly kind: 'unhealthy'; readonly message: string; readonly remedy: string };

/**
 * Who makes the moving pictures. No method throws for what a server does or says: that is an outcome. They
 * throw the reason of `signal` soon after it aborts.
 */
export interface FilmProvider {
  readonly name: string;
  /** The model that it is configured to use; an order names it. */
  readonly model: string;
  readonly capabilities: ProviderCapabilities;
  estimateCost(order: FilmOrder): CostEstimate;
  /**
   * Makes the create call, once. `reference` is the attempt's own id: sent as idempotency key or client
   * reference where the provider takes one.
   */
  start(order: FilmOrder, call: { reference: string; signal: AbortSignal }): Promise<StartOutcome>;
  /** Only where the class is `L`. `none` means: nothing that the provider shows carries the reference. */
  lookUp?(reference: string, signal: AbortSignal): Promise<LookUpOutcome>;
  status(handle: ProviderHandle, signal: AbortSignal): Promise<StatusOutcome>;
  /**
   * Writes the film to `path`, whole or not at all. The studio makes it only now: its handle says
   * everything that its film depends on.
   */
  download(
    handle: ProviderHandle,
    to: { path: string; signal: AbortSignal; onProgress: (progress: Ratio) => void },
  ): Promise<DownloadOutcome>;
  /** Whether the provider confirmed that it stopped. What it costs stays open either way. */
  cancel(handle: ProviderHandle, signal: AbortSignal): Promise<boolean>;
  health(signal: AbortSignal): Promise<ProviderHealth>;
}
