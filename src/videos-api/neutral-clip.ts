import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { assert } from '../kernel/assert.ts';
import type { EncodedFrame, StreamDescription } from '../studio/film-encoder-port.ts';
import { FRAMES_PER_SECOND, FRAMES_PER_SEGMENT, frameCountOf, momentOfFrame } from '../studio/film-format.ts';
import { mp4File } from '../studio/mp4-file.ts';
import { releaseNativeMemory } from '../studio/native-memory.ts';
import { webCodecsEncoder } from '../studio/webcodecs-encoder.ts';
import { YuvFrame } from '../studio/yuv-frame.ts';

type ClipShape = { readonly width: number; readonly height: number; readonly seconds: number };
type Segment = { readonly stream: StreamDescription; readonly frames: readonly EncodedFrame[] };

/** One round of the light: whole segments, so that longer clips repeat encoded ones and cost no more. */
const TURN_MS = 4000;
const SEGMENTS_PER_TURN = frameCountOf(TURN_MS) / FRAMES_PER_SEGMENT;
const RELEASE_EVERY_FRAMES = 30;

/**
 * What a prompt without a lesson gets: a light that goes round over a calm ground. It has no words, never stands
 * still and never flashes; the same shape gives the same bytes. Rejects with the signal's reason.
 */
export async function renderNeutralClip(shape: ClipShape, signal: AbortSignal): Promise<Uint8Array> {
  const frameCount = frameCountOf(shape.seconds * 1000);
  const turn: Segment[] = [];
  for (let index = 0; index < SEGMENTS_PER_TURN && index * FRAMES_PER_SEGMENT < frameCount; index += 1) {
    turn.push(await encodeSegment(shape, index * FRAMES_PER_SEGMENT, signal));
  }
  const encoded = turn.flatMap(({ frames }) => frames);
  const stream = turn[0]?.stream;
  assert(stream, 'a clip has at least one segment');
  const frames = Array.from({ length: frameCount }, (_, index): EncodedFrame => {
    const frame = encoded[index % encoded.length];
    assert(frame, 'a turn has frames');
    return { ...frame, index };
  });
  const title = 'Neutral clip';
  return mp4File({ stream, frames, size: shape, framesPerSecond: FRAMES_PER_SECOND, title, locale: 'en' });
}

async function encodeSegment(shape: ClipShape, first: number, signal: AbortSignal): Promise<Segment> {
  const { width, height } = shape;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const yuv = new YuvFrame(width, height);
  const segment = webCodecsEncoder.openSegment({ width, height, framesPerSecond: FRAMES_PER_SECOND }, first);
  try {
    for (let made = 0; made < FRAMES_PER_SEGMENT; made += 1) {
      signal.throwIfAborted();
      paintNeutral(context, { width, height, ms: momentOfFrame(first + made) });
      const area = { x0: 0, y0: 0, x1: width, y1: height };
      yuv.convert({ area, rgba: canvas.data(), rowPixels: width });
      await segment.encode(yuv.bytes);
      if ((made + 1) % RELEASE_EVERY_FRAMES === 0) await releaseNativeMemory();
      // Requests are answered between frames.
      await nextTurn();
    }
    return await segment.finish();
  } finally {
    segment.close();
  }
}

/** One moment of the neutral clip. */
export function paintNeutral(
  context: SKRSContext2D,
  { width, height, ms }: { width: number; height: number; ms: number },
): void {
  const ground = context.createLinearGradient(0, 0, width, height);
  ground.addColorStop(0, '#dfe8fb');
  ground.addColorStop(1, '#9fb6ea');
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  const angle = (ms / TURN_MS) * 2 * Math.PI;
  const reach = Math.min(width, height) / 4;
  const [x, y] = [width / 2 + reach * Math.cos(angle), height / 2 + reach * Math.sin(angle)];
  context.lineWidth = reach / 12;
  context.strokeStyle = '#5f7fd0';
  context.beginPath();
  context.arc(width / 2, height / 2, reach, 0, 2 * Math.PI);
  context.stroke();
  context.fillStyle = '#1b2f73';
  context.beginPath();
  context.arc(x, y, reach / 3, 0, 2 * Math.PI);
  context.fill();
}
