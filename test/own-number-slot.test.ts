import { expect, test } from 'vitest';
import { designSizes, frameLayout, SLOT_FREE_FROM_MS } from '../src/studio/frame-layout.ts';
import { darkTheme, lightTheme } from '../src/studio/theme.ts';
import { ownNumberSlot } from '../web/components/own-number-slot.ts';
import { anotherHouse } from './fixtures/another-house.ts';

test('pages lay the member’s own number where films keep room for it, in every layout and theme', () => {
  const { width, height } = designSizes.landscape;
  const { fromSeconds, ...shares } = ownNumberSlot;
  expect(fromSeconds * 1000).toBe(SLOT_FREE_FROM_MS);
  for (const { spacing } of [lightTheme, darkTheme, anotherHouse]) {
    for (const layout of ['left', 'right', 'wide'] as const) {
      const { slot } = frameLayout('landscape', layout, spacing);
      expect({
        x: shares.left * width,
        y: shares.top * height,
        width: shares.width * width,
        height: shares.height * height,
      }).toEqual(slot);
    }
  }
});
