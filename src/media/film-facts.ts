import type { Bytes, Milliseconds } from '../kernel/units.ts';
import type { DeliveredFilm } from './film-order.ts';
import type { FilmVerdict } from './validate-film.ts';

/** What a prepared film is, as plain JSON for its row. */
export type FilmFacts = {
  readonly codec: string | null;
  readonly profile: string | null;
  readonly pixelFormat: string | null;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number | null;
  readonly frameCount: number;
  readonly durationMs: Milliseconds;
  readonly bitsPerSecond: number | null;
  readonly sizeBytes: Bytes;
  readonly hasSound: boolean;
  readonly digitalSourceType: string | null;
  readonly hasContentCredentials: boolean;
};

/** Null where the verdict has no pictures to speak of. */
export function filmFacts(verdict: FilmVerdict): FilmFacts | null {
  const { video, audio, container, durationMs, bitsPerSecond, mark } = verdict.metadata;
  if (!video || !container || durationMs === null) return null;
  return {
    codec: video.codec,
    profile: video.profile,
    pixelFormat: video.pixelFormat,
    widthPx: video.shownWidthPixels,
    heightPx: video.shownHeightPixels,
    frameRate: video.frameRateHz,
    frameCount: video.frameCount,
    durationMs,
    bitsPerSecond,
    sizeBytes: container.sizeBytes,
    hasSound: audio.length > 0,
    digitalSourceType: mark.digitalSourceType,
    hasContentCredentials: mark.hasContentCredentials,
  };
}

/** An MP4 as it came, from the first look at it. */
export function deliveredFilm(verdict: FilmVerdict): DeliveredFilm | null {
  const { video, audio, container } = verdict.metadata;
  if (!video || !container) return null;
  return {
    container: container.majorBrand === 'qt  ' ? 'QuickTime File Format' : 'MP4',
    codec: video.codec,
    widthPx: video.shownWidthPixels,
    heightPx: video.shownHeightPixels,
    durationMs: video.durationMs,
    frameRate: video.frameRateHz,
    hasSound: audio.length > 0,
  };
}
