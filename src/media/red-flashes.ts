import { FlashCounter, type FlashStretch } from './flash-counter.ts';
import { type ColourCoding, chromaZero, clampLevel, lightFactors, linearLight } from './light.ts';
import type { GridShape, PictureGrid } from './picture-grid.ts';
import { fieldGeometry, type ShownShape } from './visual-field.ts';

/** A saturated red has R / (R + G + B) ≥ 0.8 in linear light (WCAG 2.2, "general flash and red flash thresholds"). */
const saturatedRatio = 0.8;
/** The earlier wording's floor, (R − G − B) × 320 > 20, keeps a red too dark to see from counting. */
const redExcessMin = 20 / 320;
/** Two states differ where they lie more than 0.2 apart in the CIE 1976 u′v′ diagram. */
const distanceMin = 0.2;
/** Where it is dark there is no colour to see: it counts as white light, which is where a fade to black goes. */
const whitePoint = { u: 0.19784, v: 0.46832 };
const colourlessMax = 0.01;
/** u′v′ of the sRGB red primary. */
const reddest = { u: 0.4507, v: 0.52288 };
const tileCells = 2;

/** Finds red flashes: pairs of opposing changes to and from a saturated red. Works on the chroma's coarser cells. */
export class RedFlashDetector {
  readonly #columns: number;
  readonly #lumaColumns: number;
  readonly #factors: ReturnType<typeof lightFactors>;
  readonly #counter: FlashCounter;
  readonly #last: { luma: Uint16Array; blue: Uint16Array; red: Uint16Array };
  /** The state each cell is held against: its colour, and whether that is a saturated red. */
  readonly #anchorU: Float32Array;
  readonly #anchorV: Float32Array;
  readonly #isAnchorRed: Uint8Array;
  #isFirst = true;

  constructor(shape: GridShape, shown: ShownShape, coding: ColourCoding) {
    const coarse = { columns: shape.columns / 2, rows: shape.rows / 2 };
    const cellCount = coarse.columns * coarse.rows;
    this.#columns = coarse.columns;
    this.#lumaColumns = shape.columns;
    this.#factors = lightFactors(coding);
    this.#counter = new FlashCounter(fieldGeometry(coarse, shown, tileCells));
    this.#last = {
      luma: new Uint16Array(cellCount),
      blue: new Uint16Array(cellCount),
      red: new Uint16Array(cellCount),
    };
    this.#anchorU = new Float32Array(cellCount);
    this.#anchorV = new Float32Array(cellCount);
    this.#isAnchorRed = new Uint8Array(cellCount);
  }

  see(grid: PictureGrid, atMs: number): void {
    const { luma, blue, red } = this.#last;
    for (let cell = 0; cell < luma.length; cell += 1) {
      const row = Math.floor(cell / this.#columns);
      const top = row * 2 * this.#lumaColumns + (cell - row * this.#columns) * 2;
      const below = top + this.#lumaColumns;
      const lumaSum =
        (grid.luma[top] as number) +
        (grid.luma[top + 1] as number) +
        (grid.luma[below] as number) +
        (grid.luma[below + 1] as number);
      const cellLuma = lumaSum >> 2;
      const cellBlue = grid.blue[cell] as number;
      const cellRed = grid.red[cell] as number;
      const isSame = cellLuma === luma[cell] && cellBlue === blue[cell] && cellRed === red[cell];
      if (isSame && !this.#isFirst) continue;
      luma[cell] = cellLuma;
      blue[cell] = cellBlue;
      red[cell] = cellRed;
      this.#follow(cell, { luma: cellLuma, blue: cellBlue - chromaZero, red: cellRed - chromaZero });
    }
    this.#isFirst = false;
    this.#counter.endPicture(atMs);
  }

  finish(): readonly FlashStretch[] {
    return this.#counter.finish();
  }

  #follow(cell: number, coded: { luma: number; blue: number; red: number }): void {
    const factors = this.#factors;
    const luma = coded.luma * factors.lumaScale + factors.lumaOffset;
    const red = linearLight[clampLevel(luma + factors.redFromRed * coded.red)] as number;
    const green = linearLight[
      clampLevel(luma + factors.greenFromBlue * coded.blue + factors.greenFromRed * coded.red)
    ] as number;
    const blue = linearLight[clampLevel(luma + factors.blueFromBlue * coded.blue)] as number;
    const isRed = red >= saturatedRatio * (red + green + blue) && red - green - blue > redExcessMin;
    const colour = chromaticity(red, green, blue);
    const isAnchorRed = this.#isAnchorRed[cell] === 1;
    if (this.#isFirst) {
      this.#anchor(cell, colour, isRed);
    } else if (isRed !== isAnchorRed) {
      if (this.#distanceFromAnchor(cell, colour) <= distanceMin) return;
      this.#anchor(cell, colour, isRed);
      this.#counter.change(cell, isRed ? 1 : -1);
    } else if (isRed || distanceFromRed(colour) > this.#anchorDistanceFromRed(cell)) {
      // A red state is held against its latest colour, any other against the one farthest from red.
      this.#anchor(cell, colour, isRed);
    }
  }

  #anchor(cell: number, colour: Chromaticity, isRed: boolean): void {
    this.#anchorU[cell] = colour.u;
    this.#anchorV[cell] = colour.v;
    this.#isAnchorRed[cell] = isRed ? 1 : 0;
  }

  #distanceFromAnchor(cell: number, colour: Chromaticity): number {
    return Math.hypot(colour.u - (this.#anchorU[cell] as number), colour.v - (this.#anchorV[cell] as number));
  }

  #anchorDistanceFromRed(cell: number): number {
    return distanceFromRed({ u: this.#anchorU[cell] as number, v: this.#anchorV[cell] as number });
  }
}

type Chromaticity = { readonly u: number; readonly v: number };

/** Linear sRGB → CIE 1976 u′v′, by way of XYZ (IEC 61966-2-1). */
function chromaticity(red: number, green: number, blue: number): Chromaticity {
  const x = 0.4124 * red + 0.3576 * green + 0.1805 * blue;
  const y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const z = 0.0193 * red + 0.1192 * green + 0.9505 * blue;
  if (red + green + blue < colourlessMax) return whitePoint;
  const weight = x + 15 * y + 3 * z;
  return { u: (4 * x) / weight, v: (9 * y) / weight };
}

function distanceFromRed(colour: Chromaticity): number {
  return Math.hypot(colour.u - reddest.u, colour.v - reddest.v);
}
