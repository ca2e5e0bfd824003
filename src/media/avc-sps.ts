import { BitReader, withoutEmulationPrevention } from './bit-reader.ts';

/** What an H.264 sequence parameter set says about the pictures (ITU-T H.264, 7.3.2.1.1 and E.1.1). */
export type AvcSequence = {
  readonly profile: string;
  readonly level: number;
  readonly chromaFormat: 'gray' | '420' | '422' | '444';
  readonly bitDepth: number;
  /** After cropping. */
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly isInterlaced: boolean;
  /** Null where the stream says nothing. */
  readonly pixelAspect: { readonly width: number; readonly height: number } | null;
  readonly isFullRange: boolean;
  /** `matrix_coefficients` of table E-5; null where the stream says nothing. */
  readonly matrixCode: number | null;
};

const profileNames: Record<number, string> = {
  66: 'Baseline',
  77: 'Main',
  88: 'Extended',
  100: 'High',
  110: 'High 10',
  122: 'High 4:2:2',
  244: 'High 4:4:4 Predictive',
  44: 'CAVLC 4:4:4 Intra',
};
/** Profiles whose parameter set carries chroma format and bit depth. */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
const chromaFormats = ['gray', '420', '422', '444'] as const;
/** Table E-1: sample aspect ratios by code. */
const aspectTable: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 1],
  [12, 11],
  [10, 11],
  [16, 11],
  [40, 33],
  [24, 11],
  [20, 11],
  [32, 11],
  [80, 33],
  [18, 11],
  [15, 11],
  [64, 33],
  [160, 99],
  [4, 3],
  [3, 2],
  [2, 1],
];
const extendedAspect = 255;
const framesInOrderCountMax = 255;

/** A parameter set NAL unit, its header byte included, read; null where it is cut or nonsense. */
export function readAvcSequence(nal: Uint8Array): AvcSequence | null {
  const reader = new BitReader(withoutEmulationPrevention(nal.subarray(1)));
  const profileCode = reader.bits(8);
  const constraints = reader.bits(8);
  const level = reader.bits(8) / 10;
  reader.unsigned();
  const colour = readChroma(reader, profileCode);
  reader.unsigned();
  skipPictureOrder(reader);
  reader.unsigned();
  reader.bit();
  const size = readSize(reader, colour.chromaFormat);
  const usability = reader.flag() ? readUsability(reader) : null;
  if (size.widthPixels <= 0 || size.heightPixels <= 0 || size.hasOverrun) return null;
  return {
    profile: profileName(profileCode, constraints),
    level,
    ...colour,
    widthPixels: size.widthPixels,
    heightPixels: size.heightPixels,
    isInterlaced: size.isInterlaced,
    pixelAspect: usability?.pixelAspect ?? null,
    isFullRange: usability?.isFullRange ?? false,
    matrixCode: usability?.matrixCode ?? null,
  };
}

function profileName(code: number, constraints: number): string {
  const hasConstraintSet1 = (constraints & 0x40) !== 0;
  if (code === 66 && hasConstraintSet1) return 'Constrained Baseline';
  return profileNames[code] ?? `profile ${code}`;
}

function readChroma(
  reader: BitReader,
  profileCode: number,
): { chromaFormat: AvcSequence['chromaFormat']; bitDepth: number } {
  if (!highProfiles.has(profileCode)) return { chromaFormat: '420', bitDepth: 8 };
  const format = reader.unsigned();
  if (format === 3) reader.bit();
  const lumaBitDepth = reader.unsigned() + 8;
  const chromaBitDepth = reader.unsigned() + 8;
  reader.bit();
  if (reader.flag()) skipScalingMatrices(reader, format);
  return { chromaFormat: chromaFormats[format] ?? '444', bitDepth: Math.max(lumaBitDepth, chromaBitDepth) };
}

function skipScalingMatrices(reader: BitReader, chromaFormat: number): void {
  const listCount = chromaFormat === 3 ? 12 : 8;
  for (let list = 0; list < listCount; list += 1) {
    if (!reader.flag()) continue;
    const size = list < 6 ? 16 : 64;
    let last = 8;
    let next = 8;
    for (let i = 0; i < size; i += 1) {
      if (next !== 0) next = (last + reader.signed() + 256) % 256;
      last = next === 0 ? last : next;
    }
  }
}

function skipPictureOrder(reader: BitReader): void {
  const kind = reader.unsigned();
  if (kind === 0) reader.unsigned();
  if (kind !== 1) return;
  reader.bit();
  reader.signed();
  reader.signed();
  const count = Math.min(reader.unsigned(), framesInOrderCountMax);
  for (let i = 0; i < count; i += 1) reader.signed();
}

function readSize(reader: BitReader, chromaFormat: AvcSequence['chromaFormat']) {
  const widthMacroblocks = reader.unsigned() + 1;
  const heightUnits = reader.unsigned() + 1;
  const isFrameOnly = reader.flag();
  if (!isFrameOnly) reader.bit();
  reader.bit();
  const fieldFactor = isFrameOnly ? 1 : 2;
  const cropUnitX = chromaFormat === '420' || chromaFormat === '422' ? 2 : 1;
  const cropUnitY = (chromaFormat === '420' ? 2 : 1) * fieldFactor;
  const isCropped = reader.flag();
  const [left = 0, right = 0, top = 0, bottom = 0] = isCropped
    ? [reader.unsigned(), reader.unsigned(), reader.unsigned(), reader.unsigned()]
    : [];
  return {
    widthPixels: widthMacroblocks * 16 - cropUnitX * (left + right),
    heightPixels: heightUnits * 16 * fieldFactor - cropUnitY * (top + bottom),
    isInterlaced: !isFrameOnly,
    hasOverrun: reader.hasOverrun,
  };
}

function readUsability(reader: BitReader) {
  const pixelAspect = reader.flag() ? readAspect(reader) : null;
  if (reader.flag()) reader.bit();
  let isFullRange = false;
  let matrixCode: number | null = null;
  if (reader.flag()) {
    reader.bits(3);
    isFullRange = reader.flag();
    if (reader.flag()) {
      reader.bits(16);
      matrixCode = reader.bits(8);
    }
  }
  // A set that is cut inside its last, optional part still decodes: keep what was read before the cut.
  return reader.hasOverrun ? null : { pixelAspect, isFullRange, matrixCode };
}

function readAspect(reader: BitReader): { width: number; height: number } | null {
  const code = reader.bits(8);
  const [width, height] =
    code === extendedAspect ? [reader.bits(16), reader.bits(16)] : (aspectTable[code] ?? [0, 1]);
  return width > 0 && height > 0 ? { width, height } : null;
}
