import type { MicroDollars, Milliseconds, Ratio } from '../kernel/units.ts';
import type { ProviderHandle } from './film-provider-port.ts';
import type { Failure } from './job.ts';

/**
 * One provider's turn at a job. The row is committed before the provider is called, so that a crash at any
 * point leaves behind what has to be known.
 *
 * | state       | what is true in it                                              |
 * |-------------|-----------------------------------------------------------------|
 * | `reserved`  | money is set aside, and certainly nothing is bought yet         |
 * | `starting`  | a create call may be under way, or may have been                |
 * | `started`   | bought; the provider's handle is known                          |
 * | `unknown`   | a create call was made and nobody knows what came of it         |
 * | `delivered` | the film is in the store                                        |
 * | `failed`    | ended without a film; what it cost is settled or released       |
 * | `abandoned` | a person gave it up                                             |
 */
export const attemptStates = [
  'reserved',
  'starting',
  'started',
  'unknown',
  'delivered',
  'failed',
  'abandoned',
] as const;
export type AttemptState = (typeof attemptStates)[number];

export const openAttemptStates = [
  'reserved',
  'starting',
  'started',
  'unknown',
] as const satisfies readonly AttemptState[];

/** `free`: the studio's. `reserved` counts against the cap until it is `settled` or `released`. */
export type AttemptMoney = 'free' | 'reserved' | 'settled' | 'released';

/** What is about to be ordered from whom. */
export type AttemptPlan = {
  readonly provider: string;
  readonly model: string;
  /** `1280x720`. */
  readonly size: string;
  readonly durationSeconds: number;
  readonly promptDigest: string;
  /** Null where it is free. */
  readonly estimatedMicroUsd: MicroDollars | null;
};

/** A fact of what came that isn't what was ordered. */
export type DeliveryDifference = {
  readonly what: string;
  readonly ordered: string;
  readonly delivered: string;
};

export type VideoAttempt = AttemptPlan & {
  /** Also the idempotency key or client reference of its create call. */
  readonly attemptId: string;
  readonly jobId: string;
  /** Counts up from 1 within the job. */
  readonly ordinal: number;
  readonly state: AttemptState;
  readonly handle: ProviderHandle | null;
  readonly progress: Ratio;
  /** How often the create call was made. */
  readonly startCalls: number;
  /** How often it was looked up without being found. */
  readonly lookUps: number;
  /** Useless answers in a row while waiting for it. */
  readonly misses: number;
  /** How often fetching its film was begun, and how often of those it wasn't to be had yet. */
  readonly deliveries: number;
  readonly notReady: number;
  /** Since the provider said that it is done, or a person had it looked for again; 0 before. */
  readonly sinceDoneMs: Milliseconds;
  readonly money: AttemptMoney;
  readonly reservedMicroUsd: MicroDollars;
  readonly settledMicroUsd: MicroDollars | null;
  /** What the provider said at the order that it takes; null where it said nothing. */
  readonly quotedMicroUsd: MicroDollars | null;
  readonly failure: Failure | null;
  readonly differences: readonly DeliveryDifference[];
  /** By the database's clock: whether its deadline has passed. */
  readonly isOverdue: boolean;
  /** How long its progress has stood still. */
  readonly stillMs: Milliseconds;
  /** Since its latest create call; 0 before the first. */
  readonly sinceCallMs: Milliseconds;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
};

export type Fence = { readonly jobId: string; readonly claim: number };
