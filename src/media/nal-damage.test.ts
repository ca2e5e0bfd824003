import { describe, expect, test } from 'vitest';
import { joined, smallAvcConfig, u8, u32 } from './film-bytes-fixture.ts';
import { checkAvcSample } from './nal-damage.ts';

const stream = { lengthBytes: 4, widthPixels: 16, heightPixels: 16 };
const unit = (...bytes: number[]) => joined([u32(bytes.length), u8(...bytes)]);

describe('a sample of H.264', () => {
  test('is sound where lengths add up and zeros are escaped', () => {
    const sample = joined([unit(0x06, 5, 4), unit(0x65, 0x88, 0, 0, 3, 1, 0, 0, 3)]);
    expect(checkAvcSample(sample, stream)).toBe('sound');
  });

  test.each([
    { what: 'a length that reaches past its end', sample: joined([u32(9), u8(0x65, 1, 2)]) },
    { what: 'a length cut short', sample: joined([unit(0x65, 1, 2), u8(0, 0)]) },
    { what: 'nothing in it', sample: new Uint8Array() },
    { what: 'the forbidden bit set', sample: unit(0xe5, 1, 2) },
    { what: 'a hole of zeros', sample: unit(0x65, 0x88, 0, 0, 0, 0, 0x12) },
    { what: 'a start code inside', sample: unit(0x65, 0x88, 0, 0, 1, 0x41) },
  ])('is damaged with $what', ({ sample }) => {
    expect(checkAvcSample(sample, stream)).toBe('damaged');
  });

  test('may end in zeros', () => {
    expect(checkAvcSample(unit(0x65, 0x88, 0x12, 0, 0, 0), stream)).toBe('sound');
  });

  test('that brings a picture size of its own is told apart', () => {
    const set = joined([u32(8), smallAvcConfig.subarray(8, 16)]);
    expect(checkAvcSample(set, stream)).toBe('sound');
    expect(checkAvcSample(set, { ...stream, widthPixels: 32 })).toBe('changes_size');
  });
});
