import { type AvcSequence, readAvcSequence } from './avc-sps.ts';
import { ByteReader } from './byte-reader.ts';

/** An `avcC` box body (ISO/IEC 14496-15, 5.3.3.1), as far as it matters here. */
export type AvcConfig = {
  /** Bytes in front of each NAL unit that give its length: 1, 2 or 4. */
  readonly lengthBytes: number;
  /** From the box's first parameter set; null where the sets stand in the samples only (`avc3`). */
  readonly sequence: AvcSequence | null;
  /** `avc1.PPCCLL`, as decoders want it (RFC 6381). */
  readonly codecString: string;
  readonly body: Uint8Array;
};

export const nalSequenceParameters = 7;

/** Reads the body of an `avcC` box; null where it is cut or of another version. */
export function readAvcConfig(body: Uint8Array): AvcConfig | null {
  const reader = new ByteReader(body);
  const version = reader.u8();
  const codecHex = [reader.u8(), reader.u8(), reader.u8()].map((byte) => byte.toString(16).padStart(2, '0'));
  const lengthBytes = (reader.u8() & 3) + 1;
  const setCount = reader.u8() & 31;
  const sets: Uint8Array[] = [];
  for (let i = 0; i < setCount; i += 1) sets.push(reader.bytes(reader.u16()));
  if (reader.hasOverrun || version !== 1 || lengthBytes === 3) return null;
  const first = sets[0];
  const sequence = first ? readAvcSequence(first) : null;
  if (first && !sequence) return null;
  return { lengthBytes, sequence, codecString: `avc1.${codecHex.join('')}`, body };
}

/** The NAL units of one sample; null where their lengths don't add up to the sample. */
export function splitNalUnits(sample: Uint8Array, lengthBytes: number): Uint8Array[] | null {
  const units: Uint8Array[] = [];
  let at = 0;
  while (at < sample.length) {
    if (at + lengthBytes > sample.length) return null;
    let length = 0;
    for (let i = 0; i < lengthBytes; i += 1) length = length * 256 + (sample[at + i] ?? 0);
    at += lengthBytes;
    if (at + length > sample.length) return null;
    if (length > 0) units.push(sample.subarray(at, at + length));
    at += length;
  }
  return units;
}

/** The first parameter set inside a sample, for streams whose description has none. */
export function findSequenceInSample(sample: Uint8Array, lengthBytes: number): AvcSequence | null {
  const units = splitNalUnits(sample, lengthBytes) ?? [];
  const set = units.find((unit) => ((unit[0] ?? 0) & 31) === nalSequenceParameters);
  return set ? readAvcSequence(set) : null;
}
