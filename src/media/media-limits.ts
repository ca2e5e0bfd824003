/**
 * The bounds inside which a file is read at all. They keep a hostile file from eating memory or time;
 * a lesson film is at a hundredth of each.
 */
export type MediaLimits = {
  /** A larger file isn't opened. */
  readonly fileSizeMaxBytes: number;
  /** The movie index (`moov`) and each fragment's index (`moof`) are held in memory. */
  readonly indexMaxBytes: number;
  readonly boxCountMax: number;
  readonly boxDepthMax: number;
  readonly trackCountMax: number;
  readonly samplesPerTrackMax: number;
  /** One coded picture or audio packet. */
  readonly sampleMaxBytes: number;
  /** Width × height of a coded picture: 4096 × 2304 is what H.264 level 5.2 can carry. */
  readonly pictureAreaMaxPixels: number;
  /** Decoding and looking at all pictures, start of the process included. */
  readonly decodeMaxMs: number;
  /** Writing a film anew: copying takes a moment, coding all pictures again as long as they last and more. */
  readonly reworkMaxMs: number;
  /** Resident memory of the decoding process. */
  readonly decodeMemoryMaxBytes: number;
};

export const mediaLimits: MediaLimits = {
  fileSizeMaxBytes: 512 * 1024 * 1024,
  indexMaxBytes: 32 * 1024 * 1024,
  boxCountMax: 20_000,
  boxDepthMax: 12,
  trackCountMax: 32,
  samplesPerTrackMax: 200_000,
  sampleMaxBytes: 32 * 1024 * 1024,
  pictureAreaMaxPixels: 4096 * 2304,
  decodeMaxMs: 60_000,
  reworkMaxMs: 180_000,
  decodeMemoryMaxBytes: 1536 * 1024 * 1024,
};
