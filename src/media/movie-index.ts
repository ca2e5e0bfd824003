import { ok, type Result, refused } from '../kernel/result.ts';
import { type Box, type BoxFault, findBox, walkBoxes } from './box-tree.ts';
import type { ContainerScan } from './container-scan.ts';
import { readFragmentDefaults, readFragments } from './fragment-samples.ts';
import type { MediaFinding } from './media-finding.ts';
import type { MediaLimits } from './media-limits.ts';
import {
  BOX_LIMIT_EXCEEDED,
  BOX_MALFORMED,
  INDEX_TRUNCATED,
  SAMPLE_DESCRIPTION_MISSING,
  STREAM_CHANGES_MIDWAY,
  TRACK_LIMIT_EXCEEDED,
  TRACK_MALFORMED,
} from './media-reason-codes.ts';
import {
  type AudioDescription,
  firstEntry,
  readAudioDescription,
  readVideoDescription,
  type VideoDescription,
} from './sample-description.ts';
import { noSamples, readSampleTable, type SampleTable } from './sample-table.ts';
import { readClock, readTrackHeader, type TrackHeader } from './track-header.ts';

/** One video or audio track with all of its samples. */
export type TrackIndex = {
  readonly header: TrackHeader;
  /** Null where the track doesn't say what its data is. */
  readonly description: VideoDescription | AudioDescription | null;
  readonly samples: SampleTable;
};

export type MovieIndex = {
  readonly ticksPerSecond: number;
  readonly headerDurationMs: number | null;
  readonly tracks: readonly TrackIndex[];
  readonly faults: { readonly playing: MediaFinding[]; readonly film: MediaFinding[] };
};

type Faults = MovieIndex['faults'];

/** Reads `moov` and the fragments. Faults of single tracks are collected; only what hides everything refuses. */
export function readMovieIndex(scan: ContainerScan, limits: MediaLimits): Result<MovieIndex, MediaFinding> {
  const { bytes } = scan.movie;
  const walk = walkBoxes(bytes, { startByte: 0, endByte: bytes.length, limits });
  const moov = walk.boxes[0];
  const faults: Faults = { playing: [], film: [] };
  const refusal = structureRefusal(walk.faults, limits);
  if (refusal) return refused(refusal);
  if (scan.isMalformed || walk.faults.length > 0) {
    const types = walk.faults.map((fault) => fault.type).join(', ');
    faults.playing.push({
      code: BOX_MALFORMED,
      message: `broken boxes ${types ? `in: ${types}` : 'at the top level'}`,
    });
  }
  const mvhd = moov ? findBox(moov, 'mvhd') : null;
  const clock = mvhd ? readClock(bytes, mvhd) : null;
  if (!moov || !clock) {
    return refused({
      code: INDEX_TRUNCATED,
      message: 'the movie index has no readable movie header (mvhd box)',
    });
  }
  const traks = moov.children.filter((box) => box.type === 'trak');
  if (traks.length > limits.trackCountMax) {
    const message = `${traks.length} tracks; at most ${limits.trackCountMax} are read`;
    return refused({ code: TRACK_LIMIT_EXCEEDED, message });
  }
  const fragments = readFragments(scan.fragments, readFragmentDefaults(bytes, moov), limits);
  if (fragments.kind === 'refused') faults.playing.push(fragments.refusal);
  const fragmentTables = fragments.kind === 'ok' ? fragments.value : new Map<number, SampleTable>();
  const tracks = traks.flatMap((trak) => readTrack({ bytes, trak, fragmentTables, faults, limits }) ?? []);
  const claimed = clock.headerDurationTicks;
  const headerDurationMs =
    claimed > 0 && claimed < 0xffffffff ? (claimed / clock.ticksPerSecond) * 1000 : null;
  return ok({ ticksPerSecond: clock.ticksPerSecond, headerDurationMs, tracks, faults });
}

function structureRefusal(faults: readonly BoxFault[], limits: MediaLimits): MediaFinding | null {
  const excess = faults.find((fault) => fault.kind === 'too_many' || fault.kind === 'too_deep');
  if (!excess) return null;
  const rule =
    excess.kind === 'too_many' ? `${limits.boxCountMax} boxes` : `${limits.boxDepthMax} levels of boxes`;
  return { code: BOX_LIMIT_EXCEEDED, message: `the movie index has more than ${rule}` };
}

type TrackInput = {
  bytes: Uint8Array;
  trak: Box;
  fragmentTables: ReadonlyMap<number, SampleTable>;
  faults: Faults;
  limits: MediaLimits;
};

/** One `trak`; null where it is neither picture nor sound (timecode, text, hints), or can't be read. */
function readTrack(input: TrackInput): TrackIndex | null {
  const { bytes, trak, faults } = input;
  const header = readTrackHeader(bytes, trak);
  if (!header) {
    faults.playing.push({
      code: TRACK_MALFORMED,
      message: 'a track lacks a header (tkhd, mdhd or hdlr box) or it is cut',
    });
    return null;
  }
  if (header.handler !== 'vide' && header.handler !== 'soun') return null;
  const stbl = findBox(trak, 'mdia', 'minf', 'stbl');
  if (!stbl) {
    faults.playing.push({
      code: TRACK_MALFORMED,
      message: `track ${header.trackId} has no sample index (stbl box)`,
    });
    return { header, description: null, samples: noSamples };
  }
  const description = readDescription(input, header, stbl);
  const fragmented = input.fragmentTables.get(header.trackId);
  if (fragmented) return { header, description, samples: fragmented };
  const index = readSampleTable(bytes, stbl, input.limits);
  if (index.kind === 'refused') {
    faults.playing.push({ ...index.refusal, message: `track ${header.trackId}: ${index.refusal.message}` });
    return { header, description, samples: noSamples };
  }
  faults.playing.push(...index.value.faults.playing);
  faults.film.push(...index.value.faults.film);
  return { header, description, samples: index.value.samples };
}

function readDescription(input: TrackInput, header: TrackHeader, stbl: Box): TrackIndex['description'] {
  const { bytes, faults, limits } = input;
  const stsd = findBox(stbl, 'stsd');
  const first = stsd ? firstEntry(bytes, stsd, limits) : null;
  const read = header.handler === 'vide' ? readVideoDescription : readAudioDescription;
  const description = first ? read(bytes, first.entry, limits) : null;
  const kind = header.handler === 'vide' ? 'video' : 'audio';
  if (!description) {
    const message = `the ${kind} track ${header.trackId} doesn't say what its data is (stsd box missing, empty or cut)`;
    faults.playing.push({ code: SAMPLE_DESCRIPTION_MISSING, message });
  }
  if (first && first.entryCount > 1) {
    const message = `the ${kind} track has ${first.entryCount} sample descriptions; a film has one`;
    faults.film.push({ code: STREAM_CHANGES_MIDWAY, message });
  }
  return description;
}
