/**
 * The part of a landscape film that every film keeps free for the member's own number, in shares of the frame, and
 * from when on. Films are drawn by the same figures: `test/own-number-slot.test.ts` holds the two together.
 */
export const ownNumberSlot = {
  left: 832 / 1280,
  top: 48 / 720,
  width: 384 / 1280,
  height: 144 / 720,
  fromSeconds: 4,
} as const;
