import type { Bytes } from '../kernel/units.ts';

export type ByteRange = { readonly startByte: number; readonly endByte: number };

/** More ranges than this are asked for by nobody who plays a film. */
const RANGES_MAX = 16;
/** Ranges this close cost less in one part than in two. */
const GAP_MERGED_BYTES: Bytes = 128;

/**
 * What parts of a file a `Range` header asks for, in its order, merged where they overlap or nearly touch; null
 * for all of it. As RFC 9110 (14.2) allows, a header that is malformed, of another unit or of very many ranges
 * is answered with the whole file. `unsatisfiable` where no range has a byte in the file.
 */
export function byteRangesOf(
  header: string | undefined,
  sizeBytes: Bytes,
): readonly ByteRange[] | 'unsatisfiable' | null {
  const [, list] = /^bytes=(.*)$/i.exec(header ?? '') ?? [];
  if (list === undefined) return null;
  const specs = list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (specs.length === 0 || specs.length > RANGES_MAX) return null;
  const ranges = specs.map((spec) => rangeIn(spec, sizeBytes));
  if (ranges.includes('malformed')) return null;
  const satisfiable = ranges.filter((range) => typeof range === 'object');
  return satisfiable.length === 0 ? 'unsatisfiable' : merged(satisfiable);
}

function rangeIn(spec: string, sizeBytes: Bytes): ByteRange | 'malformed' | 'unsatisfiable' {
  const [, first = '', last = ''] = /^(\d*)-(\d*)$/.exec(spec) ?? [];
  if (first === '' && last === '') return 'malformed';
  const lastByte = sizeBytes - 1;
  if (first === '') {
    const lengthBytes = Math.min(Number(last), sizeBytes);
    return lengthBytes === 0 ? 'unsatisfiable' : { startByte: sizeBytes - lengthBytes, endByte: lastByte };
  }
  if (last !== '' && Number(last) < Number(first)) return 'malformed';
  if (Number(first) > lastByte) return 'unsatisfiable';
  return { startByte: Number(first), endByte: last === '' ? lastByte : Math.min(Number(last), lastByte) };
}

/** A merged range stands where the first of its parts stood. */
function merged(ranges: readonly ByteRange[]): readonly ByteRange[] {
  const result: ByteRange[] = [];
  for (const range of ranges) {
    let { startByte, endByte } = range;
    let place = result.length;
    // What it swallows may make it touch another one: looked at until nothing near is left.
    for (let near = nearest(); near !== -1; near = nearest()) {
      const [other] = result.splice(near, 1);
      if (!other) break;
      startByte = Math.min(startByte, other.startByte);
      endByte = Math.max(endByte, other.endByte);
      place = Math.min(place, near);
    }
    result.splice(place, 0, { startByte, endByte });

    function nearest(): number {
      return result.findIndex(
        (other) =>
          other.startByte <= endByte + GAP_MERGED_BYTES && startByte <= other.endByte + GAP_MERGED_BYTES,
      );
    }
  }
  return result;
}
