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

/** `priority` 1 goes first. */
export type QueuedJob = { readonly jobId: string; readonly priority: number };

/** Hands job ids to workers, at least once each. The rows are the truth; losing the queue costs time only. */
export interface VideoQueue {
  /**
   * Adds a job, also where an earlier delivery of it is over. One that waits already is only pulled forward,
   * one that is being worked on stays as it is.
   */
  enqueue(job: QueuedJob): Promise<void>;
  close(): Promise<void>;
}

/** Runs `handle` for each delivered id until closed. `close` waits for running handlers, up to `graceMs`. */
export interface VideoWorker {
  close(options: { graceMs: number }): Promise<void>;
}
export type VideoJobHandler = (jobId: string, signal: AbortSignal) => Promise<VideoVerdict>;
