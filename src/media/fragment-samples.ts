import { ok, type Result, refused } from '../kernel/result.ts';
import { type Box, findBox, readerOf, walkBoxes } from './box-tree.ts';
import type { IndexBox } from './container-scan.ts';
import type { MediaFinding } from './media-finding.ts';
import type { MediaLimits } from './media-limits.ts';
import { BOX_MALFORMED, SAMPLE_INDEX_CONTRADICTORY, SAMPLE_LIMIT_EXCEEDED } from './media-reason-codes.ts';
import type { SampleTable } from './sample-table.ts';

/** What `trex` says of samples that a fragment doesn't describe itself. */
export type FragmentDefaults = { readonly durationTicks: number; readonly sizeBytes: number };

type GrowingTable = {
  offsets: number[];
  sizes: number[];
  durations: number[];
  shownAt: number[];
  decodedAt: number;
};
type TrackPart = FragmentDefaults & { trackId: number; baseByte: number };

const tfhd = {
  baseOffset: 0x1,
  description: 0x2,
  duration: 0x8,
  size: 0x10,
  flags: 0x20,
  baseIsMoof: 0x20000,
};
const trun = {
  dataOffset: 0x1,
  firstFlags: 0x4,
  duration: 0x100,
  size: 0x200,
  flags: 0x400,
  shownOffset: 0x800,
};

/** The `trex` defaults of each track, by track id. */
export function readFragmentDefaults(bytes: Uint8Array, moov: Box): Map<number, FragmentDefaults> {
  const defaults = new Map<number, FragmentDefaults>();
  const boxes = findBox(moov, 'mvex')?.children.filter((box) => box.type === 'trex') ?? [];
  for (const box of boxes) {
    const reader = readerOf(bytes, box);
    reader.skip(4);
    const trackId = reader.u32();
    reader.skip(4);
    const durationTicks = reader.u32();
    const sizeBytes = reader.u32();
    if (!reader.hasOverrun) defaults.set(trackId, { durationTicks, sizeBytes });
  }
  return defaults;
}

/**
 * The samples that the fragments (`moof`, ISO/IEC 14496-12, 8.8) give each track. Times are added up from the
 * samples: the fragments' own start times (`tfdt`) are known to lie by hours.
 */
export function readFragments(
  fragments: readonly IndexBox[],
  defaults: ReadonlyMap<number, FragmentDefaults>,
  limits: MediaLimits,
): Result<Map<number, SampleTable>, MediaFinding> {
  const tables = new Map<number, GrowingTable>();
  for (const fragment of fragments) {
    const walk = walkBoxes(fragment.bytes, { startByte: 0, endByte: fragment.bytes.length, limits });
    const moof = walk.boxes[0];
    if (!moof || walk.faults.length > 0) {
      return refused({
        code: BOX_MALFORMED,
        message: `the fragment at byte ${fragment.startByte} has broken boxes`,
      });
    }
    const fault = readFragment({ fragment, moof, defaults, tables, limits });
    if (fault) return refused(fault);
  }
  return ok(new Map([...tables].map(([trackId, table]) => [trackId, frozenTable(table)])));
}

function frozenTable(table: GrowingTable): SampleTable {
  return {
    count: table.sizes.length,
    offsets: Float64Array.from(table.offsets),
    sizes: Float64Array.from(table.sizes),
    durations: Float64Array.from(table.durations),
    shownAt: Float64Array.from(table.shownAt),
  };
}

function readFragment(input: {
  fragment: IndexBox;
  moof: Box;
  defaults: ReadonlyMap<number, FragmentDefaults>;
  tables: Map<number, GrowingTable>;
  limits: MediaLimits;
}): MediaFinding | null {
  const { fragment, moof, tables } = input;
  let previousEndByte = fragment.startByte;
  for (const traf of moof.children.filter((box) => box.type === 'traf')) {
    const part = readTrackPart(fragment, traf, { defaults: input.defaults, previousEndByte });
    if (!part) return cutFragment(fragment);
    const table = tables.get(part.trackId) ?? {
      offsets: [],
      sizes: [],
      durations: [],
      shownAt: [],
      decodedAt: 0,
    };
    tables.set(part.trackId, table);
    let at = part.baseByte;
    for (const run of traf.children.filter((box) => box.type === 'trun')) {
      const end = readRun({ bytes: fragment.bytes, run, part, table, at, limits: input.limits });
      if (end.kind === 'refused') return end.refusal ?? cutFragment(fragment);
      at = end.value;
    }
    previousEndByte = at;
  }
  return null;
}

function cutFragment(fragment: IndexBox): MediaFinding {
  const message = `the sample runs of the fragment at byte ${fragment.startByte} are cut or contradict themselves`;
  return { code: SAMPLE_INDEX_CONTRADICTORY, message };
}

function readTrackPart(
  fragment: IndexBox,
  traf: Box,
  context: { defaults: ReadonlyMap<number, FragmentDefaults>; previousEndByte: number },
): TrackPart | null {
  const header = findBox(traf, 'tfhd');
  if (!header) return null;
  const reader = readerOf(fragment.bytes, header);
  const flags = reader.u32() & 0xffffff;
  const trackId = reader.u32();
  const statedBase = flags & tfhd.baseOffset ? reader.u64() : null;
  if (flags & tfhd.description) reader.skip(4);
  const fallback = context.defaults.get(trackId) ?? { durationTicks: 0, sizeBytes: 0 };
  const durationTicks = flags & tfhd.duration ? reader.u32() : fallback.durationTicks;
  const sizeBytes = flags & tfhd.size ? reader.u32() : fallback.sizeBytes;
  if (reader.hasOverrun) return null;
  const impliedBase = flags & tfhd.baseIsMoof ? fragment.startByte : context.previousEndByte;
  return { trackId, durationTicks, sizeBytes, baseByte: statedBase ?? impliedBase };
}

/** Adds one `trun` to its track; answers the byte behind its last sample. A null refusal means "cut". */
function readRun(input: {
  bytes: Uint8Array;
  run: Box;
  part: TrackPart;
  table: GrowingTable;
  at: number;
  limits: MediaLimits;
}): Result<number, MediaFinding | null> {
  const { part, table, limits } = input;
  const reader = readerOf(input.bytes, input.run);
  const flags = reader.u32() & 0xffffff;
  const count = reader.u32();
  if (table.sizes.length + count > limits.samplesPerTrackMax) {
    const message = `a track claims more than ${limits.samplesPerTrackMax} samples; at most that many are read`;
    return refused({ code: SAMPLE_LIMIT_EXCEEDED, message });
  }
  let at = flags & trun.dataOffset ? part.baseByte + reader.i32() : input.at;
  if (flags & trun.firstFlags) reader.skip(4);
  for (let i = 0; i < count && !reader.hasOverrun; i += 1) {
    const duration = flags & trun.duration ? reader.u32() : part.durationTicks;
    const size = flags & trun.size ? reader.u32() : part.sizeBytes;
    if (flags & trun.flags) reader.skip(4);
    const shownOffset = flags & trun.shownOffset ? reader.i32() : 0;
    table.offsets.push(at);
    table.sizes.push(size);
    table.durations.push(duration);
    table.shownAt.push(table.decodedAt + shownOffset);
    table.decodedAt += duration;
    at += size;
  }
  return reader.hasOverrun ? refused(null) : ok(at);
}
