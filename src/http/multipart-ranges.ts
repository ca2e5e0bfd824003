import type { Bytes } from '../kernel/units.ts';
import type { ByteRange } from './byte-range.ts';

/** A `multipart/byteranges` body (RFC 9110, 14.6) before its bytes are read. */
export type MultipartPlan = {
  readonly contentType: string;
  readonly lengthBytes: Bytes;
  /** Text and ranges of the file, in the order they are sent. */
  readonly pieces: readonly (string | ByteRange)[];
};

/** `boundary` stands nowhere in the file. */
export function planMultipart(
  ranges: readonly ByteRange[],
  file: { readonly contentType: string; readonly sizeBytes: Bytes; readonly boundary: string },
): MultipartPlan {
  const pieces = [
    ...ranges.flatMap((range, index) => [
      `${index === 0 ? '' : '\r\n'}--${file.boundary}\r\ncontent-type: ${file.contentType}\r\n` +
        `content-range: ${contentRange(range, file.sizeBytes)}\r\n\r\n`,
      range,
    ]),
    `\r\n--${file.boundary}--\r\n`,
  ];
  return {
    contentType: `multipart/byteranges; boundary=${file.boundary}`,
    lengthBytes: pieces.reduce((sum, piece) => sum + lengthOf(piece), 0),
    pieces,
  };
}

export function contentRange({ startByte, endByte }: ByteRange, sizeBytes: Bytes): string {
  return `bytes ${startByte}-${endByte}/${sizeBytes}`;
}

/** The bytes of a plan, read as they are taken. */
export async function* multipartBytes(
  { pieces }: MultipartPlan,
  read: (range: ByteRange) => AsyncIterable<Uint8Array | string>,
): AsyncGenerator<Uint8Array | string> {
  for (const piece of pieces) {
    if (typeof piece === 'string') yield piece;
    else yield* read(piece);
  }
}

function lengthOf(piece: string | ByteRange): Bytes {
  return typeof piece === 'string' ? Buffer.byteLength(piece) : piece.endByte - piece.startByte + 1;
}
