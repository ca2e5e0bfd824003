import { assert } from '../kernel/assert.ts';
import type { EncodedFrame, StreamDescription } from './film-encoder-port.ts';
import { FRAMES_PER_SEGMENT } from './film-format.ts';
import { RenderFailed } from './render-failed.ts';
import { borrowThread, returnThread } from './render-threads.ts';
import type { FilmJob, SegmentOrder, SegmentReport } from './segment-job.ts';

let filmsBegun = 0;

/** Tells a kept thread that a new film has begun, even if it is the same lesson again. */
function nextFilmId(): number {
  filmsBegun += 1;
  return filmsBegun;
}

type PoolOptions = {
  readonly job: Omit<FilmJob, 'stop' | 'filmId'>;
  readonly frameCount: number;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: number) => void) | undefined;
};

/** The segments of a film. Their borders depend on the film alone, so any number of threads gives the same bytes. */
export function segmentsOf(frameCount: number): readonly Omit<SegmentOrder, 'job'>[] {
  const segments = Math.ceil(frameCount / FRAMES_PER_SEGMENT);
  return Array.from({ length: segments }, (_, segment) => ({
    segment,
    firstFrame: segment * FRAMES_PER_SEGMENT,
    frameCount: Math.min(FRAMES_PER_SEGMENT, frameCount - segment * FRAMES_PER_SEGMENT),
  }));
}

/**
 * Makes all frames of a film on several threads. Rejects with the signal's reason when it is aborted, after
 * every thread has let go of its encoder, and with {@link RenderFailed} when a thread fails.
 */
export async function renderSegments(
  options: PoolOptions,
): Promise<{ stream: StreamDescription; frames: readonly EncodedFrame[] }> {
  options.signal?.throwIfAborted();
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const job: FilmJob = { ...options.job, stop, filmId: nextFilmId() };
  const orders = segmentsOf(options.frameCount).map((segment) => ({ ...segment, job }));
  const made: Extract<SegmentReport, { kind: 'segment' }>[] = [];
  const threads = Math.max(1, Math.min(options.threads, orders.length));
  let framesDone = 0;
  const onAbort = () => Atomics.store(stop, 0, 1);
  options.signal?.addEventListener('abort', onAbort);
  const onFrames = (frames: number) => {
    framesDone += frames;
    options.onProgress?.(Math.min(1, framesDone / options.frameCount));
  };
  const take = () => (Atomics.load(stop, 0) === 0 ? orders.shift() : undefined);
  try {
    const runs = Array.from({ length: threads }, () =>
      runThread({ take, onFrames, onSegment: (segment) => made.push(segment) }).catch((error: unknown) => {
        Atomics.store(stop, 0, 1);
        throw error;
      }),
    );
    const ended = await Promise.allSettled(runs);
    options.signal?.throwIfAborted();
    const failed = ended.find((run) => run.status === 'rejected');
    if (failed) throw failed.reason;
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
  }
  made.sort((a, b) => a.segment - b.segment);
  const stream = made[0]?.stream;
  assert(stream, 'a film has at least one segment');
  const isOneStream = made.every(
    (segment) => Buffer.compare(segment.stream.description, stream.description) === 0,
  );
  assert(isOneStream, 'all segments share one decoder configuration');
  return { stream, frames: made.flatMap((segment) => segment.frames) };
}

function runThread(feed: {
  take: () => SegmentOrder | undefined;
  onFrames: (frames: number) => void;
  onSegment: (segment: Extract<SegmentReport, { kind: 'segment' }>) => void;
}): Promise<void> {
  const worker = borrowThread();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const next = () => {
    const order = feed.take();
    if (order) worker.postMessage(order);
    else resolve();
  };
  const onMessage = (message: SegmentReport) => {
    if (message.kind === 'progress') feed.onFrames(message.frames);
    else if (message.kind === 'failed') reject(new RenderFailed(message.message));
    else {
      if (message.kind === 'segment') feed.onSegment(message);
      next();
    }
  };
  const onExit = () => reject(new RenderFailed('a render thread ended early'));
  worker.on('message', onMessage).on('error', reject).on('exit', onExit);
  next();
  const letGo = () => worker.off('message', onMessage).off('error', reject).off('exit', onExit);
  return promise.then(
    () => returnThread(letGo()),
    (error: unknown) => {
      // Its state is unknown: it is not lent out again.
      void letGo().terminate();
      throw error;
    },
  );
}
