import type { VideoJob, VideoTrack } from './job.ts';

/** What a worker says when it is done with a job. Logging a failure is not a verdict. */
export type VideoVerdict =
  | { readonly kind: 'done' }
  /** Somebody else holds or has ended this job; there is nothing to do. */
  | { readonly kind: 'not_mine' }
  /** The next step is somebody else's: the provider's, a person's, or the clock's. The row says whose. */
  | { readonly kind: 'parked'; readonly until: 'provider' | 'approval' | 'clarified' | 'resumed' }
  /** The worker is stopping: the job stays un-ended and is taken up again. */
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/**
 * `priority` 1 goes first. Each track is a lane of its own: a provider that answers slowly keeps nobody from the
 * studio's film.
 */
export type QueuedJob = Pick<VideoJob, 'jobId' | 'priority' | 'track'>;

/** Hands job ids to workers, at least once each. The rows are the truth; losing the queue costs time only. */
export interface VideoQueue {
  /**
   * Adds a job, also where an earlier delivery of it is over. One that waits already is only pulled forward,
   * one that is being worked on stays as it is.
   */
  enqueue(job: QueuedJob): Promise<void>;
  close(): Promise<void>;
}

/** How many jobs of each track one worker takes at a time. */
export type WorkerLanes = Readonly<Record<VideoTrack, number>>;

/** Runs `handle` for each delivered id until closed. `close` waits for running handlers, up to `graceMs`. */
export interface VideoWorker {
  close(options: { graceMs: number }): Promise<void>;
}
export type VideoJobHandler = (jobId: string, signal: AbortSignal) => Promise<VideoVerdict>;
