import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { FRAMES_PER_SECOND, FRAMES_PER_SEGMENT, frameCountOf, momentOfFrame } from '../studio/film-format.ts';
import { mp4File } from '../studio/mp4-file.ts';
import { webCodecsEncoder } from '../studio/webcodecs-encoder.ts';
import { YuvFrame } from '../studio/yuv-frame.ts';

type ClipShape = { readonly width: number; readonly height: number; readonly seconds: number };

const TURN_MS = 4000;

/**
 * What a prompt without a lesson gets: a light that goes round over a calm ground. It has no words, never stands
 * still and never flashes; the same shape gives the same bytes.
 */
export async function renderNeutralClip(shape: ClipShape, signal: AbortSignal): Promise<Uint8Array> {
  const { width, height, seconds } = shape;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const yuv = new YuvFrame(width, height);
  const frameCount = frameCountOf(seconds * 1000);
  const frames = [];
  let stream = null;
  for (let first = 0; first < frameCount; first += FRAMES_PER_SEGMENT) {
    const segment = webCodecsEncoder.openSegment(
      { width, height, framesPerSecond: FRAMES_PER_SECOND },
      first,
    );
    try {
      for (let index = first; index < Math.min(first + FRAMES_PER_SEGMENT, frameCount); index += 1) {
        signal.throwIfAborted();
        paintNeutral(context, { width, height, ms: momentOfFrame(index) });
        yuv.convert(canvas.data(), { x0: 0, y0: 0, x1: width, y1: height });
        await segment.encode(yuv.bytes);
        // Requests are answered between frames.
        await nextTurn();
      }
      const made = await segment.finish();
      stream ??= made.stream;
      frames.push(...made.frames);
    } finally {
      segment.close();
    }
  }
  if (!stream) throw new RangeError(`a clip of ${seconds} s has no frames`);
  return mp4File({ stream, frames, size: shape, framesPerSecond: FRAMES_PER_SECOND, title: 'Neutral clip' });
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
