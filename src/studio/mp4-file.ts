import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny';
import { assert } from '../kernel/assert.ts';
import type { EncodedFrame, StreamDescription } from './film-encoder-port.ts';
import type { FilmSize } from './film-format.ts';
import { madeByMark } from './made-by-mark.ts';

export type Mp4Film = {
  readonly stream: StreamDescription;
  readonly frames: readonly EncodedFrame[];
  readonly size: FilmSize;
  readonly framesPerSecond: number;
  readonly title: string;
  readonly locale: string;
};

/** Frames → the bytes of an MP4 whose index stands before its pictures, so that it plays while it loads. */
export async function mp4File(film: Mp4Film): Promise<Uint8Array> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const source = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(source, { frameRate: film.framesPerSecond });
  output.setMetadataTags({ title: film.title });
  await output.start();
  const decoderConfig = {
    codec: film.stream.codec,
    codedWidth: film.size.width,
    codedHeight: film.size.height,
    description: film.stream.description,
    colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
  } as const;
  for (const frame of film.frames) {
    const packet = new EncodedPacket(
      frame.data,
      frame.isKey ? 'key' : 'delta',
      frame.index / film.framesPerSecond,
      1 / film.framesPerSecond,
    );
    await source.add(packet, { decoderConfig });
  }
  await output.finalize();
  assert(target.buffer, 'a finished output has its bytes');
  const bytes = new Uint8Array(target.buffer);
  clearTimes(bytes);
  return Buffer.concat([bytes, madeByMark(film)]);
}

const containers = new Set(['moov', 'trak', 'mdia']);
const timed = new Set(['mvhd', 'tkhd', 'mdhd']);
const HEADER_BYTES = 8;

/** Zeroes the creation and modification times: the same film has the same bytes tomorrow. */
function clearTimes(bytes: Uint8Array, start = 0, end = bytes.length): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = start; at + HEADER_BYTES <= end; ) {
    const sizeBytes = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + HEADER_BYTES));
    assert(sizeBytes >= HEADER_BYTES, `box ${type} has a size`);
    if (containers.has(type)) clearTimes(bytes, at + HEADER_BYTES, at + sizeBytes);
    if (timed.has(type)) {
      const isWide = bytes[at + HEADER_BYTES] === 1;
      bytes.fill(0, at + HEADER_BYTES + 4, at + HEADER_BYTES + 4 + (isWide ? 16 : 8));
    }
    at += sizeBytes;
  }
}
