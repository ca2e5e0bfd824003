import { setTimeout as sleep } from 'node:timers/promises';
import { EncodedVideoChunk, VideoDecoder, type VideoFrame } from '@napi-rs/webcodecs';
import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny';
import type { MediaLimits } from './media-limits.ts';
import { ReworkFailed } from './rework-failed.ts';
import type { PlanarPicture } from './upright-picture.ts';

/** Pictures under way in the decoder or waiting to be taken: more only costs memory. */
const underWayMax = 8;
const pollMs = 1;
const microseconds = 1_000_000;

/**
 * Every picture of a track in the order it is shown. As the decoder (1.3.1) gives pictures the times of the
 * order they went in, none carries a time: the first one belongs to the earliest time, and so on.
 */
export async function* decodeInOrder(
  track: InputVideoTrack,
  limits: MediaLimits,
): AsyncGenerator<PlanarPicture> {
  const config = await track.getDecoderConfig();
  if (!config) throw new ReworkFailed('the video track does not say how to decode it');
  const waiting: VideoFrame[] = [];
  const decoder = new VideoDecoder({
    output: (frame) => waiting.push(frame),
    error: (error) => {
      failure.message ??= error.message;
    },
  });
  const failure = { message: null as string | null };
  try {
    const { codec, codedWidth = 0, codedHeight = 0, description } = config;
    decoder.configure({
      codec,
      codedWidth,
      codedHeight,
      hardwareAcceleration: 'prefer-software',
      ...(description ? { description } : {}),
    });
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const timestamp = Math.round(packet.timestamp * microseconds);
      decoder.decode(new EncodedVideoChunk({ type: packet.type, timestamp, data: packet.data }));
      const isBusy = () => decoder.decodeQueueSize + waiting.length > underWayMax && !failure.message;
      while (isBusy()) {
        yield* taken(waiting, limits);
        await sleep(pollMs);
      }
      if (failure.message !== null) break;
    }
    if (failure.message === null) await decoder.flush();
    yield* taken(waiting, limits);
  } finally {
    for (const frame of waiting) frame.close();
    if (decoder.state !== 'closed') decoder.close();
  }
  if (failure.message !== null) throw new ReworkFailed(`the pictures don't decode: ${failure.message}`);
}

async function* taken(waiting: VideoFrame[], limits: MediaLimits): AsyncGenerator<PlanarPicture> {
  for (let frame = waiting.shift(); frame; frame = waiting.shift()) {
    try {
      yield await pictureOf(frame, limits);
    } finally {
      frame.close();
    }
  }
}

async function pictureOf(frame: VideoFrame, limits: MediaLimits): Promise<PlanarPicture> {
  const { codedWidth: widthPixels, codedHeight: heightPixels, format } = frame;
  if (widthPixels * heightPixels > limits.pictureAreaMaxPixels) {
    const rule = `at most ${limits.pictureAreaMaxPixels} pixels are taken`;
    throw new ReworkFailed(`pictures of ${widthPixels}×${heightPixels} pixels; ${rule}`);
  }
  if (process.memoryUsage.rss() > limits.decodeMemoryMaxBytes)
    throw new ReworkFailed(`coding anew took more than ${limits.decodeMemoryMaxBytes} bytes of memory`);
  const data = new Uint8Array(frame.allocationSize());
  const planes = await frame.copyTo(data);
  return { data, format: format ?? 'no known format', widthPixels, heightPixels, planes };
}
