import { ByteReader } from './byte-reader.ts';

/** What an audio description says; nulls where it says nothing. */
export type AudioConfig = {
  readonly codec: string | null;
  readonly profile: string | null;
  readonly sampleRateHz: number | null;
  readonly channelCount: number | null;
  /** The codec's own setup bytes, for the decoder. */
  readonly setup: Uint8Array | null;
  /** As decoders want it (RFC 6381). */
  readonly codecString: string | null;
};

const aacRates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];
const aacProfiles: Record<number, string> = {
  1: 'Main',
  2: 'LC',
  3: 'SSR',
  4: 'LTP',
  5: 'HE',
  29: 'HE v2',
  42: 'xHE',
};
/** Index 7 means eight channels. */
const aacChannels = [null, 1, 2, 3, 4, 5, 6, 8];
const tagElementaryStream = 3;
const tagDecoderConfig = 4;
const tagDecoderSpecific = 5;

/** The body of an `esds` box (ISO/IEC 14496-1, 7.2.6.5): AAC, MP3 or something rarer. */
export function readElementaryStream(body: Uint8Array): AudioConfig | null {
  const reader = new ByteReader(body);
  reader.skip(4);
  if (reader.u8() !== tagElementaryStream) return null;
  readDescriptorLength(reader);
  reader.skip(2);
  const flags = reader.u8();
  if (flags & 0x80) reader.skip(2);
  if (flags & 0x40) reader.skip(reader.u8());
  if (flags & 0x20) reader.skip(2);
  if (reader.u8() !== tagDecoderConfig) return null;
  readDescriptorLength(reader);
  const objectType = reader.u8();
  reader.skip(12);
  const hasSetup = reader.remainingBytes > 0 && reader.u8() === tagDecoderSpecific;
  const setup = hasSetup ? reader.bytes(readDescriptorLength(reader)) : null;
  if (reader.hasOverrun) return null;
  if (objectType === 0x69 || objectType === 0x6b)
    return { ...unknownAudio, codec: 'mp3', codecString: 'mp3' };
  if (objectType === 0x40 || (objectType >= 0x66 && objectType <= 0x68)) return readAacSetup(setup);
  return unknownAudio;
}

export const unknownAudio: AudioConfig = {
  codec: null,
  profile: null,
  sampleRateHz: null,
  channelCount: null,
  setup: null,
  codecString: null,
};

/** AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). */
function readAacSetup(setup: Uint8Array | null): AudioConfig | null {
  if (!setup || setup.length < 2) return null;
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = setup;
  const objectType = first >> 3;
  // An escape for rare object types shifts the fields behind it: leave the rest to the decoder.
  if (objectType === 31) return { ...unknownAudio, codec: 'aac', setup, codecString: 'mp4a.40.42' };
  const rateIndex = ((first & 7) << 1) | (second >> 7);
  const isExplicitRate = rateIndex === 15;
  const explicitRate = ((second & 127) << 17) | (third << 9) | (fourth << 1) | (fifth >> 7);
  const channelIndex = isExplicitRate ? (fifth >> 3) & 15 : (second >> 3) & 15;
  return {
    codec: 'aac',
    profile: aacProfiles[objectType] ?? null,
    sampleRateHz: isExplicitRate ? explicitRate : (aacRates[rateIndex] ?? null),
    channelCount: aacChannels[channelIndex] ?? null,
    setup,
    codecString: `mp4a.40.${objectType}`,
  };
}

/** An expandable size: seven bits a byte, at most four bytes. */
function readDescriptorLength(reader: ByteReader): number {
  let length = 0;
  for (let i = 0; i < 4; i += 1) {
    const byte = reader.u8();
    length = length * 128 + (byte & 127);
    if ((byte & 128) === 0) break;
  }
  return length;
}
