import type { VideoJobState, VideoTrack } from './job.ts';

export type VideoJobCount = {
  readonly track: VideoTrack;
  readonly state: VideoJobState;
  readonly count: number;
};

/** How many jobs stand where: for whoever watches over the product. */
export interface VideoJobCounts {
  /** One for each track and state that has any. */
  countJobs(): Promise<readonly VideoJobCount[]>;
}
