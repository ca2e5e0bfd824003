/** Longest Exp-Golomb prefix that a 32-bit value can have. */
const GOLOMB_ZEROS_MAX = 32;

/** Reads the bit fields of H.264 headers (ITU-T H.264, 9.1). Past the end it gives zeros and says so. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #bit = 0;
  hasOverrun = false;

  /** `payload` is a NAL unit's payload after {@link withoutEmulationPrevention}. */
  constructor(payload: Uint8Array) {
    this.#bytes = payload;
  }

  bit(): number {
    const byte = this.#bytes[this.#bit >> 3];
    if (byte === undefined) {
      this.hasOverrun = true;
      return 0;
    }
    const value = (byte >> (7 - (this.#bit & 7))) & 1;
    this.#bit += 1;
    return value;
  }

  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i += 1) value = value * 2 + this.bit();
    return value;
  }

  flag(): boolean {
    return this.bit() === 1;
  }

  /** ue(v) */
  unsigned(): number {
    let zeros = 0;
    while (this.bit() === 0) {
      zeros += 1;
      if (zeros > GOLOMB_ZEROS_MAX || this.hasOverrun) {
        this.hasOverrun = true;
        return 0;
      }
    }
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** se(v) */
  signed(): number {
    const code = this.unsigned();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}

/** Drops the 03 bytes that keep start codes out of a NAL unit (ITU-T H.264, 7.4.1). */
export function withoutEmulationPrevention(nal: Uint8Array): Uint8Array {
  const out = new Uint8Array(nal.length);
  let length = 0;
  let zeros = 0;
  for (const byte of nal) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    out[length] = byte;
    length += 1;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return out.subarray(0, length);
}
