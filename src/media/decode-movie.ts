import { decodeApart } from './decode-apart.ts';
import type { DecodeAudio, DecodeJob, DecodeReport, DecodeVideo } from './decode-job.ts';
import type { MediaLimits } from './media-limits.ts';
import type { TrackIndex } from './movie-index.ts';
import { audioTracks, mainVideoTrack, type ProbedMovie } from './probe-media.ts';
import { shownSpan, spanMs } from './track-times.ts';

/** Decodes what a browser would show and play, in a process of its own. Tracks it can't be asked for are left out. */
export function decodeMovie(
  path: string,
  movie: ProbedMovie,
  options: { limits: MediaLimits; signal?: AbortSignal | undefined },
): Promise<DecodeReport> {
  return decodeApart(decodeJob(path, movie, options.limits), options.signal);
}

/** What there is to decode: pure, for who wants to decode in this process. */
export function decodeJob(path: string, movie: ProbedMovie, limits: MediaLimits): DecodeJob {
  const audio = audioTracks(movie.index).flatMap((track) => decodeAudio(track) ?? []);
  return { path, limits, video: decodeVideo(movie), audio };
}

export function decodeVideo(movie: ProbedMovie): DecodeVideo | null {
  const track = mainVideoTrack(movie.index);
  const facts = movie.facts.video;
  const avc = track?.description?.kind === 'video' ? track.description.avc : null;
  const isEncrypted = facts?.isEncrypted ?? true;
  if (!track || !facts || !avc || !movie.sequence || isEncrypted || track.samples.count === 0) return null;
  const { ticksPerSecond } = track.header;
  const span = shownSpan(track.samples, track.header, movie.index.ticksPerSecond);
  const described = track.description?.kind === 'video' ? track.description.matrixCode : null;
  return {
    codecString: avc.codecString,
    setup: avc.body,
    offsets: track.samples.offsets,
    sizes: track.samples.sizes,
    lengthBytes: avc.lengthBytes,
    widthPixels: facts.widthPixels,
    heightPixels: facts.heightPixels,
    shown: {
      widthPixels: facts.shownWidthPixels,
      heightPixels: facts.shownHeightPixels,
      isTurned: facts.rotationDegrees % 180 !== 0,
    },
    matrixCode: described ?? movie.sequence.matrixCode,
    isFullRange: movie.sequence.isFullRange,
    shownAtMs: track.samples.shownAt.map((tick) => ((tick - span.startTick) / ticksPerSecond) * 1000),
    endMs: spanMs(span, ticksPerSecond),
  };
}

function decodeAudio(track: TrackIndex): DecodeAudio | null {
  const config =
    track.description?.kind === 'audio' && !track.description.isEncrypted ? track.description.config : null;
  if (!config?.codecString || track.samples.count === 0) return null;
  return {
    codecString: config.codecString,
    setup: config.setup,
    offsets: track.samples.offsets,
    sizes: track.samples.sizes,
    sampleRateHz: config.sampleRateHz ?? 48_000,
    channelCount: config.channelCount ?? 2,
  };
}
