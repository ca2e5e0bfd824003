import { EncodedVideoChunk, VideoDecoder, type VideoFrame } from '@napi-rs/webcodecs';
import type { DecodeVideo, PictureFacts } from './decode-job.ts';
import { type ColourCoding, colourCoding } from './light.ts';
import type { MediaFile } from './media-file.ts';
import { checkAvcSample } from './nal-damage.ts';
import type { PlaneShape } from './picture-grid.ts';
import { PictureJudge } from './picture-judge.ts';

/** Pictures under way in the decoder or waiting to be looked at: more only costs memory. */
const underWayMax = 8;

type Progress = { frames: VideoFrame[]; wake: () => void; error: string | null };

/** Who looks at pictures in the order they are shown: each is put into `buffer`, then `see` is called. */
export type PictureEye = {
  readonly planes: PlaneShape;
  readonly buffer: Uint8Array<ArrayBuffer>;
  see(atMs: number): void;
};

export type DecodeCounts = Pick<
  PictureFacts,
  'sampleCount' | 'decodedCount' | 'damagedCount' | 'decoderError'
>;

/** Decodes every picture of a track and judges it. What the decoder refuses is part of the answer. */
export async function decodePictures(
  file: MediaFile,
  video: DecodeVideo,
  guard: () => void,
): Promise<PictureFacts> {
  const judge = new PictureJudge({ ...video, coding: codingOf(video) });
  const counts = await showPictures(file, video, { eye: judge, guard });
  return { ...counts, ...judge.finish(video.endMs) };
}

/** Decodes every picture of a track and shows it to an eye. */
export async function showPictures(
  file: MediaFile,
  video: DecodeVideo,
  { eye, guard }: { eye: PictureEye; guard: () => void },
): Promise<DecodeCounts> {
  const progress: Progress = { frames: [], wake: () => {}, error: null };
  // Pictures come out in the order they are shown, but carry the times of the order they went in (1.3.1):
  // the first picture out is the earliest one shown, and so on.
  const shownAtMs = Float64Array.from(video.shownAtMs).sort();
  const decoder = openDecoder(video, progress);
  let decodedCount = 0;
  let damagedCount = 0;

  async function lookAtPictures(): Promise<void> {
    for (let frame = progress.frames.shift(); frame; frame = progress.frames.shift()) {
      guard();
      const atMs = shownAtMs[decodedCount] ?? 0;
      decodedCount += 1;
      await lookAt(frame, atMs, { eye, video, progress });
    }
  }

  for (let i = 0; i < video.sizes.length && progress.error === null && decoder.state !== 'closed'; i += 1) {
    const sizeBytes = video.sizes[i] ?? 0;
    const data = await file.read(video.offsets[i] ?? 0, sizeBytes);
    // Behind the end of the file: the index has said so already.
    if (data.length === 0 || data.length < sizeBytes) continue;
    const check = checkAvcSample(data, video);
    if (check !== 'sound') damagedCount += 1;
    // A new size midway would have the decoder allocate whatever the file says.
    if (check === 'changes_size') progress.error = `sample ${i + 1} changes the size of the pictures`;
    else feed(decoder, { data, index: i, progress });
    while (isBusy(decoder, progress)) {
      await somethingDecoded(progress);
      await lookAtPictures();
    }
  }
  await drain(decoder, progress);
  await lookAtPictures();
  if (decoder.state !== 'closed') decoder.close();
  return { sampleCount: video.sizes.length, decodedCount, damagedCount, decoderError: progress.error };
}

/** How the track's values become light. */
export function codingOf(video: DecodeVideo): ColourCoding {
  return colourCoding({ ...video, shortSidePixels: Math.min(video.widthPixels, video.heightPixels) });
}

function openDecoder(video: DecodeVideo, progress: Progress): VideoDecoder {
  const decoder = new VideoDecoder({
    output: (frame) => {
      progress.frames.push(frame);
      progress.wake();
    },
    error: (error) => {
      progress.error ??= error.message;
      progress.wake();
    },
  });
  try {
    decoder.configure({
      codec: video.codecString,
      codedWidth: video.widthPixels,
      codedHeight: video.heightPixels,
      hardwareAcceleration: 'prefer-software',
      ...(video.setup ? { description: video.setup } : {}),
    });
  } catch (error) {
    progress.error = messageOf(error);
  }
  return decoder;
}

function feed(decoder: VideoDecoder, sample: { data: Uint8Array; index: number; progress: Progress }): void {
  try {
    // The first sample goes in as a key picture whatever the index calls it: the decoder finds out for itself.
    const type = sample.index === 0 ? 'key' : 'delta';
    decoder.decode(new EncodedVideoChunk({ type, timestamp: sample.index, data: sample.data }));
  } catch (error) {
    // A closed decoder tells why in its error callback, which may still be on its way.
    if (decoder.state !== 'closed') sample.progress.error ??= messageOf(error);
  }
}

function isBusy(decoder: VideoDecoder, progress: Progress): boolean {
  const underWay = decoder.decodeQueueSize + progress.frames.length;
  return underWay > underWayMax && progress.error === null && decoder.state === 'configured';
}

const pollMs = 2;
const lastWordsMs = 100;

/** Resolves when a picture or an error arrives; now and then by the clock, as the decoder may hold pictures back. */
function somethingDecoded(progress: Progress): Promise<void> {
  if (progress.frames.length > 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pollMs);
    progress.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

/** A decoder that met an error may never end its flush: the error ends the wait. */
async function drain(decoder: VideoDecoder, progress: Progress): Promise<void> {
  if (progress.error !== null) return;
  if (decoder.state !== 'configured') {
    await lastWords(progress);
    return;
  }
  try {
    const failed = new Promise<void>((resolve) => {
      progress.wake = () => {
        if (progress.error !== null) resolve();
      };
    });
    await Promise.race([decoder.flush(), failed]);
  } catch (error) {
    progress.error ??= messageOf(error);
  }
}

/** A decoder that closed itself says why a moment later. */
async function lastWords(progress: Progress): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, lastWordsMs);
    progress.wake = () => {
      if (progress.error === null) return;
      clearTimeout(timer);
      resolve();
    };
  });
  progress.error ??= 'the decoder closed without a reason';
}

async function lookAt(
  frame: VideoFrame,
  atMs: number,
  context: { eye: PictureEye; video: DecodeVideo; progress: Progress },
): Promise<void> {
  const { eye, video, progress } = context;
  try {
    const hasExpectedShape =
      frame.format === 'I420' &&
      frame.codedWidth === video.widthPixels &&
      frame.codedHeight === video.heightPixels;
    if (!hasExpectedShape) {
      progress.error ??= `a picture came out as ${frame.format} ${frame.codedWidth}×${frame.codedHeight}, not I420 ${video.widthPixels}×${video.heightPixels}`;
    } else if (isShown(atMs, video)) {
      await frame.copyTo(eye.buffer, { layout: [...eye.planes.layout] });
      eye.see(Math.max(0, atMs));
    }
  } catch (error) {
    progress.error ??= messageOf(error);
  } finally {
    frame.close();
  }
}

const roundingMs = 0.01;

function isShown(atMs: number, video: DecodeVideo): boolean {
  return atMs > -roundingMs && atMs < video.endMs - roundingMs;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
