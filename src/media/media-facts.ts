import type { Bytes, Milliseconds } from '../kernel/units.ts';
import type { MediaFinding } from './media-finding.ts';

/** The file as a container, before any picture is looked at. */
export type ContainerFacts = {
  readonly sizeBytes: Bytes;
  /** The `ftyp` brand, such as `isom`; null where there is none. */
  readonly majorBrand: string | null;
  readonly topLevelBoxes: readonly string[];
  readonly indexPlace: 'before_media' | 'after_media' | 'no_media' | 'absent';
  /** The index stands before the media: a browser can start without a second request. */
  readonly isFastStart: boolean;
  readonly isFragmented: boolean;
  /** A box claims to end behind the end of the file: the file is cut, or its header lies. */
  readonly hasBoxOverrun: boolean;
};

export type VideoFacts = {
  /** `h264`, `hevc`, `av1`, `vp9`, `vp8`, `mpeg4`; null where unknown. */
  readonly codec: string | null;
  /** The four characters in the file: `avc1`, `hev1`, … */
  readonly codecTag: string;
  /** As the codec's standard names it: `High`, `Main 10`, …; null where unknown. */
  readonly profile: string | null;
  /** Such as 3.1; null where unknown. */
  readonly level: number | null;
  /** `yuv420p`, `yuv420p10`, `yuv444p`, …; null where unknown. */
  readonly pixelFormat: string | null;
  readonly isFullRange: boolean | null;
  readonly isInterlaced: boolean | null;
  readonly isEncrypted: boolean;
  /** As stored, cropping applied; before pixel aspect and rotation. */
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** Width of a pixel : its height. */
  readonly pixelAspect: { readonly width: number; readonly height: number };
  /** Clockwise turn before showing: 0, 90, 180, 270. */
  readonly rotationDegrees: number;
  /** As a browser lays it out: pixel aspect (one side grows, none shrinks), then rotation. */
  readonly shownWidthPixels: number;
  readonly shownHeightPixels: number;
  readonly orientation: 'landscape' | 'portrait' | 'square';
  readonly frameCount: number;
  /** Frames per second on average; null without frames. */
  readonly frameRateHz: number | null;
  /** Null where one frame or none can't tell. */
  readonly isFrameRateVariable: boolean | null;
  /** Of what is shown, added up over the samples; not what a header claims. */
  readonly durationMs: Milliseconds;
  readonly bitsPerSecond: number | null;
};

export type AudioFacts = {
  /** `aac`, `mp3`, `opus`, `flac`, `ac3`, …; null where unknown or where no description stands. */
  readonly codec: string | null;
  readonly codecTag: string;
  /** `LC`, `HE`, …; null where unknown. */
  readonly profile: string | null;
  readonly sampleRateHz: number | null;
  readonly channelCount: number | null;
  readonly isEncrypted: boolean;
  readonly durationMs: Milliseconds;
  readonly bitsPerSecond: number | null;
};

/** All that is known of a file without decoding it. */
export type MediaFacts = {
  readonly kind: 'facts';
  readonly container: ContainerFacts;
  /** The longest track, by its samples. */
  readonly durationMs: Milliseconds;
  /** What the movie header claims; null where it claims nothing. */
  readonly headerDurationMs: Milliseconds | null;
  readonly bitsPerSecond: number | null;
  /** The track a browser shows; null where there is none. */
  readonly video: VideoFacts | null;
  readonly audio: readonly AudioFacts[];
  /** Faults of structure: those that keep a browser from playing, and those that don't. */
  readonly faults: { readonly playing: readonly MediaFinding[]; readonly film: readonly MediaFinding[] };
};

/** The file can't be read as an MP4: why, and the container as far as it was seen. */
export type ProbeRefusal = {
  readonly kind: 'refused';
  readonly container: ContainerFacts | null;
} & MediaFinding;
