import type { AvcSequence } from './avc-sps.ts';
import type { VideoFacts } from './media-facts.ts';
import type { TrackIndex } from './movie-index.ts';
import type { VideoDescription } from './sample-description.ts';
import { frameRateHz, isFrameRateVariable } from './track-times.ts';

/** How a picture is laid out: pixel aspect makes one side grow and none shrink, then it is turned. */
export function shownSize(stored: {
  widthPixels: number;
  heightPixels: number;
  pixelAspect: { width: number; height: number };
  rotationDegrees: number;
}): { widthPixels: number; heightPixels: number } {
  const ratio = stored.pixelAspect.width / stored.pixelAspect.height;
  const width = ratio > 1 ? Math.round(stored.widthPixels * ratio) : stored.widthPixels;
  const height = ratio < 1 ? Math.round(stored.heightPixels / ratio) : stored.heightPixels;
  const isTurned = stored.rotationDegrees % 180 !== 0;
  return isTurned
    ? { widthPixels: height, heightPixels: width }
    : { widthPixels: width, heightPixels: height };
}

/** The facts of a video track. `sequence` is the stream's own parameter set, where there is one. */
export function videoFacts(
  track: TrackIndex,
  description: VideoDescription | null,
  sequence: AvcSequence | null,
  durationMs: number,
): VideoFacts {
  const stored = {
    widthPixels: sequence?.widthPixels ?? description?.widthPixels ?? 0,
    heightPixels: sequence?.heightPixels ?? description?.heightPixels ?? 0,
    pixelAspect: description?.pixelAspect ?? sequence?.pixelAspect ?? { width: 1, height: 1 },
  };
  const { rotationDegrees, ticksPerSecond } = track.header;
  const shown = shownSize({ ...stored, rotationDegrees });
  return {
    codec: description?.codec ?? null,
    codecTag: description?.tag ?? '....',
    profile: sequence?.profile ?? description?.other?.profile ?? null,
    level: sequence?.level ?? null,
    pixelFormat: sequence ? pixelFormatOf(sequence) : (description?.other?.pixelFormat ?? null),
    isFullRange: sequence?.isFullRange ?? null,
    isInterlaced: sequence?.isInterlaced ?? null,
    isEncrypted: description?.isEncrypted ?? false,
    ...stored,
    rotationDegrees,
    shownWidthPixels: shown.widthPixels,
    shownHeightPixels: shown.heightPixels,
    orientation: orientationOf(shown),
    frameCount: track.samples.count,
    frameRateHz: rounded(frameRateHz(track.samples, ticksPerSecond), 3),
    isFrameRateVariable: isFrameRateVariable(track.samples, ticksPerSecond),
    durationMs: Math.round(durationMs),
    bitsPerSecond: bitsPerSecond(track, durationMs),
  };
}

export function bitsPerSecond(track: TrackIndex, durationMs: number): number | null {
  const bytes = track.samples.sizes.reduce((sum, size) => sum + size, 0);
  return durationMs > 0 ? Math.round((bytes * 8000) / durationMs) : null;
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

function pixelFormatOf(sequence: AvcSequence): string {
  const chroma = sequence.chromaFormat === 'gray' ? 'gray' : `yuv${sequence.chromaFormat}p`;
  return sequence.bitDepth > 8 ? `${chroma}${sequence.bitDepth}` : chroma;
}

function orientationOf(shown: { widthPixels: number; heightPixels: number }): VideoFacts['orientation'] {
  if (shown.widthPixels === shown.heightPixels) return 'square';
  return shown.widthPixels > shown.heightPixels ? 'landscape' : 'portrait';
}
