import type { Ratio } from '../kernel/units.ts';

/**
 * A video job is one attempt chain to give a slot a rendition. The row in PostgreSQL is the truth;
 * the queue only carries its id and is rebuilt from the rows.
 *
 * A slot has two tracks. On `studio` the product's own renderer makes the film: free, at once, the net under
 * everything. On `provider` the configured providers are asked in their order. Each track has at most one job
 * of a lesson version that has not ended: the database holds that, not the program.
 *
 * | state               | what is true in it                                       | what moves it on                          |
 * |---------------------|----------------------------------------------------------|-------------------------------------------|
 * | `queued`            | nobody works on it                                       | a worker claims it → `working`            |
 * | `working`           | one worker holds it by a lease that it keeps renewing    | the next step; lease run out → claimed again |
 * | `waiting`           | the provider makes the film; `nextPollAt` says when to look | time has come → `working`              |
 * | `awaiting_approval` | a person has to open the gate `spend` or `show`          | approved → `queued` or `ready`; → `rejected` |
 * | `unknown`           | a create call may have bought something; money stays aside | found in the provider's list, or a person decides → `queued` |
 * | `timed_out`         | the provider took too long; its job is still known by id | resumed → `queued`                        |
 * | `ready`             | a rendition whose files are all in place was published   | end                                       |
 * | `failed`            | every link of the chain said no; the reason is recorded  | end; a new request may open a new job     |
 * | `rejected`          | a person said no at a gate                               | end                                       |
 *
 * Every step of a worker is a compare-and-set on `claim`, which counts up with each claim: a worker that was
 * thought dead and comes back changes nothing. Polls and people only move a state on.
 */
export const videoJobStates = [
  'queued',
  'working',
  'waiting',
  'awaiting_approval',
  'unknown',
  'timed_out',
  'ready',
  'failed',
  'rejected',
] as const;
export type VideoJobState = (typeof videoJobStates)[number];

export const endedVideoJobStates = [
  'ready',
  'failed',
  'rejected',
] as const satisfies readonly VideoJobState[];

/** States in which only a person, or what the provider's list shows, moves the job on. */
export const parkedVideoJobStates = [
  'awaiting_approval',
  'unknown',
  'timed_out',
] as const satisfies readonly VideoJobState[];

export type VideoTrack = 'studio' | 'provider';
export type VideoGate = 'spend' | 'show';

/** What is wanted: a rendition of this lesson version for this slot. */
export type VideoIntent = {
  readonly slotKey: string;
  readonly persona: string;
  readonly topic: string;
  readonly locale: string;
  readonly lessonVersion: number;
  readonly track: VideoTrack;
};

export type Failure = { readonly code: string; readonly message: string };

/** Which prompt would go to which model of which provider: what a person approves at the spend gate. */
export type SpendSubject = {
  readonly provider: string;
  readonly model: string;
  readonly promptDigest: string;
};

export type VideoJob = VideoIntent & {
  readonly jobId: string;
  readonly state: VideoJobState;
  /** How many times a worker has taken it up: the fencing number of every step. */
  readonly claim: number;
  /** 1 goes first. */
  readonly priority: number;
  readonly progress: Ratio;
  /** Only while `awaiting_approval`. */
  readonly gate: VideoGate | null;
  /** What waits at the spend gate. */
  readonly planned: SpendSubject | null;
  /** Only while `waiting`. */
  readonly nextPollAt: Date | null;
  /** Why it failed, was rejected, timed out or is unknown. */
  readonly failure: Failure | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** A first view goes before an ordered change, and that before what nobody has looked at yet. */
export const videoPriorities = { firstView: 1, asked: 3, renewal: 6, preWarm: 9 } as const;

export function hasEnded({ state }: Pick<VideoJob, 'state'>): boolean {
  return endedVideoJobStates.some((one) => one === state);
}

export function isParked({ state }: Pick<VideoJob, 'state'>): boolean {
  return parkedVideoJobStates.some((one) => one === state);
}
