import { ReworkFailed } from './rework-failed.ts';

/** How a decoder lays out a planar picture. */
export type PlanarPicture = {
  readonly data: Uint8Array;
  /** Such as `I420`, `I420P10`, `I422`, `I444P12`. */
  readonly format: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly planes: readonly { readonly offset: number; readonly stride: number }[];
};

type Plane = { readonly width: number; readonly height: number; at(x: number, y: number): number };

const formatPattern = /^I4(20|22|44)(?:P(10|12))?$/;

/** Sides as shown after the turn, each cut to an even number: 4:2:0 has one colour for two pixels. */
export function uprightSize(
  picture: { widthPixels: number; heightPixels: number },
  rotationDegrees: number,
): { width: number; height: number } {
  const even = (pixels: number) => pixels - (pixels % 2);
  const [width, height] = [even(picture.widthPixels), even(picture.heightPixels)];
  return rotationDegrees % 180 === 0 ? { width, height } : { width: height, height: width };
}

/**
 * Any planar picture → 8-bit 4:2:0, turned clockwise by `rotationDegrees`, odd edges cut off. Rejects formats
 * that aren't planar.
 */
export function uprightPicture(picture: PlanarPicture, rotationDegrees: number): Uint8Array {
  const [luma, blue, red] = planesOf(picture);
  const { width, height } = uprightSize(picture, rotationDegrees);
  const out = new Uint8Array((width * height * 3) / 2);
  const chroma = { width: width / 2, height: height / 2 };
  const chromaBytes = chroma.width * chroma.height;
  fillTurned(out.subarray(0, width * height), { width, height }, { plane: luma, rotationDegrees });
  const turned = (plane: Plane, startByte: number) =>
    fillTurned(out.subarray(startByte, startByte + chromaBytes), chroma, { plane, rotationDegrees });
  turned(blue, width * height);
  turned(red, width * height + chromaBytes);
  return out;
}

function planesOf(picture: PlanarPicture): [Plane, Plane, Plane] {
  const [, subsampling, bits] = formatPattern.exec(picture.format) ?? [];
  if (!subsampling) throw new ReworkFailed(`pictures come as ${picture.format}, which isn't known here`);
  const shift = Number(bits ?? 8) - 8;
  const view = new DataView(picture.data.buffer, picture.data.byteOffset, picture.data.length);
  const reader = (index: number) => {
    const { offset, stride } = picture.planes[index] ?? { offset: 0, stride: 0 };
    if (shift === 0) return (x: number, y: number) => picture.data[offset + y * stride + x] as number;
    return (x: number, y: number) => view.getUint16(offset + y * stride + x * 2, true) >> shift;
  };
  const width = picture.widthPixels - (picture.widthPixels % 2);
  const height = picture.heightPixels - (picture.heightPixels % 2);
  const stepX = subsampling === '44' ? 2 : 1;
  const stepY = subsampling === '20' ? 1 : 2;
  const chroma = (index: number): Plane => {
    const at = reader(index);
    return { width: width / 2, height: height / 2, at: averaged(at, { stepX, stepY }) };
  };
  return [{ width, height, at: reader(0) }, chroma(1), chroma(2)];
}

/** One value for the 2 × 2, 1 × 2 or single value that 4:2:0 has one for. */
function averaged(at: Plane['at'], { stepX, stepY }: { stepX: number; stepY: number }): Plane['at'] {
  if (stepX === 1 && stepY === 1) return at;
  const count = stepX * stepY;
  return (x, y) => {
    let sum = count >> 1;
    for (let dy = 0; dy < stepY; dy += 1) {
      for (let dx = 0; dx < stepX; dx += 1) sum += at(x * stepX + dx, y * stepY + dy);
    }
    return Math.trunc(sum / count);
  };
}

function fillTurned(
  out: Uint8Array,
  { width, height }: { width: number; height: number },
  { plane, rotationDegrees }: { plane: Plane; rotationDegrees: number },
): void {
  const [right, bottom] = [plane.width - 1, plane.height - 1];
  const sources: Record<number, Plane['at']> = {
    0: plane.at,
    90: (x, y) => plane.at(y, bottom - x),
    180: (x, y) => plane.at(right - x, bottom - y),
    270: (x, y) => plane.at(right - y, x),
  };
  const source = sources[rotationDegrees] ?? plane.at;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) out[y * width + x] = source(x, y);
  }
}
