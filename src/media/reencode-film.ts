import {
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathTarget,
  type Input,
  type InputVideoTrack,
  Mp4OutputFormat,
  Output,
  type Rotation,
} from 'mediabunny';
import { decodeInOrder } from './decode-in-order.ts';
import { type ColourSpace, H264Encoder } from './h264-encoder.ts';
import { HDR, ReworkFailed } from './rework-failed.ts';
import type { ReworkJob } from './rework-job.ts';
import { uprightPicture, uprightSize } from './upright-picture.ts';

const keyEverySeconds = 2;
const releaseEvery = 16;
/** What HD pictures are coded as where nothing else is said. */
const usualColour = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const;

type Picture = { readonly at: number; readonly duration: number };

/**
 * Codes a film's pictures anew with the codecs that npm brings: any codec, depth and turn they decode → upright
 * 8-bit 4:2:0 H.264 with even sides, at its own times and size. Sound is left out.
 */
export async function reencodeFilm(input: Input, job: ReworkJob): Promise<void> {
  if (job.keepSound) throw new ReworkFailed('sound can only be kept by the ffmpeg encoder');
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new ReworkFailed('there is no video track');
  if (await track.hasHighDynamicRange()) throw new ReworkFailed(HDR);
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'in-memory' }),
    target: new FilePathTarget(job.outPath),
  });
  const source = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(source);
  await output.start();
  await reencodeTrack(track, source, job);
  await output.finalize();
}

async function reencodeTrack(
  track: InputVideoTrack,
  source: EncodedVideoPacketSource,
  job: ReworkJob,
): Promise<void> {
  const times = await shownTimes(track);
  const rotation = await track.getRotation();
  const colorSpace = colourOf(await track.getColorSpace());
  const aspect = await aspectOf(track, rotation);
  let encoder: H264Encoder | null = null;
  let rank = 0;
  let keyAt = Number.NEGATIVE_INFINITY;
  for await (const picture of decodeInOrder(track, job.limits)) {
    const time = times[rank];
    rank += 1;
    // An edit list hides what stands before zero.
    if (!time || time.at < 0) continue;
    const size = uprightSize(picture, rotation);
    encoder ??= new H264Encoder({ ...size, colorSpace, framesPerSecond: frameRateOf(times) });
    const isKey = time.at - keyAt >= keyEverySeconds;
    if (isKey) keyAt = time.at;
    await encoder.encode(uprightPicture(picture, rotation), { ...time, isKey });
    await handOn(encoder, source, aspect);
    if (rank % releaseEvery === 0) await releaseMemory();
  }
  if (!encoder) throw new ReworkFailed('no picture could be decoded');
  await encoder.finish();
  await handOn(encoder, source, aspect);
}

/** When each picture is shown, in the order they are shown. */
async function shownTimes(track: InputVideoTrack): Promise<readonly Picture[]> {
  const packets: Picture[] = [];
  for await (const { timestamp, duration } of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    packets.push({ at: timestamp, duration });
  }
  return packets.toSorted((a, b) => a.at - b.at);
}

function frameRateOf(times: readonly Picture[]): number {
  const seconds = (times.at(-1)?.at ?? 0) - (times[0]?.at ?? 0);
  return seconds > 0 ? Math.max(1, Math.round((times.length - 1) / seconds)) : 1;
}

function colourOf(said: VideoColorSpaceInit): ColourSpace {
  return {
    primaries: said.primaries ?? usualColour.primaries,
    transfer: said.transfer ?? usualColour.transfer,
    matrix: said.matrix ?? usualColour.matrix,
    fullRange: said.fullRange ?? usualColour.fullRange,
  };
}

type Aspect = { readonly displayAspectWidth?: number; readonly displayAspectHeight?: number };

/** How wide the picture is shown, where its pixels aren't square. */
async function aspectOf(track: InputVideoTrack, rotation: Rotation): Promise<Aspect> {
  const { num, den } = await track.getPixelAspectRatio();
  if (num === den) return {};
  const [width, height] = [await track.getSquarePixelWidth(), await track.getSquarePixelHeight()];
  const isTurned = rotation % 180 !== 0;
  return {
    displayAspectWidth: isTurned ? height : width,
    displayAspectHeight: isTurned ? width : height,
  };
}

async function handOn(encoder: H264Encoder, source: EncodedVideoPacketSource, aspect: Aspect): Promise<void> {
  const { codec, description, stream } = encoder;
  for (const { data, isKey, at, duration } of encoder.take()) {
    await source.add(new EncodedPacket(data, isKey ? 'key' : 'delta', at, duration), {
      decoderConfig: {
        codec,
        codedWidth: stream.width,
        codedHeight: stream.height,
        colorSpace: stream.colorSpace,
        ...(description ? { description } : {}),
        ...aspect,
      },
    });
  }
}

/** The binding keeps pictures until their small wrappers are collected; this process runs with `--expose-gc`. */
async function releaseMemory(): Promise<void> {
  globalThis.gc?.({ type: 'minor' });
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}
