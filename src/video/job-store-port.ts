import type { MicroDollars, Milliseconds, Ratio } from '../kernel/units.ts';
import type { AttemptPlan, DeliveryDifference, Fence } from './attempt.ts';
import type { Failure, SpendSubject, VideoIntent, VideoJob, VideoTrack } from './job.ts';
import type { Rendition } from './rendition.ts';

/** How a job begins its life. */
export type JobBeginning =
  /** A worker chooses. */
  | { readonly kind: 'queued' }
  /** With its first attempt and that attempt's money, in the same transaction. */
  | { readonly kind: 'ordered'; readonly plan: AttemptPlan; readonly capMicroUsd: MicroDollars }
  | { readonly kind: 'awaiting_spend'; readonly planned: SpendSubject };

export type OpenOutcome =
  | { readonly kind: 'opened' | 'joined'; readonly job: VideoJob }
  /** Nothing was opened: the money isn't there. */
  | { readonly kind: 'over_budget' };

/** The newest job of each track, how often in a row the track has failed at this lesson version, and for money. */
export type SlotJobs = Readonly<Record<VideoTrack, SlotTrack>>;
export type SlotTrack = {
  readonly latest: VideoJob | null;
  readonly failuresInARow: number;
  /** Whether the newest job spent money. */
  readonly wasPaid: boolean;
};

/** Where jobs, renditions and slots are kept: the truth about videos. Fenced methods answer false or null where another worker has taken the job. */
export interface VideoJobStore {
  /** However many ask at once: one job of a track and lesson version that has not ended. Everybody gets that one. */
  open(
    intent: VideoIntent,
    options: { readonly priority: number; readonly beginning: JobBeginning },
  ): Promise<OpenOutcome>;
  find(jobId: string): Promise<VideoJob | null>;
  slotJobs(slotKeys: readonly string[]): Promise<ReadonlyMap<string, SlotJobs>>;
  /** Newest first. */
  list(filter: {
    readonly states: readonly VideoJob['state'][];
    readonly limit: number;
    /** Both where it is left out. */
    readonly track?: VideoTrack;
  }): Promise<readonly VideoJob[]>;
  /** What a worker could take up now: queued, or left by a dead worker, or due to be looked after. */
  workable(): Promise<readonly Pick<VideoJob, 'jobId' | 'priority' | 'track'>[]>;
  /** Of those, the ones whose time to look at the provider has come. */
  due(): Promise<readonly Pick<VideoJob, 'jobId' | 'priority' | 'track'>[]>;
  /** Null where it isn't workable now, or somebody else was faster. */
  claim(jobId: string, leaseMs: Milliseconds): Promise<VideoJob | null>;
  renew(fence: Fence, leaseMs: Milliseconds): Promise<boolean>;
  /** Puts the job back for the next worker, at once. */
  giveBack(fence: Fence): Promise<boolean>;
  wait(fence: Fence, delayMs: Milliseconds): Promise<boolean>;
  awaitSpend(fence: Fence, planned: SpendSubject): Promise<boolean>;
  timeOut(fence: Fence, reason: Failure): Promise<boolean>;
  fail(fence: Fence, reason: Failure): Promise<boolean>;
  /** Notes how far the film is; ignored where the job has moved on, and never turned back. */
  reportProgress(fence: Fence, progress: Ratio): Promise<void>;
  /**
   * All in one: rendition written, attempt delivered and settled, and, where the rendition is approved, slot
   * pointed to it and job `ready`, or `failed` where only the infographic is; where it awaits approval, job at
   * the gate `show`.
   */
  publish(fence: Fence, publication: Publication): Promise<VideoJob | null>;
  /** Takes a timed-out job up again. Null where it isn't timed out. */
  resume(jobId: string): Promise<VideoJob | null>;
  /** Where the film lies that a job has put before the show gate, from the data folder on; null where none waits. */
  awaitingFilmPath(jobId: string): Promise<string | null>;
  /** Ends a job that waits for an approval nobody needs any more. False where it no longer waits. */
  supersede(jobId: string): Promise<boolean>;
  /** The rendition that the slot serves now. */
  current(slotKey: string): Promise<Rendition | null>;
  currentOf(slotKeys: readonly string[]): Promise<ReadonlyMap<string, Rendition>>;
  /** Which served file a public address means. */
  findFile(hash: string, extension: string): Promise<PublishedFile | null>;
}

export type Publication = {
  readonly rendition: Rendition;
  /** Why there is no film: the infographic stands for it, and the job ends as failed. Null with a film. */
  readonly failure: Failure | null;
  /** Null for a rendition that no provider made: the infographic alone. */
  readonly attempt: {
    readonly attemptId: string;
    /** Null where it is free. */
    readonly settleMicroUsd: MicroDollars | null;
    readonly delivered: Readonly<Record<string, unknown>>;
    readonly differences: readonly DeliveryDifference[];
  } | null;
};

export type PublishedFile = {
  readonly hash: string;
  readonly extension: string;
  readonly persona: string;
  readonly topic: string;
  readonly sha256: string;
  readonly sizeBytes: number;
};
