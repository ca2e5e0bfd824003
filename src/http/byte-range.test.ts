import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteRangesOf } from './byte-range.ts';

const rangesOf = (header: string) => byteRangesOf(header, 1000);
const range = (startByte: number, endByte: number) => ({ startByte, endByte });

test('closed, open and suffix ranges name their bytes', () => {
  expect(rangesOf('bytes=0-99')).toEqual([range(0, 99)]);
  expect(rangesOf('bytes=900-')).toEqual([range(900, 999)]);
  expect(rangesOf('bytes=-100')).toEqual([range(900, 999)]);
  expect(rangesOf('bytes=990-2000')).toEqual([range(990, 999)]);
  expect(rangesOf('Bytes= 0-0 ')).toEqual([range(0, 0)]);
});

test('a suffix longer than the file is the file', () => {
  expect(rangesOf('bytes=-5000')).toEqual([range(0, 999)]);
});

test('a range behind the end, or a suffix of nothing, cannot be satisfied', () => {
  expect(rangesOf('bytes=1000-')).toBe('unsatisfiable');
  expect(rangesOf('bytes=-0')).toBe('unsatisfiable');
  expect(rangesOf('bytes=1000-1001,-0')).toBe('unsatisfiable');
});

test('of several ranges the satisfiable ones are kept, in their order', () => {
  expect(rangesOf('bytes=500-509,0-9, ,2000-3000,-10')).toEqual([
    range(500, 509),
    range(0, 9),
    range(990, 999),
  ]);
});

test('overlapping and nearly touching ranges become one, where the first of them stood', () => {
  expect(rangesOf('bytes=0-9,5-20')).toEqual([range(0, 20)]);
  expect(rangesOf('bytes=800-809,0-9,20-29')).toEqual([range(800, 809), range(0, 29)]);
  expect(rangesOf('bytes=0-9,400-409,800-809,5-805')).toEqual([range(0, 809)]);
});

test('what is malformed, of another unit or far too many is answered with the whole file', () => {
  for (const header of ['bytes=x', 'bytes=', 'bytes=5-1', 'bytes=0-1,x-y', 'pages=1-2', 'bytes 0-1', '']) {
    expect(rangesOf(header)).toBeNull();
  }
  expect(byteRangesOf(undefined, 1000)).toBeNull();
  const many = Array.from({ length: 17 }, (_, index) => `${index * 50}-${index * 50}`).join(',');
  expect(byteRangesOf(`bytes=${many}`, 1000)).toBeNull();
});

test('whatever is asked for, the parts lie in the file, apart from each other, and hold every byte wanted', () => {
  const spec = fc.tuple(fc.nat(1200), fc.nat(300)).map(([start, length]) => range(start, start + length));
  fc.assert(
    fc.property(fc.array(spec, { minLength: 1, maxLength: 16 }), (wanted) => {
      const header = `bytes=${wanted.map(({ startByte, endByte }) => `${startByte}-${endByte}`).join(',')}`;
      const parts = rangesOf(header);
      const inFile = wanted.filter(({ startByte }) => startByte < 1000);
      if (inFile.length === 0) return parts === 'unsatisfiable';
      if (!Array.isArray(parts)) return false;
      const sorted = parts.toSorted((one, other) => one.startByte - other.startByte);
      return (
        sorted.every(({ startByte, endByte }) => 0 <= startByte && startByte <= endByte && endByte <= 999) &&
        sorted.every((part, index) => index === 0 || part.startByte > sorted[index - 1].endByte + 128) &&
        inFile.every(({ startByte, endByte }) =>
          parts.some((part) => part.startByte <= startByte && Math.min(endByte, 999) <= part.endByte),
        )
      );
    }),
  );
});
