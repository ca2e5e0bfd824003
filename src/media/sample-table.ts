import { ok, type Result, refused } from '../kernel/result.ts';
import { type Box, findBox, readerOf } from './box-tree.ts';
import type { ByteReader } from './byte-reader.ts';
import type { MediaFinding } from './media-finding.ts';
import type { MediaLimits } from './media-limits.ts';
import {
  SAMPLE_INDEX_CONTRADICTORY,
  SAMPLE_LIMIT_EXCEEDED,
  SAMPLE_TIMES_CONTRADICTORY,
  STREAM_CHANGES_MIDWAY,
} from './media-reason-codes.ts';

/** Every sample of a track in decoding order; one array a field. Times in the track's own ticks. */
export type SampleTable = {
  readonly count: number;
  readonly offsets: Float64Array;
  readonly sizes: Float64Array;
  readonly durations: Float64Array;
  /** When it is shown, counted like the decoding times from 0. */
  readonly shownAt: Float64Array;
};

export type SampleIndex = {
  readonly samples: SampleTable;
  readonly faults: { readonly playing: readonly MediaFinding[]; readonly film: readonly MediaFinding[] };
};

export const noSamples: SampleTable = {
  count: 0,
  offsets: new Float64Array(),
  sizes: new Float64Array(),
  durations: new Float64Array(),
  shownAt: new Float64Array(),
};

/**
 * The sample tables of an `stbl` box (ISO/IEC 14496-12, 8.6 and 8.7), checked against each other.
 * Refuses where they contradict each other so that no sample could be found with certainty.
 */
export function readSampleTable(
  bytes: Uint8Array,
  stbl: Box,
  limits: MediaLimits,
): Result<SampleIndex, MediaFinding> {
  const sizes = readSizes(bytes, stbl, limits);
  if (sizes.kind === 'refused') return sizes;
  const count = sizes.value.length;
  if (count === 0) return ok({ samples: noSamples, faults: { playing: [], film: [] } });
  const placed = placeSamples(bytes, stbl, sizes.value);
  if (placed.kind === 'refused') return placed;
  const times = readTimes(bytes, stbl, count);
  return ok({
    samples: { count, sizes: sizes.value, offsets: placed.value.offsets, ...times.table },
    faults: { playing: placed.value.faults, film: times.faults },
  });
}

function contradiction(message: string): Result<never, MediaFinding> {
  return refused({ code: SAMPLE_INDEX_CONTRADICTORY, message });
}

function fullBoxReader(bytes: Uint8Array, stbl: Box, type: string): ByteReader | null {
  const box = findBox(stbl, type);
  if (!box) return null;
  const reader = readerOf(bytes, box);
  reader.skip(4);
  return reader;
}

function readSizes(bytes: Uint8Array, stbl: Box, limits: MediaLimits): Result<Float64Array, MediaFinding> {
  const plain = fullBoxReader(bytes, stbl, 'stsz');
  const compact = plain ? null : fullBoxReader(bytes, stbl, 'stz2');
  const reader = plain ?? compact;
  if (!reader) return contradiction('the index has no sample sizes (stsz box)');
  const lead = reader.u32();
  const count = reader.u32();
  if (count > limits.samplesPerTrackMax) {
    const message = `a track claims ${count} samples; at most ${limits.samplesPerTrackMax} are read`;
    return refused({ code: SAMPLE_LIMIT_EXCEEDED, message });
  }
  const sizes = new Float64Array(count);
  for (let i = 0; i < count; i += 1)
    sizes[i] = plain ? lead || reader.u32() : readCompactSize(reader, lead, i, sizes);
  if (reader.hasOverrun) return contradiction(`the index claims ${count} sample sizes and holds fewer`);
  return ok(sizes);
}

/** `stz2` packs sizes into 4, 8 or 16 bits; of a byte with two sizes the second waits in the next place. */
function readCompactSize(reader: ByteReader, fieldBits: number, index: number, sizes: Float64Array): number {
  if (fieldBits === 16) return reader.u16();
  if (fieldBits === 8) return reader.u8();
  if (index % 2 === 1) return sizes[index] ?? 0;
  const pair = reader.u8();
  if (index + 1 < sizes.length) sizes[index + 1] = pair & 15;
  return pair >> 4;
}

type ChunkRun = { firstChunk: number; samplesPerChunk: number; descriptionIndex: number };

function placeSamples(
  bytes: Uint8Array,
  stbl: Box,
  sizes: Float64Array,
): Result<{ offsets: Float64Array; faults: MediaFinding[] }, MediaFinding> {
  const chunks = readChunkOffsets(bytes, stbl, sizes.length);
  const runs = readChunkRuns(bytes, stbl);
  if (!chunks || !runs)
    return contradiction('the index lacks its chunk tables (stco and stsc boxes) or they are cut');
  const disorder = runs.find(
    (run, i) => run.firstChunk !== 1 && (i === 0 || run.firstChunk <= (runs[i - 1]?.firstChunk ?? 0)),
  );
  if (disorder || runs.some((run) => run.samplesPerChunk === 0)) {
    return contradiction('the chunk runs (stsc box) are out of order or empty');
  }
  const last = runs.at(-1);
  if (last && last.firstChunk > chunks.length) {
    return contradiction(
      `the chunk runs (stsc) name chunk ${last.firstChunk}, but there are ${chunks.length} (stco)`,
    );
  }
  const offsets = new Float64Array(sizes.length);
  const placedCount = spreadOverChunks({ chunks, runs, sizes, offsets });
  if (placedCount !== sizes.length) {
    return contradiction(`the chunks hold ${placedCount} samples, but ${sizes.length} sizes are given`);
  }
  const changes = runs.some((run) => run.descriptionIndex !== runs[0]?.descriptionIndex);
  const message = 'the track changes its sample description midway; a film has one';
  return ok({ offsets, faults: changes ? [{ code: STREAM_CHANGES_MIDWAY, message }] : [] });
}

/** Lays the samples one behind the other in their chunks. Counts past the end, to show by how much they differ. */
function spreadOverChunks(index: {
  chunks: Float64Array;
  runs: readonly ChunkRun[];
  sizes: Float64Array;
  offsets: Float64Array;
}): number {
  let sample = 0;
  let run = 0;
  for (let chunk = 1; chunk <= index.chunks.length; chunk += 1) {
    if (chunk >= (index.runs[run + 1]?.firstChunk ?? Number.POSITIVE_INFINITY)) run += 1;
    const inChunk = index.runs[run]?.samplesPerChunk ?? 0;
    let at = index.chunks[chunk - 1] ?? 0;
    const end = Math.min(sample + inChunk, index.sizes.length);
    for (let i = sample; i < end; i += 1) {
      index.offsets[i] = at;
      at += index.sizes[i] ?? 0;
    }
    sample += inChunk;
  }
  return sample;
}

function readChunkOffsets(bytes: Uint8Array, stbl: Box, sampleCount: number): Float64Array | null {
  const short = fullBoxReader(bytes, stbl, 'stco');
  const reader = short ?? fullBoxReader(bytes, stbl, 'co64');
  if (!reader) return null;
  const count = reader.u32();
  // A chunk holds at least one sample: more chunks than samples is nonsense, and not worth the memory.
  if (count > sampleCount) return null;
  const offsets = new Float64Array(count);
  for (let i = 0; i < count; i += 1) offsets[i] = short ? reader.u32() : reader.u64();
  return reader.hasOverrun ? null : offsets;
}

function readChunkRuns(bytes: Uint8Array, stbl: Box): ChunkRun[] | null {
  const reader = fullBoxReader(bytes, stbl, 'stsc');
  if (!reader) return null;
  const count = reader.u32();
  if (count * 12 > reader.remainingBytes || count === 0) return null;
  return Array.from({ length: count }, () => ({
    firstChunk: reader.u32(),
    samplesPerChunk: reader.u32(),
    descriptionIndex: reader.u32(),
  }));
}

/** Expands run-length pairs into one value a sample; answers how many samples the pairs speak of. */
function expandRuns(reader: ByteReader, into: Float64Array, isSigned: boolean): number {
  const runCount = reader.u32();
  let sample = 0;
  for (let run = 0; run < runCount && !reader.hasOverrun; run += 1) {
    const length = reader.u32();
    const value = isSigned ? reader.i32() : reader.u32();
    into.fill(value, Math.min(sample, into.length), Math.min(sample + length, into.length));
    sample += length;
  }
  return sample;
}

function readTimes(bytes: Uint8Array, stbl: Box, count: number) {
  const durations = new Float64Array(count);
  const shownAt = new Float64Array(count);
  const faults: MediaFinding[] = [];
  const stts = fullBoxReader(bytes, stbl, 'stts');
  const timedCount = stts ? expandRuns(stts, durations, false) : 0;
  if (timedCount !== count)
    faults.push(timesFault(`times (stts box) for ${timedCount} samples, of which there are ${count}`));
  // Version 0 says the offsets are unsigned, but writers put negative ones there too: read them as signed.
  const ctts = fullBoxReader(bytes, stbl, 'ctts');
  const offsetCount = ctts ? expandRuns(ctts, shownAt, true) : count;
  if (offsetCount !== count)
    faults.push(timesFault(`offsets (ctts box) for ${offsetCount} samples, of which there are ${count}`));
  let decodedAt = 0;
  for (let i = 0; i < count; i += 1) {
    shownAt[i] = decodedAt + (shownAt[i] ?? 0);
    decodedAt += durations[i] ?? 0;
  }
  return { table: { durations, shownAt }, faults };
}

function timesFault(rest: string): MediaFinding {
  return { code: SAMPLE_TIMES_CONTRADICTORY, message: `the index gives ${rest}` };
}
