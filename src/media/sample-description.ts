import type { AudioConfig } from './audio-config.ts';
import { readElementaryStream, unknownAudio } from './audio-config.ts';
import { type AvcConfig, readAvcConfig } from './avc-config.ts';
import { type Box, findBox, readerOf, walkBoxes } from './box-tree.ts';
import { ByteReader } from './byte-reader.ts';
import type { MediaLimits } from './media-limits.ts';
import { type OtherVideoConfig, readAv1Config, readHevcConfig, readVpConfig } from './other-video-config.ts';

/** What one `stsd` entry of a video track says (ISO/IEC 14496-12, 12.1.3). */
export type VideoDescription = {
  readonly kind: 'video';
  readonly tag: string;
  readonly codec: string | null;
  readonly isEncrypted: boolean;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** The container's pixel aspect (`pasp`), which outranks the stream's. */
  readonly pixelAspect: { readonly width: number; readonly height: number } | null;
  /** `matrix_coefficients` of a `colr` box. */
  readonly matrixCode: number | null;
  readonly avc: AvcConfig | null;
  readonly other: OtherVideoConfig | null;
};

/** What one `stsd` entry of an audio track says (12.2.3). */
export type AudioDescription = {
  readonly kind: 'audio';
  readonly tag: string;
  readonly isEncrypted: boolean;
  readonly config: AudioConfig;
};

const videoCodecs: Record<string, string> = {
  avc1: 'h264',
  avc3: 'h264',
  hvc1: 'hevc',
  hev1: 'hevc',
  dvh1: 'hevc',
  dvhe: 'hevc',
  av01: 'av1',
  vp08: 'vp8',
  vp09: 'vp9',
  mp4v: 'mpeg4',
  jpeg: 'mjpeg',
  mjpg: 'mjpeg',
  apch: 'prores',
  apcn: 'prores',
  apcs: 'prores',
  apco: 'prores',
  ap4h: 'prores',
};
const audioCodecs: Record<string, string> = {
  Opus: 'opus',
  fLaC: 'flac',
  'ac-3': 'ac3',
  'ec-3': 'eac3',
  alac: 'alac',
  '.mp3': 'mp3',
  sowt: 'pcm',
  twos: 'pcm',
  lpcm: 'pcm',
  ipcm: 'pcm',
  fpcm: 'pcm',
  samr: 'amr_nb',
  sawb: 'amr_wb',
  dtsc: 'dts',
};
const videoHeaderBytes = 78;
const audioHeaderBytes = 28;
/** QuickTime's longer audio headers, by the version field. */
const audioExtraBytes = [0, 16, 36];

/** The entries of an `stsd` box: how many, and the first one's type and place. Null where there is none. */
export function firstEntry(
  bytes: Uint8Array,
  stsd: Box,
  limits: MediaLimits,
): { entry: Box; entryCount: number } | null {
  const reader = readerOf(bytes, stsd);
  reader.skip(4);
  const entryCount = reader.u32();
  if (reader.hasOverrun || entryCount === 0) return null;
  const { boxes } = walkBoxes(bytes, { startByte: reader.position, endByte: stsd.endByte, limits });
  const entry = boxes[0];
  return entry ? { entry, entryCount } : null;
}

export function readVideoDescription(
  bytes: Uint8Array,
  entry: Box,
  limits: MediaLimits,
): VideoDescription | null {
  const reader = readerOf(bytes, entry);
  reader.skip(24);
  const widthPixels = reader.u16();
  const heightPixels = reader.u16();
  if (reader.hasOverrun) return null;
  const parts = partsOf(bytes, entry, { skipBytes: videoHeaderBytes, limits });
  const tag = originalFormat(bytes, parts) ?? entry.type;
  const codec = videoCodecs[tag] ?? null;
  const avcBody = bodyOf(bytes, parts, 'avcC');
  const avc = avcBody ? readAvcConfig(avcBody) : null;
  if (codec === 'h264' && !avc) return null;
  return {
    kind: 'video',
    tag: entry.type,
    codec,
    isEncrypted: entry.type === 'encv',
    widthPixels,
    heightPixels,
    pixelAspect: readPixelAspect(bytes, parts),
    matrixCode: readColourMatrix(bytes, parts),
    avc,
    other: readOther(bytes, parts),
  };
}

export function readAudioDescription(
  bytes: Uint8Array,
  entry: Box,
  limits: MediaLimits,
): AudioDescription | null {
  const reader = readerOf(bytes, entry);
  reader.skip(8);
  const version = reader.u16();
  reader.skip(6);
  const channelCount = reader.u16();
  reader.skip(6);
  const sampleRateHz = reader.u32() / 65536;
  if (reader.hasOverrun) return null;
  const skipBytes = audioHeaderBytes + (audioExtraBytes[version] ?? 0);
  const parts = partsOf(bytes, entry, { skipBytes, limits });
  const tag = originalFormat(bytes, parts) ?? entry.type;
  const config = tag === 'mp4a' ? elementaryConfig(bytes, parts) : tableConfig(bytes, tag, parts);
  if (!config) return null;
  return {
    kind: 'audio',
    tag: entry.type,
    isEncrypted: entry.type === 'enca',
    config: {
      ...config,
      sampleRateHz: config.sampleRateHz ?? (sampleRateHz || null),
      channelCount: config.channelCount ?? (channelCount || null),
    },
  };
}

function partsOf(bytes: Uint8Array, entry: Box, options: { skipBytes: number; limits: MediaLimits }): Box {
  const startByte = Math.min(entry.bodyStartByte + options.skipBytes, entry.endByte);
  const { boxes } = walkBoxes(bytes, { startByte, endByte: entry.endByte, limits: options.limits });
  return { ...entry, children: boxes };
}

function bodyOf(bytes: Uint8Array, parent: Box, ...path: string[]): Uint8Array | null {
  const box = findBox(parent, ...path);
  return box ? bytes.subarray(box.bodyStartByte, box.endByte) : null;
}

/** What an encrypted entry was before encryption (`sinf/frma`). */
function originalFormat(bytes: Uint8Array, parts: Box): string | null {
  const body = bodyOf(bytes, parts, 'sinf', 'frma');
  return body ? new ByteReader(body).fourCharacters() : null;
}

function readPixelAspect(bytes: Uint8Array, parts: Box): { width: number; height: number } | null {
  const body = bodyOf(bytes, parts, 'pasp');
  if (!body) return null;
  const reader = new ByteReader(body);
  const aspect = { width: reader.u32(), height: reader.u32() };
  return aspect.width > 0 && aspect.height > 0 ? aspect : null;
}

function readColourMatrix(bytes: Uint8Array, parts: Box): number | null {
  const body = bodyOf(bytes, parts, 'colr');
  if (!body) return null;
  const reader = new ByteReader(body);
  const kind = reader.fourCharacters();
  reader.skip(4);
  const matrixCode = reader.u16();
  return (kind === 'nclx' || kind === 'nclc') && !reader.hasOverrun ? matrixCode : null;
}

function readOther(bytes: Uint8Array, parts: Box): OtherVideoConfig | null {
  const hevc = bodyOf(bytes, parts, 'hvcC');
  if (hevc) return readHevcConfig(hevc);
  const av1 = bodyOf(bytes, parts, 'av1C');
  if (av1) return readAv1Config(av1);
  const vp = bodyOf(bytes, parts, 'vpcC');
  return vp ? readVpConfig(vp) : null;
}

function elementaryConfig(bytes: Uint8Array, parts: Box): AudioConfig | null {
  const body = bodyOf(bytes, parts, 'esds') ?? bodyOf(bytes, parts, 'wave', 'esds');
  return body ? readElementaryStream(body) : unknownAudio;
}

function tableConfig(bytes: Uint8Array, tag: string, parts: Box): AudioConfig {
  const codec = audioCodecs[tag] ?? null;
  if (codec !== 'opus') return { ...unknownAudio, codec };
  return {
    ...unknownAudio,
    codec,
    sampleRateHz: 48_000,
    codecString: 'opus',
    setup: bodyOf(bytes, parts, 'dOps'),
  };
}
