import { findSequenceInSample } from './avc-config.ts';
import type { AvcSequence } from './avc-sps.ts';
import { type ContainerScan, scanContainer } from './container-scan.ts';
import type { AudioFacts, MediaFacts, ProbeRefusal } from './media-facts.ts';
import { type MediaFile, openMediaFile } from './media-file.ts';
import type { MediaFinding } from './media-finding.ts';
import { type MediaLimits, mediaLimits } from './media-limits.ts';
import {
  FILE_EMPTY,
  FILE_TOO_LARGE_TO_READ,
  FILE_UNREADABLE,
  SAMPLE_LIMIT_EXCEEDED,
  SAMPLES_OUTSIDE_FILE,
} from './media-reason-codes.ts';
import { type MovieIndex, readMovieIndex, type TrackIndex } from './movie-index.ts';
import { shownSpan, spanMs } from './track-times.ts';
import { bitsPerSecond, videoFacts } from './video-facts.ts';

/** The facts together with the index they came from, for whoever goes on to decode. */
export type ProbedMovie = {
  readonly kind: 'probed';
  readonly facts: MediaFacts;
  readonly index: MovieIndex;
  readonly sequence: AvcSequence | null;
};

/**
 * What a file is, by walking its boxes and adding up its samples; nothing is decoded, no other program is called.
 * Reads at most the indexes and one sample. A file that can't be read as an MP4 is a refusal with its reason.
 */
export async function probeMedia(
  path: string,
  limits: MediaLimits = mediaLimits,
): Promise<MediaFacts | ProbeRefusal> {
  const probed = await probeMovie(path, limits);
  return probed.kind === 'probed' ? probed.facts : probed;
}

/** {@link probeMedia}, keeping the sample index. */
export async function probeMovie(path: string, limits: MediaLimits): Promise<ProbedMovie | ProbeRefusal> {
  const opened = await openMediaFile(path);
  if (opened.kind === 'refused') return refusal({ code: FILE_UNREADABLE, message: opened.refusal });
  const file = opened.value;
  try {
    return await probeFile(file, limits);
  } finally {
    await file.close();
  }
}

function refusal(finding: MediaFinding, container: ProbeRefusal['container'] = null): ProbeRefusal {
  return { kind: 'refused', container, ...finding };
}

async function probeFile(file: MediaFile, limits: MediaLimits): Promise<ProbedMovie | ProbeRefusal> {
  if (file.sizeBytes === 0) return refusal({ code: FILE_EMPTY, message: 'the file has no bytes' });
  if (file.sizeBytes > limits.fileSizeMaxBytes) {
    const message = `the file has ${file.sizeBytes} bytes; at most ${limits.fileSizeMaxBytes} are read`;
    return refusal({ code: FILE_TOO_LARGE_TO_READ, message });
  }
  const scanned = await scanContainer(file, limits);
  if (scanned.kind === 'refused') return refusal(scanned.refusal, scanned.refusal.container);
  const scan = scanned.value;
  const read = readMovieIndex(scan, limits);
  if (read.kind === 'refused') return refusal(read.refusal, scan.container);
  const index = read.value;
  const video = mainVideoTrack(index);
  const sequence = video ? await readSequence(file, video, limits) : null;
  return { kind: 'probed', index, sequence, facts: factsOf({ scan, index, video, sequence, limits }) };
}

/** The track a browser shows: the first one with pictures, else the first one that claims to have some. */
export function mainVideoTrack(index: MovieIndex): TrackIndex | null {
  const tracks = index.tracks.filter((track) => track.header.handler === 'vide');
  return tracks.find((track) => track.samples.count > 0) ?? tracks[0] ?? null;
}

export function audioTracks(index: MovieIndex): TrackIndex[] {
  return index.tracks.filter((track) => track.header.handler === 'soun');
}

async function readSequence(
  file: MediaFile,
  track: TrackIndex,
  limits: MediaLimits,
): Promise<AvcSequence | null> {
  const avc = track.description?.kind === 'video' ? track.description.avc : null;
  if (!avc || avc.sequence) return avc?.sequence ?? null;
  const sizeBytes = Math.min(track.samples.sizes[0] ?? 0, limits.sampleMaxBytes);
  const sample = await file.read(track.samples.offsets[0] ?? 0, sizeBytes);
  return findSequenceInSample(sample, avc.lengthBytes);
}

function factsOf(input: {
  scan: ContainerScan;
  index: MovieIndex;
  video: TrackIndex | null;
  sequence: AvcSequence | null;
  limits: MediaLimits;
}): MediaFacts {
  const { index, video, scan } = input;
  const durationOf = (track: TrackIndex) =>
    spanMs(shownSpan(track.samples, track.header, index.ticksPerSecond), track.header.ticksPerSecond);
  const description = video?.description?.kind === 'video' ? video.description : null;
  const audio = audioTracks(index);
  const durationMs = Math.round(Math.max(0, ...[...(video ? [video] : []), ...audio].map(durationOf)));
  return {
    kind: 'facts',
    container: scan.container,
    durationMs,
    headerDurationMs: index.headerDurationMs === null ? null : Math.round(index.headerDurationMs),
    bitsPerSecond: durationMs > 0 ? Math.round((scan.container.sizeBytes * 8000) / durationMs) : null,
    video: video ? videoFacts(video, description, input.sequence, durationOf(video)) : null,
    audio: audio.map((track) => audioFacts(track, durationOf(track))),
    faults: {
      playing: [...index.faults.playing, ...index.tracks.flatMap((track) => placeFaults(track, input))],
      film: index.faults.film,
    },
  };
}

function audioFacts(track: TrackIndex, durationMs: number): AudioFacts {
  const description = track.description?.kind === 'audio' ? track.description : null;
  return {
    codec: description?.config.codec ?? null,
    codecTag: description?.tag ?? '....',
    profile: description?.config.profile ?? null,
    sampleRateHz: description?.config.sampleRateHz ?? null,
    channelCount: description?.config.channelCount ?? null,
    isEncrypted: description?.isEncrypted ?? false,
    durationMs: Math.round(durationMs),
    bitsPerSecond: bitsPerSecond(track, durationMs),
  };
}

/** Samples that stand behind the end of the file (it was cut), or are too big to be one picture. */
function placeFaults(track: TrackIndex, input: { scan: ContainerScan; limits: MediaLimits }): MediaFinding[] {
  const { offsets, sizes, count } = track.samples;
  const { sizeBytes } = input.scan.container;
  const kind = track.header.handler === 'vide' ? 'video' : 'audio';
  let outsideCount = 0;
  let hugeCount = 0;
  for (let i = 0; i < count; i += 1) {
    const size = sizes[i] ?? 0;
    const at = offsets[i] ?? 0;
    if (at < 0 || at + size > sizeBytes) outsideCount += 1;
    else if (size > input.limits.sampleMaxBytes) hugeCount += 1;
  }
  const findings: MediaFinding[] = [];
  if (outsideCount > 0) {
    const message = `${outsideCount} of ${count} ${kind} samples stand behind the end of the file (${sizeBytes} bytes): it was cut off`;
    findings.push({ code: SAMPLES_OUTSIDE_FILE, message });
  }
  if (hugeCount > 0) {
    const message = `${hugeCount} ${kind} samples are larger than ${input.limits.sampleMaxBytes} bytes`;
    findings.push({ code: SAMPLE_LIMIT_EXCEEDED, message });
  }
  return findings;
}
