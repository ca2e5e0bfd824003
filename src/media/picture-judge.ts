import { isBlackPicture } from './black-pictures.ts';
import type { FlashStretch } from './flash-counter.ts';
import { FrozenDetector } from './frozen-pictures.ts';
import { GeneralFlashDetector } from './general-flashes.ts';
import type { ColourCoding } from './light.ts';
import {
  emptyGrid,
  fillGrid,
  type GridShape,
  gridShape,
  type PlaneShape,
  planeShape,
} from './picture-grid.ts';
import { RedFlashDetector } from './red-flashes.ts';
import { type Stretch, StretchCollector } from './stretches.ts';
import type { ShownShape } from './visual-field.ts';

/** What the pictures of a film show that they shouldn't, with times from its start. */
export type PictureFindings = {
  readonly black: readonly Stretch[];
  /** Without any change of the picture, from half a second on. */
  readonly frozen: readonly Stretch[];
  readonly flashes: readonly FlashStretch[];
  readonly redFlashes: readonly FlashStretch[];
};

/** Looks at a film's pictures in the order they are shown. All pictures have the size given at the start. */
export class PictureJudge {
  readonly planes: PlaneShape;
  /** Where the next picture's planes go, before {@link see}. */
  readonly buffer: Uint8Array<ArrayBuffer>;
  readonly #words: Uint32Array;
  readonly #shape: GridShape;
  readonly #grid: ReturnType<typeof emptyGrid>;
  readonly #coding: ColourCoding;
  readonly #black = new StretchCollector(0);
  readonly #frozen = new FrozenDetector();
  readonly #flashes: GeneralFlashDetector;
  readonly #redFlashes: RedFlashDetector;

  constructor(picture: {
    widthPixels: number;
    heightPixels: number;
    shown: ShownShape;
    coding: ColourCoding;
  }) {
    this.planes = planeShape(picture.widthPixels, picture.heightPixels);
    this.buffer = new Uint8Array(this.planes.sizeBytes);
    this.#words = new Uint32Array(this.buffer.buffer);
    this.#shape = gridShape(picture.widthPixels, picture.heightPixels);
    this.#grid = emptyGrid(this.#shape);
    this.#coding = picture.coding;
    this.#flashes = new GeneralFlashDetector(this.#shape, picture.shown, picture.coding);
    this.#redFlashes = new RedFlashDetector(this.#shape, picture.shown, picture.coding);
  }

  /** Judges the picture in {@link buffer}. */
  see(atMs: number): void {
    fillGrid(this.#grid, this.#words, this.#shape, this.planes);
    this.#black.see(isBlackPicture(this.#grid, this.#coding.isFullRange), atMs);
    this.#frozen.see(this.#grid, atMs);
    this.#flashes.see(this.#grid, atMs);
    this.#redFlashes.see(this.#grid, atMs);
  }

  finish(endMs: number): PictureFindings {
    return {
      black: this.#black.finish(endMs),
      frozen: this.#frozen.finish(endMs),
      flashes: this.#flashes.finish(),
      redFlashes: this.#redFlashes.finish(),
    };
  }
}
