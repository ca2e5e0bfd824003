import type { PictureGrid } from './picture-grid.ts';
import { type Stretch, StretchCollector } from './stretches.ts';

/**
 * A cell has changed where it moved by twelve levels of 255, and eight such cells are a change of the picture: a
 * digit, not a speck. Encoders make a still picture breathe: measured at x264's CRF 36, key frames move a few
 * cells by up to ten levels, while text that drifts 4 pixels in 4 seconds passes this mark about once a second.
 */
const changedCellMin = 12 * 16;
const changedCellCountMin = 8;
const reportMinMs = 500;

/**
 * Finds stretches without any change of the picture. Each picture is held against the one that began the stretch,
 * not against its neighbour: a slow drift adds up and ends the stretch, noise around a still doesn't.
 */
export class FrozenDetector {
  readonly #stretches = new StretchCollector(reportMinMs);
  #reference: Uint16Array | null = null;

  see(grid: PictureGrid, atMs: number): void {
    if (this.#reference && !hasChanged(grid.luma, this.#reference)) return;
    this.#stretches.see(false, atMs);
    this.#stretches.see(true, atMs);
    this.#reference ??= new Uint16Array(grid.luma.length);
    this.#reference.set(grid.luma);
  }

  finish(endMs: number): readonly Stretch[] {
    return this.#stretches.finish(endMs);
  }
}

function hasChanged(luma: Uint16Array, reference: Uint16Array): boolean {
  let changedCount = 0;
  for (let i = 0; i < luma.length; i += 1) {
    const difference = (luma[i] as number) - (reference[i] as number);
    if (difference < changedCellMin && difference > -changedCellMin) continue;
    changedCount += 1;
    if (changedCount >= changedCellCountMin) return true;
  }
  return false;
}
