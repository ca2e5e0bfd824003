import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdenticalRowCounter, rowDigest } from './row-digest.ts';

test('counts as a map of strings would, however many rows', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 5_000 }), (rows) => {
      const counter = new IdenticalRowCounter();
      const counts = new Map<string, number>();
      for (const row of rows) {
        const digest = rowDigest('tx', [row]);
        const before = counts.get(digest) ?? 0;
        counts.set(digest, before + 1);
        expect(counter.next(digest)).toBe(before);
      }
    }),
    { numRuns: 10 },
  );
});

test('a digest tells apart where one part ends and the next begins', () => {
  expect(rowDigest('tx', ['a', 'bc'])).not.toBe(rowDigest('tx', ['ab', 'c']));
});
