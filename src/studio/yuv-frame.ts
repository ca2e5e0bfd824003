import type { PixelArea } from './frame-canvas.ts';

/**
 * A picture as encoders want it: planar 4:2:0, BT.709, limited range. Kept between frames, so that only the
 * pixels that changed are converted. Coefficients: ITU-R BT.709-6, scaled by 2^16; chroma is the mean of four.
 */
export class YuvFrame {
  readonly bytes: Uint8Array;
  readonly #width: number;
  readonly #height: number;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.bytes = new Uint8Array((width * height * 3) / 2);
  }

  /** Converts the area, whose edges are even, from RGBA pixels of the whole picture. */
  convert(rgba: Uint8Array, area: PixelArea): void {
    const width = this.#width;
    const out = this.bytes;
    const uStart = width * this.#height;
    const vStart = uStart + uStart / 4;
    for (let y = area.y0; y < area.y1; y += 2) {
      let chroma = (y >> 1) * (width >> 1) + (area.x0 >> 1);
      for (let x = area.x0; x < area.x1; x += 2) {
        const luma = y * width + x;
        const p = luma * 4;
        const q = p + width * 4;
        const r0 = rgba[p] as number;
        const g0 = rgba[p + 1] as number;
        const b0 = rgba[p + 2] as number;
        const r1 = rgba[p + 4] as number;
        const g1 = rgba[p + 5] as number;
        const b1 = rgba[p + 6] as number;
        const r2 = rgba[q] as number;
        const g2 = rgba[q + 1] as number;
        const b2 = rgba[q + 2] as number;
        const r3 = rgba[q + 4] as number;
        const g3 = rgba[q + 5] as number;
        const b3 = rgba[q + 6] as number;
        out[luma] = (11966 * r0 + 40254 * g0 + 4064 * b0 + 1081344) >> 16;
        out[luma + 1] = (11966 * r1 + 40254 * g1 + 4064 * b1 + 1081344) >> 16;
        out[luma + width] = (11966 * r2 + 40254 * g2 + 4064 * b2 + 1081344) >> 16;
        out[luma + width + 1] = (11966 * r3 + 40254 * g3 + 4064 * b3 + 1081344) >> 16;
        const r = r0 + r1 + r2 + r3;
        const g = g0 + g1 + g2 + g3;
        const b = b0 + b1 + b2 + b3;
        out[uStart + chroma] = (-6596 * r - 22189 * g + 28784 * b + 33685504) >> 18;
        out[vStart + chroma] = (28784 * r - 26145 * g - 2639 * b + 33685504) >> 18;
        chroma += 1;
      }
    }
  }
}
