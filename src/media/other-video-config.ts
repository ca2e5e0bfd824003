import { ByteReader } from './byte-reader.ts';

/** Profile and pixel format of a codec other than H.264, from its configuration box. */
export type OtherVideoConfig = { readonly profile: string | null; readonly pixelFormat: string | null };

const hevcProfiles: Record<number, string> = { 1: 'Main', 2: 'Main 10', 3: 'Main Still Picture', 4: 'Rext' };
const av1Profiles = ['Main', 'High', 'Professional'];
const chromaNames = ['gray', 'yuv420p', 'yuv422p', 'yuv444p'];

function pixelFormatName(chroma: number, bitDepth: number): string {
  return `${chromaNames[chroma] ?? 'yuv420p'}${bitDepth > 8 ? bitDepth : ''}`;
}

/** `hvcC` (ISO/IEC 14496-15, 8.3.3.1). */
export function readHevcConfig(body: Uint8Array): OtherVideoConfig {
  const reader = new ByteReader(body);
  reader.skip(1);
  const profile = reader.u8() & 31;
  reader.skip(14);
  const chroma = reader.u8() & 3;
  const bitDepth = (reader.u8() & 7) + 8;
  if (reader.hasOverrun) return { profile: null, pixelFormat: null };
  return { profile: hevcProfiles[profile] ?? null, pixelFormat: pixelFormatName(chroma, bitDepth) };
}

/** `av1C` (AV1 in ISOBMFF, 2.3.3). */
export function readAv1Config(body: Uint8Array): OtherVideoConfig {
  const reader = new ByteReader(body);
  reader.skip(1);
  const profile = reader.u8() >> 5;
  const flags = reader.u8();
  if (reader.hasOverrun) return { profile: null, pixelFormat: null };
  const isHighBitDepth = (flags & 0x40) !== 0;
  const isTwelveBit = (flags & 0x20) !== 0;
  const isMonochrome = (flags & 0x10) !== 0;
  const isSubsampledX = (flags & 0x08) !== 0;
  const isSubsampledY = (flags & 0x04) !== 0;
  const chroma = isMonochrome ? 0 : isSubsampledX && isSubsampledY ? 1 : isSubsampledX ? 2 : 3;
  const bitDepth = isHighBitDepth ? (isTwelveBit ? 12 : 10) : 8;
  return { profile: av1Profiles[profile] ?? null, pixelFormat: pixelFormatName(chroma, bitDepth) };
}

/** `vpcC` (VP Codec ISO Media File Format Binding, 2.2). */
export function readVpConfig(body: Uint8Array): OtherVideoConfig {
  const reader = new ByteReader(body);
  reader.skip(4);
  const profile = reader.u8();
  reader.skip(1);
  const packed = reader.u8();
  if (reader.hasOverrun) return { profile: null, pixelFormat: null };
  const subsampling = (packed >> 1) & 7;
  const chroma = Math.max(subsampling, 1);
  return { profile: `Profile ${profile}`, pixelFormat: pixelFormatName(chroma, packed >> 4) };
}
