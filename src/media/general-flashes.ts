import { FlashCounter, type FlashStretch } from './flash-counter.ts';
import { type ColourCoding, chromaZero, clampLevel, lightFactors, linearLight } from './light.ts';
import type { GridShape, PictureGrid } from './picture-grid.ts';
import { fieldGeometry, type ShownShape } from './visual-field.ts';

/** A change of a tenth of full luminance counts, where the darker of the two is below 0.80 (WCAG 2.3.1). */
const changeMin = 0.1;
const darkerMax = 0.8;
const tileCells = 4;

/**
 * Finds general flashes. For each cell it follows relative luminance from peak to valley and back: a slow or
 * stepped change adds up until it turns round, and what turns round earlier than a tenth isn't a change.
 */
export class GeneralFlashDetector {
  readonly #shape: GridShape;
  readonly #factors: ReturnType<typeof lightFactors>;
  readonly #counter: FlashCounter;
  readonly #peaks: Float32Array;
  readonly #valleys: Float32Array;
  readonly #directions: Int8Array;
  readonly #last: PictureGrid;
  #isFirst = true;

  constructor(shape: GridShape, shown: ShownShape, coding: ColourCoding) {
    const cellCount = shape.columns * shape.rows;
    this.#shape = shape;
    this.#factors = lightFactors(coding);
    this.#counter = new FlashCounter(fieldGeometry(shape, shown, tileCells));
    this.#peaks = new Float32Array(cellCount);
    this.#valleys = new Float32Array(cellCount).fill(1);
    this.#directions = new Int8Array(cellCount);
    this.#last = {
      luma: new Uint16Array(cellCount),
      blue: new Uint16Array(cellCount / 4),
      red: new Uint16Array(cellCount / 4),
    };
  }

  see(grid: PictureGrid, atMs: number): void {
    const chromaColumns = this.#shape.columns / 2;
    let chroma = 0;
    for (let row = 0; row < this.#shape.rows; row += 2) {
      for (let column = 0; column < chromaColumns; column += 1) {
        this.#seeFour(grid, chroma, row * this.#shape.columns + column * 2);
        chroma += 1;
      }
    }
    this.#last.luma.set(grid.luma);
    this.#last.blue.set(grid.blue);
    this.#last.red.set(grid.red);
    this.#isFirst = false;
    this.#counter.endPicture(atMs);
  }

  finish(): readonly FlashStretch[] {
    return this.#counter.finish();
  }

  /** The four cells that share one chroma value. */
  #seeFour(grid: PictureGrid, chroma: number, cell: number): void {
    const blue = grid.blue[chroma] as number;
    const red = grid.red[chroma] as number;
    const below = cell + this.#shape.columns;
    const hasNewChroma = this.#isFirst || blue !== this.#last.blue[chroma] || red !== this.#last.red[chroma];
    const factors = this.#factors;
    const blueOffset = blue - chromaZero;
    const redOffset = red - chromaZero;
    const offsetRed = factors.lumaOffset + factors.redFromRed * redOffset;
    const offsetGreen =
      factors.lumaOffset + factors.greenFromBlue * blueOffset + factors.greenFromRed * redOffset;
    const offsetBlue = factors.lumaOffset + factors.blueFromBlue * blueOffset;
    for (let i = 0; i < 4; i += 1) {
      const at = (i < 2 ? cell : below) + (i & 1);
      const coded = grid.luma[at] as number;
      if (!hasNewChroma && coded === this.#last.luma[at]) continue;
      const luma = coded * factors.lumaScale;
      const luminance =
        0.2126 * (linearLight[clampLevel(luma + offsetRed)] as number) +
        0.7152 * (linearLight[clampLevel(luma + offsetGreen)] as number) +
        0.0722 * (linearLight[clampLevel(luma + offsetBlue)] as number);
      this.#follow(at, luminance);
    }
  }

  #follow(cell: number, luminance: number): void {
    const peak = this.#peaks[cell] as number;
    const valley = this.#valleys[cell] as number;
    const direction = this.#directions[cell] as number;
    if (this.#isFirst) {
      this.#peaks[cell] = luminance;
      this.#valleys[cell] = luminance;
    } else if (direction !== 1 && luminance - valley >= changeMin && valley < darkerMax) {
      this.#turn(cell, luminance, 1);
    } else if (direction !== -1 && peak - luminance >= changeMin && luminance < darkerMax) {
      this.#turn(cell, luminance, -1);
    } else {
      if (luminance > peak) this.#peaks[cell] = luminance;
      if (luminance < valley) this.#valleys[cell] = luminance;
    }
  }

  #turn(cell: number, luminance: number, direction: 1 | -1): void {
    this.#peaks[cell] = luminance;
    this.#valleys[cell] = luminance;
    this.#directions[cell] = direction;
    this.#counter.change(cell, direction);
  }
}
