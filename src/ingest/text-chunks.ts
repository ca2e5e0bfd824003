import { isUtf8 } from 'node:buffer';
import { BankFileRefused } from './bank-file-refused.ts';

/** No text has a zero byte, and what is no text has one soon. */
const HEAD_BYTES = 4_096;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The bytes of a file without its byte order mark, handed on only while they are text in UTF-8: another
 * encoding would else come in as wrong names, unnoticed. Throws `BankFileRefused` with the byte where it ends.
 */
export async function* textChunks(
  fileName: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer, void> {
  const text = new TextCheck(fileName);
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes: Buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (head === null) {
      yield text.check(bytes);
      continue;
    }
    // A mark may be cut in two as well.
    head = head.length === 0 ? bytes : Buffer.concat([head, bytes]);
    if (head.length < BYTE_ORDER_MARK.length) continue;
    yield text.check(text.head(head));
    head = null;
  }
  if (head !== null && head.length > 0) yield text.check(text.head(head));
  text.end();
}

class TextCheck {
  readonly #fileName: string;
  #checkedBytes = 0;
  /** The beginning of a character that the next chunk ends. */
  #unfinished: Buffer = Buffer.alloc(0);

  constructor(fileName: string) {
    this.#fileName = fileName;
  }

  /** The file's first bytes, without the mark; refuses what gives itself away in them. */
  head(bytes: Buffer): Buffer {
    const [first = 0, second = 0, third = 0] = bytes;
    if (first === 0x1f && second === 0x8b) throw this.#compressed('this is a gzip archive');
    if (first === 0x50 && second === 0x4b && third === 0x03) {
      throw this.#compressed('this is a zip archive or a spreadsheet');
    }
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
      throw this.#notText(0, 'this is text in UTF-16');
    }
    const zeroAt = bytes.subarray(0, HEAD_BYTES).indexOf(0);
    if (zeroAt !== -1) throw this.#notText(zeroAt);
    if (!bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) return bytes;
    this.#checkedBytes = BYTE_ORDER_MARK.length;
    return bytes.subarray(BYTE_ORDER_MARK.length);
  }

  check(chunk: Buffer): Buffer {
    const bytes = this.#unfinished.length === 0 ? chunk : Buffer.concat([this.#unfinished, chunk]);
    const whole = bytes.length - unfinishedBytes(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) throw this.#notText(this.#checkedBytes + endOfText(bytes));
    this.#checkedBytes += whole;
    this.#unfinished = Buffer.from(bytes.subarray(whole));
    return chunk;
  }

  end(): void {
    if (this.#unfinished.length === 0) return;
    throw this.#notText(this.#checkedBytes, 'the file ends in the middle of a character');
  }

  #notText(byte: number, message = 'this is not text in UTF-8'): BankFileRefused {
    return new BankFileRefused({
      code: 'NOT_TEXT',
      fileName: this.#fileName,
      place: `byte ${byte}`,
      message,
      remedy: 'Export the data as JSON or CSV in UTF-8.',
    });
  }

  #compressed(message: string): BankFileRefused {
    return new BankFileRefused({
      code: 'COMPRESSED_FILE',
      fileName: this.#fileName,
      place: 'byte 0',
      message,
      remedy: 'Unpack it, or export it as JSON or CSV.',
    });
  }
}

/** How many bytes at the end begin a character without ending it. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    const isContinuation = (byte & 0xc0) === 0x80;
    if (isContinuation) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/** Where the first character stands that is none: found by halving, as everything up to the first wrong byte is. */
function endOfText(bytes: Buffer): number {
  let [text, notText] = [0, bytes.length];
  while (notText - text > 1) {
    const middle = (text + notText) >> 1;
    const part = bytes.subarray(0, middle);
    if (isUtf8(part.subarray(0, middle - unfinishedBytes(part)))) text = middle;
    else notText = middle;
  }
  return text - unfinishedBytes(bytes.subarray(0, text));
}
