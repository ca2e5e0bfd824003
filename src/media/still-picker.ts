import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas';
import type { DecodeVideo } from './decode-job.ts';
import { codingOf, type PictureEye } from './decode-pictures.ts';
import { lightFactors } from './light.ts';
import { type PlaneShape, planeShape } from './picture-grid.ts';
import type { FilmStills, StillsOrder } from './stills-job.ts';

const posterQuality = 88;
const spriteQuality = 80;
const levels = 256;
/** Every how many bytes of luma are looked at to tell how much there is to see. */
const lookEvery = 7;
/** The first and last part of a film are openings and fades: no face for it. */
const edgeShare = 0.15;

/** Takes the pictures at given moments: all of them small into one sheet, the one with most to see as a poster. */
export class StillPicker implements PictureEye {
  readonly planes: PlaneShape;
  readonly buffer: Uint8Array<ArrayBuffer>;
  readonly #video: DecodeVideo;
  readonly #order: StillsOrder;
  readonly #sheet: Canvas;
  readonly #picture: Canvas;
  readonly #cell: { readonly width: number; readonly height: number };
  #poster: { readonly image: Buffer; readonly variety: number } | null = null;
  #taken = 0;
  #hasPicture = false;

  constructor(video: DecodeVideo, order: StillsOrder) {
    this.#video = video;
    this.#order = order;
    this.planes = planeShape(video.widthPixels, video.heightPixels);
    this.buffer = new Uint8Array(this.planes.sizeBytes);
    const { widthPixels, heightPixels } = video.shown;
    const scale = order.cellShortSidePixels / Math.min(widthPixels, heightPixels);
    this.#cell = { width: Math.round(widthPixels * scale), height: Math.round(heightPixels * scale) };
    const rows = Math.ceil(order.momentsMs.length / order.columns);
    this.#sheet = createCanvas(this.#cell.width * order.columns, this.#cell.height * rows);
    this.#picture = createCanvas(video.widthPixels, video.heightPixels);
  }

  see(atMs: number): void {
    this.#hasPicture = true;
    while (atMs >= (this.#order.momentsMs[this.#taken] ?? Number.POSITIVE_INFINITY)) this.#take();
  }

  /** What was taken; a film that ends early gives its last picture for the moments behind. Null without any. */
  finish(): FilmStills | null {
    if (!this.#hasPicture) return null;
    while (this.#taken < this.#order.momentsMs.length) this.#take();
    if (!this.#poster) return null;
    const { columns } = this.#order;
    const sheet = this.#sheet.encodeSync('jpeg', spriteQuality);
    return { poster: this.#poster.image, sheet, cell: { ...this.#cell, columns } };
  }

  #take(): void {
    const index = this.#taken;
    this.#taken += 1;
    const { columns, momentsMs } = this.#order;
    const { width, height } = this.#cell;
    this.#picture.getContext('2d').putImageData(this.#colours(), 0, 0);
    const [x, y] = [(index % columns) * width, Math.floor(index / columns) * height];
    this.#sheet.getContext('2d').drawImage(this.#picture, x, y, width, height);
    const share = (momentsMs[index] ?? 0) / this.#video.endMs;
    const isAtEdge = share < edgeShare || share > 1 - edgeShare;
    // Any picture is better than none, one from the middle than one from an edge.
    const variety = varietyOf(this.buffer.subarray(0, this.planes.lumaStride * this.#video.heightPixels));
    const rank = isAtEdge ? variety - levels : variety;
    if (rank > (this.#poster?.variety ?? Number.NEGATIVE_INFINITY))
      this.#poster = { image: this.#asShown().encodeSync('jpeg', posterQuality), variety: rank };
  }

  #asShown(): Canvas {
    const { widthPixels, heightPixels } = this.#video.shown;
    const canvas = createCanvas(widthPixels, heightPixels);
    canvas.getContext('2d').drawImage(this.#picture, 0, 0, widthPixels, heightPixels);
    return canvas;
  }

  #colours(): ImageData {
    const { widthPixels: width, heightPixels: height } = this.#video;
    const factors = lightFactors(codingOf(this.#video));
    const [luma, blue, red] = this.planes.layout.map((plane) => plane.offset) as [number, number, number];
    const { lumaStride, chromaStride } = this.planes;
    const pixels = new Uint8ClampedArray(width * height * 4);
    const buffer = this.buffer;
    let out = 0;
    for (let y = 0; y < height; y += 1) {
      const line = luma + y * lumaStride;
      const chromaLine = (y >> 1) * chromaStride;
      for (let x = 0; x < width; x += 1) {
        const at = chromaLine + (x >> 1);
        const level = (buffer[line + x] as number) * factors.lumaScale + factors.lumaOffset / 16;
        const fromBlue = (buffer[blue + at] as number) - 128;
        const fromRed = (buffer[red + at] as number) - 128;
        pixels[out] = level + fromRed * factors.redFromRed;
        pixels[out + 1] = level + fromBlue * factors.greenFromBlue + fromRed * factors.greenFromRed;
        pixels[out + 2] = level + fromBlue * factors.blueFromBlue;
        pixels[out + 3] = 255;
        out += 4;
      }
    }
    return new ImageData(pixels, width, height);
  }
}

/** How far the brightness of a picture spreads: its standard deviation in levels. Black and flat ones have none. */
function varietyOf(luma: Uint8Array): number {
  let [sum, squares, count] = [0, 0, 0];
  for (let i = 0; i < luma.length; i += lookEvery) {
    const level = luma[i] as number;
    sum += level;
    squares += level * level;
    count += 1;
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}
