import { expect, test } from 'vitest';
import { byteRangeOf } from './byte-range.ts';

const file = { sizeBytes: 1000, etag: '"abc"' };
const rangeOf = (range: string, ifRange?: string) =>
  byteRangeOf({ range, ...(ifRange === undefined ? {} : { 'if-range': ifRange }) }, file);

test('closed, open and suffix ranges name their bytes', () => {
  expect(rangeOf('bytes=0-99')).toEqual({ startByte: 0, endByte: 99 });
  expect(rangeOf('bytes=900-')).toEqual({ startByte: 900, endByte: 999 });
  expect(rangeOf('bytes=-100')).toEqual({ startByte: 900, endByte: 999 });
  expect(rangeOf('bytes=990-2000')).toEqual({ startByte: 990, endByte: 999 });
});

test('a range behind the end cannot be satisfied', () => {
  expect(rangeOf('bytes=1000-')).toBe('unsatisfiable');
});

test('what cannot be read, other units and stale conditions give the whole file', () => {
  expect(rangeOf('bytes=x')).toBeNull();
  expect(rangeOf('pages=1-2')).toBeNull();
  expect(rangeOf('bytes=0-9', '"old"')).toBeNull();
  expect(rangeOf('bytes=0-9', '"abc"')).toEqual({ startByte: 0, endByte: 9 });
  expect(byteRangeOf({}, file)).toBeNull();
});
