import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readImageFacts } from './image-size.ts';

const canvas = createCanvas(123, 47);
const context = canvas.getContext('2d');
context.fillStyle = '#345';
context.fillRect(10, 10, 50, 20);

const pictures = {
  'image/png': canvas.encodeSync('png'),
  'image/jpeg': canvas.encodeSync('jpeg', 80),
  'image/webp': canvas.encodeSync('webp', 80),
};

/** Files of the two kinds that this machine's encoder doesn't write, header only. */
function webpHeader(kind: string, ...rest: readonly number[]): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF', 0, 'latin1');
  bytes.write(`WEBP${kind}`, 8, 'latin1');
  Buffer.from(rest).copy(bytes, 20);
  return bytes;
}

describe('the size of a picture', () => {
  test.each(Object.entries(pictures))('is read from %s', (kind, bytes) => {
    expect(readImageFacts(bytes)).toEqual({ kind, width: 123, height: 47 });
  });

  test('is read from all three kinds of WebP', () => {
    const size = { kind: 'image/webp', width: 123, height: 47 };
    expect(readImageFacts(webpHeader('VP8X', 0, 0, 0, 0, 122, 0, 0, 46, 0, 0))).toEqual(size);
    expect(readImageFacts(webpHeader('VP8L', 0x2f, 122, 0x80, 0x0b, 0))).toEqual(size);
    expect(readImageFacts(webpHeader('VP8 ', 0, 0, 0, 0x9d, 1, 0x2a, 123, 0, 47, 0))).toEqual(size);
  });

  test('is not read from anything else, nor from a beginning cut short', () => {
    expect(readImageFacts(Buffer.from('GIF89a'))).toBeNull();
    for (const bytes of Object.values(pictures)) expect(readImageFacts(bytes.subarray(0, 12))).toBeNull();
  });

  test('never throws, whatever the bytes', () => {
    const starts = Object.values(pictures).map((bytes) => [...bytes.subarray(0, 16)]);
    const bytes = fc.tuple(fc.constantFrom([], ...starts), fc.uint8Array({ maxLength: 64 }));
    fc.assert(
      fc.property(bytes, ([start, rest]) => {
        readImageFacts(Buffer.from([...start, ...rest]));
      }),
      { numRuns: 500 },
    );
  });
});
