import { brotliDecompressSync } from 'node:zlib';

const WOFF2_HEADER_BYTES = 48;
/** Numbers that WOFF2 gives to the tables that matter here: https://www.w3.org/TR/WOFF2/#table_dir_format */
const woff2Tables = { cmap: 0, glyf: 10, loca: 11, arbitrary: 63 } as const;

/**
 * Which characters a font file (TTF, OTF, WOFF2) has signs for, as a question; null where the file is none of
 * these. Needed because a canvas takes what a font lacks from any other font, and says nothing.
 */
export function charactersOf(file: Buffer): ((character: string) => boolean) | null {
  try {
    const table = file.toString('latin1', 0, 4) === 'wOF2' ? cmapOfWoff2(file) : cmapOfSfnt(file);
    return table && coverageOf(table);
  } catch (error) {
    if (error instanceof RangeError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_')) return null;
    throw error;
  }
}

function cmapOfSfnt(file: Buffer): Buffer | null {
  const tables = file.readUInt16BE(4);
  for (let table = 0; table < tables; table += 1) {
    const at = 12 + table * 16;
    if (file.toString('latin1', at, at + 4) !== 'cmap') continue;
    const start = file.readUInt32BE(at + 8);
    return file.subarray(start, start + file.readUInt32BE(at + 12));
  }
  return null;
}

function cmapOfWoff2(file: Buffer): Buffer | null {
  const tables = file.readUInt16BE(12);
  let at = WOFF2_HEADER_BYTES;
  let start = 0;
  let cmap: { start: number; length: number } | null = null;
  const base128 = () => {
    let value = 0;
    for (let byte = 0x80; byte & 0x80; at += 1) {
      byte = file.readUInt8(at);
      value = value * 128 + (byte & 0x7f);
    }
    return value;
  };
  for (let table = 0; table < tables; table += 1) {
    const flags = file.readUInt8(at);
    const [tag, version] = [flags & 63, flags >> 6];
    at += tag === woff2Tables.arbitrary ? 5 : 1;
    const plainLength = base128();
    const isOutline = tag === woff2Tables.glyf || tag === woff2Tables.loca;
    const length = version !== (isOutline ? 3 : 0) ? base128() : plainLength;
    if (tag === woff2Tables.cmap) cmap = { start, length };
    start += length;
  }
  if (!cmap) return null;
  const compressed = file.subarray(at, at + file.readUInt32BE(20));
  return brotliDecompressSync(compressed).subarray(cmap.start, cmap.start + cmap.length);
}

/** Formats 4 and 12 of the `cmap` table, one of which every font for the web has. */
function coverageOf(cmap: Buffer): ((character: string) => boolean) | null {
  const ranges: (readonly [number, number])[] = [];
  for (let record = 0; record < cmap.readUInt16BE(2); record += 1) {
    const start = cmap.readUInt32BE(4 + record * 8 + 4);
    const format = cmap.readUInt16BE(start);
    if (format === 4) {
      const segments = cmap.readUInt16BE(start + 6) / 2;
      for (let segment = 0; segment < segments; segment += 1) {
        const last = cmap.readUInt16BE(start + 14 + segment * 2);
        if (last !== 0xffff) ranges.push([cmap.readUInt16BE(start + 16 + (segments + segment) * 2), last]);
      }
    } else if (format === 12) {
      for (let group = 0; group < cmap.readUInt32BE(start + 12); group += 1) {
        const at = start + 16 + group * 12;
        ranges.push([cmap.readUInt32BE(at), cmap.readUInt32BE(at + 4)]);
      }
    }
  }
  if (ranges.length === 0) return null;
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    return ranges.some(([first, last]) => code >= first && code <= last);
  };
}
