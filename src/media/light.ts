/** How coded values become light: which matrix made them, and where black and white stand. */
export type ColourCoding = { readonly matrix: '601' | '709' | '2020'; readonly isFullRange: boolean };

/** What to add to luma for each colour, as multiples of the chroma differences (ITU-R BT.601, BT.709, BT.2020). */
const matrices = {
  '601': { redFromRed: 1.402, greenFromBlue: -0.344136, greenFromRed: -0.714136, blueFromBlue: 1.772 },
  '709': { redFromRed: 1.5748, greenFromBlue: -0.187324, greenFromRed: -0.468124, blueFromBlue: 1.8556 },
  '2020': { redFromRed: 1.4746, greenFromBlue: -0.164553, greenFromRed: -0.571353, blueFromBlue: 1.8814 },
};

/**
 * The matrix a stream names by code (ITU-T H.273, table 4). A stream that names none is taken, as players do,
 * for BT.709 where its picture is high definition and for BT.601 where it isn't.
 */
export function colourCoding(stream: {
  matrixCode: number | null;
  isFullRange: boolean;
  shortSidePixels: number;
}): ColourCoding {
  const named = stream.matrixCode === 1 ? '709' : stream.matrixCode === 9 ? '2020' : null;
  const isOlder = stream.matrixCode === 5 || stream.matrixCode === 6;
  const guessed = stream.shortSidePixels >= 720 ? '709' : '601';
  return { matrix: named ?? (isOlder ? '601' : guessed), isFullRange: stream.isFullRange };
}

/** Coded values in sixteenths of a level → factors and offsets for each colour, in the same unit. */
export function lightFactors(coding: ColourCoding) {
  const lumaScale = coding.isFullRange ? 1 : 255 / 219;
  const chromaScale = coding.isFullRange ? 1 : 255 / 224;
  const matrix = matrices[coding.matrix];
  return {
    lumaScale,
    lumaOffset: coding.isFullRange ? 0 : -16 * 16 * lumaScale,
    redFromRed: matrix.redFromRed * chromaScale,
    greenFromBlue: matrix.greenFromBlue * chromaScale,
    greenFromRed: matrix.greenFromRed * chromaScale,
    blueFromBlue: matrix.blueFromBlue * chromaScale,
  };
}

export const fullLevel = 255 * 16;
export const chromaZero = 128 * 16;

/**
 * Linear light of an sRGB value in sixteenths of a level (IEC 61966-2-1, as WCAG's relative luminance uses it).
 * Index with {@link clampLevel}.
 */
export const linearLight: Float32Array = Float32Array.from({ length: fullLevel + 1 }, (_, level) => {
  const value = level / fullLevel;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

export function clampLevel(level: number): number {
  return level <= 0 ? 0 : level >= fullLevel ? fullLevel : level | 0;
}
