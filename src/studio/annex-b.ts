import { assert } from '../kernel/assert.ts';

/** NAL unit types of H.264 (ITU-T H.264, table 7-1) that matter here. */
const NAL = { idr: 5, sei: 6, sps: 7, pps: 8, delimiter: 9 } as const;
const LENGTH_BYTES = 4;

export type AccessUnits = {
  /** AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). */
  readonly description: Uint8Array;
  /** `avc1.PPCCLL`. */
  readonly codec: string;
  readonly units: readonly { readonly isKey: boolean; readonly data: Uint8Array }[];
};

/**
 * A byte stream with start codes, in which a delimiter opens every access unit → length-prefixed units as MP4
 * wants them. Parameter sets move to the description; notes (SEI) are dropped.
 */
export function accessUnitsOf(stream: Uint8Array): AccessUnits {
  const units: { isKey: boolean; nals: Uint8Array[] }[] = [];
  let sps: Uint8Array | null = null;
  let pps: Uint8Array | null = null;
  for (const nal of nalsOf(stream)) {
    const type = (nal[0] ?? 0) & 0x1f;
    if (type === NAL.delimiter) units.push({ isKey: false, nals: [] });
    else if (type === NAL.sps) sps ??= nal;
    else if (type === NAL.pps) pps ??= nal;
    else if (type !== NAL.sei) {
      const unit = units.at(-1);
      assert(unit, 'a delimiter opens every access unit');
      unit.nals.push(nal);
      unit.isKey ||= type === NAL.idr;
    }
  }
  assert(sps && pps, 'a stream carries its parameter sets');
  const profile = Buffer.from(sps.subarray(1, 4)).toString('hex');
  return {
    description: descriptionOf(sps, pps),
    codec: `avc1.${profile}`,
    units: units.map(({ isKey, nals }) => ({ isKey, data: lengthPrefixed(nals) })),
  };
}

function* nalsOf(stream: Uint8Array): Generator<Uint8Array> {
  const bytes = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength);
  const startCode = Buffer.from([0, 0, 1]);
  let start = bytes.indexOf(startCode);
  while (start >= 0) {
    const next = bytes.indexOf(startCode, start + 3);
    let end = next < 0 ? bytes.length : next;
    // Zeros before a start code belong to it, never to the unit, which ends in a set bit.
    while (end > start + 3 && bytes[end - 1] === 0) end -= 1;
    yield bytes.subarray(start + 3, end);
    start = next;
  }
}

function lengthPrefixed(nals: readonly Uint8Array[]): Uint8Array {
  const parts = nals.flatMap((nal) => {
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(nal.length);
    return [length, nal];
  });
  return Buffer.concat(parts);
}

function descriptionOf(sps: Uint8Array, pps: Uint8Array): Uint8Array {
  const set = (nal: Uint8Array) => [Buffer.from([nal.length >> 8, nal.length & 255]), nal];
  const head = Buffer.from([1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1]);
  // High profile adds chroma format 4:2:0, 8 bits, and no further parameter sets.
  const tail = Buffer.from([0xfd, 0xf8, 0xf8, 0]);
  return Buffer.concat([head, ...set(sps), Buffer.from([1]), ...set(pps), tail]);
}
