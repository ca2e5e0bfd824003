import type { VideoJobState, VideoTrack } from './job.ts';

export type VideoJobCount = {
  readonly track: VideoTrack;
  readonly state: VideoJobState;
  readonly count: number;
};

/** How many slots show what. `text` is what is left where neither film nor infographic is there; nobody made it. */
export type ServedLinkCount = {
  readonly link: 'film' | 'infographic' | 'text';
  readonly provider: string | null;
  readonly count: number;
};

export type PurchaseCounts = {
  /** Create calls of which nobody knows what they bought, within their deadline and past it. */
  readonly unknownInTime: number;
  readonly unknownOverdue: number;
  /** Purchases beyond the first for one order, ever. */
  readonly doubles: number;
};

/** How many jobs, slots and purchases stand where: for whoever watches over the product. */
export interface VideoJobCounts {
  /** One for each track and state that has any. */
  countJobs(): Promise<readonly VideoJobCount[]>;
  /** Slots that a job was ever opened for, one entry for each link and provider that has any. */
  countServedLinks(): Promise<readonly ServedLinkCount[]>;
  countPurchases(): Promise<PurchaseCounts>;
}
