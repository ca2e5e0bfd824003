import { parentPort } from 'node:worker_threads';
import { assert } from '../kernel/assert.ts';
import { ffmpegEncoder } from './ffmpeg-encoder.ts';
import { FRAMES_PER_SECOND, momentOfFrame, shapeOfSize } from './film-format.ts';
import { composeFilm } from './film-scene.ts';
import { FrameCanvas } from './frame-canvas.ts';
import { releaseNativeMemory } from './native-memory.ts';
import type { FilmJob, SegmentOrder, SegmentReport } from './segment-job.ts';
import { webCodecsEncoder } from './webcodecs-encoder.ts';
import { YuvFrame } from './yuv-frame.ts';

/** One thread of a render: makes the segments that it is handed, one at a time, for one film after the other. */
const REPORT_EVERY_FRAMES = 6;
const RELEASE_EVERY_FRAMES = 12;

assert(parentPort, 'a segment worker runs as a thread');
const port = parentPort;
const report = (message: SegmentReport) => port.postMessage(message);

type Easel = { readonly filmId: number; readonly canvas: FrameCanvas; readonly yuv: YuvFrame };
let easel: Easel | null = null;

port.on('message', (order: SegmentOrder) => {
  makeSegment(order).then(report, (error: unknown) => {
    report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
});

/** The canvas of the order's film: kept from segment to segment, since the ground is painted only once. */
function easelFor(job: FilmJob): Easel {
  if (easel?.filmId === job.filmId) return easel;
  const lesson = { ...job.lesson, derive: () => ({}) };
  const scene = composeFilm({ lesson, locale: job.locale, theme: job.theme, shape: shapeOfSize(job.size) });
  easel = {
    filmId: job.filmId,
    canvas: new FrameCanvas(scene, job.size),
    yuv: new YuvFrame(job.size.width, job.size.height),
  };
  return easel;
}

async function makeSegment({ job, ...order }: SegmentOrder): Promise<SegmentReport> {
  const { canvas, yuv } = easelFor(job);
  const settings = { ...job.size, framesPerSecond: FRAMES_PER_SECOND };
  const encoder = job.ffmpegPath === null ? webCodecsEncoder : ffmpegEncoder(job.ffmpegPath);
  const segment = encoder.openSegment(settings, order.firstFrame);
  canvas.forget();
  try {
    for (let made = 0; made < order.frameCount; made += 1) {
      if (Atomics.load(job.stop, 0) !== 0) return { kind: 'stopped' };
      canvas.show(momentOfFrame(order.firstFrame + made), (patch) => yuv.convert(patch));
      await segment.encode(yuv.bytes);
      if ((made + 1) % RELEASE_EVERY_FRAMES === 0) await releaseNativeMemory();
      if ((made + 1) % REPORT_EVERY_FRAMES === 0) report({ kind: 'progress', frames: REPORT_EVERY_FRAMES });
    }
    return { kind: 'segment', segment: order.segment, ...(await segment.finish()) };
  } finally {
    segment.close();
  }
}
