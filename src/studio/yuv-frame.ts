import type { PixelArea, PixelPatch } from './frame-canvas.ts';

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

  /** Converts an area of the picture, whose edges are even. */
  convert({ area, rgba, rowPixels }: PixelPatch): void {
    const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.byteLength >> 2);
    for (let y = area.y0; y < area.y1; y += 2) {
      this.#convertTwoRows(pixels, { first: (y - area.y0) * rowPixels, rowPixels, y, area });
    }
  }

  /** Four pixels at a time; `0xaabbggrr` each. Most fours of flat graphics are one colour and computed once. */
  #convertTwoRows(
    pixels: Uint32Array,
    { first, rowPixels, y, area }: { first: number; rowPixels: number; y: number; area: PixelArea },
  ): void {
    const width = this.#width;
    const out = this.bytes;
    const size = width * this.#height;
    let u = size + (y >> 1) * (width >> 1) + (area.x0 >> 1);
    let upper = first;
    let luma = y * width + area.x0;
    for (let x = area.x0; x < area.x1; x += 2, u += 1, upper += 2, luma += 2) {
      const p0 = pixels[upper] as number;
      const p1 = pixels[upper + 1] as number;
      const p2 = pixels[upper + rowPixels] as number;
      const p3 = pixels[upper + rowPixels + 1] as number;
      let r = (p0 & 255) << 2;
      let g = (p0 & 0xff00) >> 6;
      let b = (p0 & 0xff0000) >> 14;
      if (p0 === p1 && p0 === p2 && p0 === p3) {
        const level = (11966 * r + 40254 * g + 4064 * b + 4325376) >> 18;
        out[luma] = level;
        out[luma + 1] = level;
        out[luma + width] = level;
        out[luma + width + 1] = level;
      } else {
        out[luma] = lumaOf(p0);
        out[luma + 1] = lumaOf(p1);
        out[luma + width] = lumaOf(p2);
        out[luma + width + 1] = lumaOf(p3);
        r = (p0 & 255) + (p1 & 255) + (p2 & 255) + (p3 & 255);
        g = ((p0 & 0xff00) + (p1 & 0xff00) + (p2 & 0xff00) + (p3 & 0xff00)) >> 8;
        b = ((p0 & 0xff0000) + (p1 & 0xff0000) + (p2 & 0xff0000) + (p3 & 0xff0000)) >> 16;
      }
      out[u] = (-6596 * r - 22189 * g + 28784 * b + 33685504) >> 18;
      out[u + (size >> 2)] = (28784 * r - 26145 * g - 2639 * b + 33685504) >> 18;
    }
  }
}

function lumaOf(pixel: number): number {
  return (
    (11966 * (pixel & 255) + 40254 * ((pixel >> 8) & 255) + 4064 * ((pixel >> 16) & 255) + 1081344) >> 16
  );
}
