import { ByteReader } from './byte-reader.ts';
import type { MediaLimits } from './media-limits.ts';

/** One ISO base media box (ISO/IEC 14496-12, 4.2). Positions are bytes within the buffer walked. */
export type Box = {
  readonly type: string;
  readonly startByte: number;
  readonly bodyStartByte: number;
  /** Where its body ends, cut to what its parent holds. */
  readonly endByte: number;
  readonly children: readonly Box[];
};

/** What a walk found wrong: `overrun` = a box claims more than its parent holds. */
export type BoxFault = { readonly kind: 'overrun' | 'malformed' | 'too_deep' | 'too_many'; type: string };

export type BoxWalk = { readonly boxes: readonly Box[]; readonly faults: readonly BoxFault[] };

export type BoxHeader = {
  readonly type: string;
  readonly headerBytes: number;
  /** The size it claims, header included; null = up to the end of the file. */
  readonly sizeBytes: number | null;
};

const containerTypes = new Set('moov trak edts mdia minf stbl mvex moof traf sinf schi wave'.split(' '));

/** Reads a box header. Null where there aren't enough bytes for one. */
export function readBoxHeader(reader: ByteReader): BoxHeader | null {
  const size = reader.u32();
  const type = reader.fourCharacters();
  const isLong = size === 1;
  const longSize = isLong ? reader.u64() : 0;
  if (reader.hasOverrun) return null;
  return { type, headerBytes: isLong ? 16 : 8, sizeBytes: isLong ? longSize : size === 0 ? null : size };
}

/** Walks the boxes between two bytes of a buffer, and into those that hold boxes. Never throws. */
export function walkBoxes(
  bytes: Uint8Array,
  options: { startByte: number; endByte: number; limits: Pick<MediaLimits, 'boxCountMax' | 'boxDepthMax'> },
): BoxWalk {
  const faults: BoxFault[] = [];
  let boxCount = 0;

  function walk(startByte: number, endByte: number, depth: number): Box[] {
    const boxes: Box[] = [];
    let at = startByte;
    while (at < endByte) {
      boxCount += 1;
      if (boxCount > options.limits.boxCountMax) {
        faults.push({ kind: 'too_many', type: 'box' });
        return boxes;
      }
      // QuickTime ends some containers with four zero bytes instead of a box.
      if (endByte - at < 8) return boxes;
      const header = readBoxHeader(new ByteReader(bytes, at, endByte));
      const sizeBytes = header?.sizeBytes ?? endByte - at;
      if (!header || sizeBytes < header.headerBytes) {
        faults.push({ kind: 'malformed', type: header?.type ?? '....' });
        return boxes;
      }
      const claimedEnd = at + sizeBytes;
      if (claimedEnd > endByte) faults.push({ kind: 'overrun', type: header.type });
      const end = Math.min(claimedEnd, endByte);
      boxes.push(boxAt(header, at, end, depth));
      at = end;
    }
    return boxes;
  }

  function boxAt(header: BoxHeader, at: number, end: number, depth: number): Box {
    const bodyStartByte = at + header.headerBytes;
    const isContainer = containerTypes.has(header.type);
    const isTooDeep = isContainer && depth >= options.limits.boxDepthMax;
    if (isTooDeep) faults.push({ kind: 'too_deep', type: header.type });
    const children = isContainer && !isTooDeep ? walk(bodyStartByte, end, depth + 1) : [];
    return { type: header.type, startByte: at, bodyStartByte, endByte: end, children };
  }

  return { boxes: walk(options.startByte, options.endByte, 1), faults };
}

/** The first box down a path of types, or null. */
export function findBox(box: Box, ...path: readonly string[]): Box | null {
  let current: Box | undefined = box;
  for (const type of path) current = current?.children.find((child) => child.type === type);
  return current ?? null;
}

export function readerOf(bytes: Uint8Array, box: Box): ByteReader {
  return new ByteReader(bytes, box.bodyStartByte, box.endByte);
}
