import type { Generated, JSONColumnType } from 'kysely';
import type { CacheOutcome, TracedCause } from '../video/video-cache-port.ts';

/** The cache's own tables: nothing else reads them. */
export type VideoCacheTables = {
  video_cache: VideoCacheTable;
  video_cache_counts: { outcome: CacheOutcome; count: number };
};

export type VideoCacheTable = {
  slot_key: string;
  generation: Generated<number>;
  /** Null in what a removal left behind. */
  media: JSONColumnType<object> | null;
  wanted_version: number | null;
  removed_because: TracedCause | null;
  expires_at: Date;
};
