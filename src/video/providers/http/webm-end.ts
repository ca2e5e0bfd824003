import type { Bytes } from '../../../kernel/units.ts';

const HEADER_ID = '1a45dfa3';
const SEGMENT_ID = '18538067';
const ID_BYTES = 4;

/**
 * Where a WebM or Matroska file ends by its own word: https://www.rfc-editor.org/rfc/rfc8794 and RFC 9559. Null
 * where it doesn't say, as live recordings don't, or where its start isn't read so far.
 */
export function webmEnd(start: Uint8Array): Bytes | null {
  const bytes = Buffer.from(start);
  const header = elementAt(bytes, 0, HEADER_ID);
  const segment = header && elementAt(bytes, header.bodyByte + header.sizeBytes, SEGMENT_ID);
  return segment ? segment.bodyByte + segment.sizeBytes : null;
}

function elementAt(
  bytes: Buffer,
  atByte: number,
  id: string,
): { readonly bodyByte: number; readonly sizeBytes: Bytes } | null {
  if (bytes.toString('hex', atByte, atByte + ID_BYTES) !== id) return null;
  const sizeAt = atByte + ID_BYTES;
  // As many bytes as zeros before the first one, and that one's own.
  const lengthBytes = Math.clz32(bytes[sizeAt] ?? 0) - 24 + 1;
  const digits = bytes.toString('hex', sizeAt, sizeAt + lengthBytes);
  if (lengthBytes > 8 || digits.length !== lengthBytes * 2) return null;
  const marker = 1n << BigInt(7 * lengthBytes);
  const size = BigInt(`0x${digits}`) - marker;
  // All ones: of unknown size.
  if (size === marker - 1n) return null;
  return { bodyByte: sizeAt + lengthBytes, sizeBytes: Number(size) };
}
