/**
 * Reads big-endian fields from a stretch of bytes. Reading past the end gives zeros and sets
 * `hasOverrun` for good: a parser reads straight through and asks once, so a cut file needs no exceptions.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #endByte: number;
  #position: number;
  hasOverrun = false;

  constructor(bytes: Uint8Array, startByte = 0, endByte = bytes.length) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#endByte = Math.min(endByte, bytes.length);
    this.#position = startByte;
  }

  get position(): number {
    return this.#position;
  }

  get remainingBytes(): number {
    return Math.max(0, this.#endByte - this.#position);
  }

  skip(count: number): void {
    this.#claim(count);
  }

  u8(): number {
    const at = this.#claim(1);
    return at < 0 ? 0 : this.#view.getUint8(at);
  }

  u16(): number {
    const at = this.#claim(2);
    return at < 0 ? 0 : this.#view.getUint16(at);
  }

  u24(): number {
    return this.u8() * 0x10000 + this.u16();
  }

  u32(): number {
    const at = this.#claim(4);
    return at < 0 ? 0 : this.#view.getUint32(at);
  }

  i32(): number {
    const at = this.#claim(4);
    return at < 0 ? 0 : this.#view.getInt32(at);
  }

  /** Above 2^53 the value loses its last digits: still far beyond every limit, so still refused. */
  u64(): number {
    const at = this.#claim(8);
    return at < 0 ? 0 : Number(this.#view.getBigUint64(at));
  }

  i64(): number {
    const at = this.#claim(8);
    return at < 0 ? 0 : Number(this.#view.getBigInt64(at));
  }

  /** Four characters that name a box or codec; bytes outside printable ASCII become dots. */
  fourCharacters(): string {
    return String.fromCharCode(...this.bytes(4)).replace(/[^\x20-\x7e]/g, '.');
  }

  /** The next bytes, as a view; shorter than asked where the stretch ends. */
  bytes(count: number): Uint8Array {
    const start = this.#position;
    this.#claim(count);
    return this.#bytes.subarray(Math.min(start, this.#endByte), Math.min(start + count, this.#endByte));
  }

  #claim(count: number): number {
    const at = this.#position;
    if (count < 0 || at + count > this.#endByte) {
      this.hasOverrun = true;
      this.#position = this.#endByte;
      return -1;
    }
    this.#position = at + count;
    return at;
  }
}
