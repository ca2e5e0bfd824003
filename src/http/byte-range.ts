import parseRange from 'range-parser';

export type ByteRange = { readonly startByte: number; readonly endByte: number };

/**
 * What part of a file a request asks for; null for all of it. A header that can't be read, another unit, an
 * `If-Range` that no longer holds and several ranges at once are answered with the whole file, as RFC 9110 allows.
 */
export function byteRangeOf(
  headers: { readonly range?: string | undefined; readonly 'if-range'?: string | string[] | undefined },
  file: { readonly sizeBytes: number; readonly etag: string },
): ByteRange | 'unsatisfiable' | null {
  if (headers.range === undefined) return null;
  if (headers['if-range'] !== undefined && headers['if-range'] !== file.etag) return null;
  const ranges = parseRange(file.sizeBytes, headers.range, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  const [only] = ranges;
  return only ? { startByte: only.start, endByte: only.end } : null;
}
