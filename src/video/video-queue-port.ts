/** What a worker says when it is done with a job. Logging a failure is not a verdict. */
export type VideoVerdict =
  | { readonly kind: 'done' }
  /** Somebody else holds or has ended this job; there is nothing to do. */
  | { readonly kind: 'not_mine' }
  /** The worker is stopping: the job stays un-ended and is taken up again. */
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** Hands job ids to workers, at least once each. The rows are the truth; losing the queue costs time only. */
export interface VideoQueue {
  /** Adding an id that is waiting or active changes nothing. */
  enqueue(jobId: string): Promise<void>;
  /** Adds the id again even where an earlier delivery has finished or failed: for recovery at start. */
  requeue(jobId: string): Promise<void>;
  close(): Promise<void>;
}

/** Runs `handle` for each delivered id until closed. `close` waits for running handlers, up to `graceMs`. */
export interface VideoWorker {
  close(options: { graceMs: number }): Promise<void>;
}
export type VideoJobHandler = (jobId: string, signal: AbortSignal) => Promise<VideoVerdict>;
