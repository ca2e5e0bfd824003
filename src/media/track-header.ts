import { type Box, findBox, readerOf } from './box-tree.ts';

/** One entry of an edit list: which stretch of the media is shown, in the media's own ticks. */
export type Edit = { readonly durationMovieTicks: number; readonly mediaTime: number };

/** The headers of one track (ISO/IEC 14496-12: tkhd 8.3.2, mdhd 8.4.2, hdlr 8.4.3, elst 8.6.6). */
export type TrackHeader = {
  readonly trackId: number;
  readonly handler: string;
  /** Ticks per second of this track's times. */
  readonly ticksPerSecond: number;
  readonly headerDurationTicks: number;
  readonly rotationDegrees: number;
  readonly edits: readonly Edit[];
};

/** Null where a header is missing or cut, or its clock has no ticks. */
export function readTrackHeader(bytes: Uint8Array, trak: Box): TrackHeader | null {
  const tkhd = findBox(trak, 'tkhd');
  const mdhd = findBox(trak, 'mdia', 'mdhd');
  const hdlr = findBox(trak, 'mdia', 'hdlr');
  if (!tkhd || !mdhd || !hdlr) return null;
  const place = readPlace(bytes, tkhd);
  const clock = readClock(bytes, mdhd);
  const handlerReader = readerOf(bytes, hdlr);
  handlerReader.skip(8);
  const handler = handlerReader.fourCharacters();
  if (!place || !clock || handlerReader.hasOverrun) return null;
  const elst = findBox(trak, 'edts', 'elst');
  return { ...place, ...clock, handler, edits: elst ? readEdits(bytes, elst) : [] };
}

/** Time scale and duration of `mvhd` and `mdhd`, which share their layout. */
export function readClock(
  bytes: Uint8Array,
  box: Box,
): { ticksPerSecond: number; headerDurationTicks: number } | null {
  const reader = readerOf(bytes, box);
  const isLong = reader.u32() >>> 24 === 1;
  reader.skip(isLong ? 16 : 8);
  const ticksPerSecond = reader.u32();
  const headerDurationTicks = isLong ? reader.u64() : reader.u32();
  return reader.hasOverrun || ticksPerSecond === 0 ? null : { ticksPerSecond, headerDurationTicks };
}

function readPlace(bytes: Uint8Array, tkhd: Box): { trackId: number; rotationDegrees: number } | null {
  const reader = readerOf(bytes, tkhd);
  const isLong = reader.u32() >>> 24 === 1;
  reader.skip(isLong ? 16 : 8);
  const trackId = reader.u32();
  reader.skip(isLong ? 12 : 8);
  reader.skip(16);
  const a = reader.i32();
  const b = reader.i32();
  if (reader.hasOverrun) return null;
  const quarterTurns = Math.round(Math.atan2(b, a) / (Math.PI / 2));
  return { trackId, rotationDegrees: (((quarterTurns * 90) % 360) + 360) % 360 };
}

const editsMax = 1000;

function readEdits(bytes: Uint8Array, elst: Box): Edit[] {
  const reader = readerOf(bytes, elst);
  const isLong = reader.u32() >>> 24 === 1;
  const count = Math.min(reader.u32(), editsMax);
  const edits: Edit[] = [];
  for (let i = 0; i < count; i += 1) {
    const durationMovieTicks = isLong ? reader.u64() : reader.u32();
    const mediaTime = isLong ? reader.i64() : reader.i32();
    reader.skip(4);
    if (!reader.hasOverrun) edits.push({ durationMovieTicks, mediaTime });
  }
  return edits;
}
