import type { VideoJob, VideoJobState } from './job.ts';
import type { Rendition } from './rendition.ts';

/** What is wanted: a rendition of this lesson version for this slot. */
export type VideoIntent = {
  readonly slotKey: string;
  readonly persona: string;
  readonly topic: string;
  readonly locale: string;
  readonly lessonVersion: number;
};

/** Where jobs, renditions and slots are kept: the truth about videos. */
export interface VideoJobStore {
  /** However many ask at once: one job that has not ended per slot. Everybody gets that one. */
  open(intent: VideoIntent): Promise<{ readonly kind: 'opened' | 'joined'; readonly job: VideoJob }>;

  find(jobId: string): Promise<VideoJob | null>;
  /** The slot's newest job in any state, or null. */
  latest(slotKey: string): Promise<VideoJob | null>;
  unended(): Promise<readonly VideoJob[]>;

  /**
   * Moves a job on by compare-and-set. Null where the job is no longer in `from` at that attempt: somebody
   * else has it, and the caller stops. Entering `rendering` counts the attempt up and resets the progress.
   */
  moveJob(
    job: Pick<VideoJob, 'jobId' | 'attempt'> & { readonly from: VideoJobState },
    to: Exclude<VideoJobState, 'ready'>,
    detail?: { readonly failure?: NonNullable<VideoJob['failure']> },
  ): Promise<VideoJob | null>;

  /** Notes how far the current attempt is; ignored where the job has moved on. */
  reportProgress(job: Pick<VideoJob, 'jobId' | 'attempt'>, progress: number): Promise<void>;

  /** Rendition written, slot pointed to it, job `ready`: all in one, and only from `publishing` at that attempt. */
  publish(job: Pick<VideoJob, 'jobId' | 'attempt'>, rendition: Rendition): Promise<VideoJob | null>;

  /** The rendition that the slot serves now. */
  current(slotKey: string): Promise<Rendition | null>;
  currentOf(slotKeys: readonly string[]): Promise<ReadonlyMap<string, Rendition>>;

  /** Which published file a public address means. */
  findFile(hash: string, extension: string): Promise<PublishedFile | null>;
  /** Every published file, for the sweep that removes what no row names. */
  publishedFiles(): Promise<readonly PublishedFile[]>;
}

export type PublishedFile = {
  readonly hash: string;
  readonly extension: string;
  readonly persona: string;
  readonly topic: string;
  readonly sha256: string;
  readonly sizeBytes: number;
};
