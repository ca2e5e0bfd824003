/** MP4 files written byte by byte, for what no encoder would write. */

export function u8(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

export function u16(...values: number[]): Uint8Array {
  return joined(values.map((value) => u8(value >>> 8, value & 255)));
}

export function u32(...values: number[]): Uint8Array {
  return joined(
    values.map((value) => u8(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)),
  );
}

export function text(value: string): Uint8Array {
  return Uint8Array.from(value, (character) => character.charCodeAt(0));
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

export function box(type: string, ...body: Uint8Array[]): Uint8Array {
  const content = joined(body);
  return joined([u32(content.length + 8), text(type), content]);
}

const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** What a crafted film says; every table can be replaced by another. */
export type CraftedFilm = {
  readonly stsd?: Uint8Array;
  readonly stsz?: Uint8Array;
  readonly stsc?: Uint8Array;
  readonly stco?: Uint8Array;
  readonly stts?: Uint8Array;
  readonly extraInMoov?: Uint8Array;
};

/** A Baseline description of 16 × 16 pixels, from a real parameter set. */
export const smallAvcConfig: Uint8Array = joined([
  u8(1, 66, 192, 10, 0xff, 0xe1),
  u16(8),
  u8(0x67, 66, 192, 10, 0xda, 0x7b, 0x01, 0x10),
  u8(1),
  u16(4),
  u8(0x68, 0xce, 0x38, 0x80),
]);

function plainStsd(): Uint8Array {
  const header = joined([new Uint8Array(6), u16(1), new Uint8Array(16), u16(16, 16), new Uint8Array(50)]);
  return box('stsd', u32(0, 1), box('avc1', header, box('avcC', smallAvcConfig)));
}

/** One video track of four samples of four bytes each. Its times are 4 × 250 of 1000 ticks. */
export function craftFilm(film: CraftedFilm = {}): Uint8Array {
  const ftyp = box('ftyp', text('isom'), u32(0));
  const mdat = box('mdat', new Uint8Array(16));
  const firstSampleByte = ftyp.length + 8;
  const stbl = box(
    'stbl',
    film.stsd ?? plainStsd(),
    film.stts ?? box('stts', u32(0, 1, 4, 250)),
    film.stsc ?? box('stsc', u32(0, 1, 1, 4, 1)),
    film.stsz ?? box('stsz', u32(0, 4, 4)),
    film.stco ?? box('stco', u32(0, 1, firstSampleByte)),
  );
  const tkhd = box('tkhd', u32(0, 0, 0, 1, 0, 1000, 0, 0, 0, 0), matrix, u32(16 << 16, 16 << 16));
  const mdhd = box('mdhd', u32(0, 0, 0, 1000, 1000, 0));
  const hdlr = box('hdlr', u32(0, 0), text('vide'), u32(0, 0, 0), u8(0));
  const trak = box('trak', tkhd, box('mdia', mdhd, hdlr, box('minf', stbl)));
  const mvhd = box('mvhd', u32(0, 0, 0, 1000, 1000), new Uint8Array(80));
  return joined([ftyp, mdat, box('moov', mvhd, trak, film.extraInMoov ?? new Uint8Array())]);
}
