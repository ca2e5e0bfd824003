import type { SampleTable } from './sample-table.ts';
import type { TrackHeader } from './track-header.ts';

/** Which part of a track is shown, in its own ticks. */
export type ShownSpan = { readonly startTick: number; readonly endTick: number };

/**
 * The stretch of a track that is shown: what its samples cover, cut by a single edit (ISO/IEC 14496-12, 8.6.6)
 * where one hides lead-in or tail. Edit lists that loop or reorder are beyond what browsers honour.
 */
export function shownSpan(samples: SampleTable, header: TrackHeader, movieTicksPerSecond: number): ShownSpan {
  let startTick = Number.POSITIVE_INFINITY;
  let endTick = 0;
  for (let i = 0; i < samples.count; i += 1) {
    const shownAt = samples.shownAt[i] ?? 0;
    startTick = Math.min(startTick, shownAt);
    endTick = Math.max(endTick, shownAt + (samples.durations[i] ?? 0));
  }
  const whole = { startTick: Math.min(startTick, endTick), endTick };
  const edits = header.edits.filter((edit) => edit.mediaTime >= 0);
  const edit = edits[0];
  if (!edit || edits.length !== 1) return whole;
  const lengthTicks = (edit.durationMovieTicks / movieTicksPerSecond) * header.ticksPerSecond;
  const cutStart = Math.max(whole.startTick, edit.mediaTime);
  const editEnd = edit.durationMovieTicks > 0 ? edit.mediaTime + lengthTicks : endTick;
  // The movie's clock is coarser than the track's: an edit that cuts less than a sample cuts nothing.
  const typicalTicks = (samples.durations[0] ?? 0) / 2;
  const cutEnd = editEnd < endTick - typicalTicks ? editEnd : endTick;
  return cutEnd > cutStart ? { startTick: cutStart, endTick: cutEnd } : whole;
}

export function spanMs(span: ShownSpan, ticksPerSecond: number): number {
  return ((span.endTick - span.startTick) / ticksPerSecond) * 1000;
}

/** Frames per second on average, over all samples. */
export function frameRateHz(samples: SampleTable, ticksPerSecond: number): number | null {
  const ticks = samples.durations.reduce((sum, duration) => sum + duration, 0);
  return samples.count > 0 && ticks > 0 ? (samples.count * ticksPerSecond) / ticks : null;
}

/** Clocks that tick in milliseconds round a steady 30 Hz to 33, 33, 34 ms. */
const roundingMs = 1;

/**
 * Whether pictures follow each other at uneven distances: some interval is off the median by more than one
 * tick of the clock and more than 1 ms of rounding. Null for fewer than two pictures.
 */
export function isFrameRateVariable(samples: SampleTable, ticksPerSecond: number): boolean | null {
  if (samples.count < 2) return null;
  const times = Float64Array.from(samples.shownAt).sort();
  const intervals = times.subarray(1).map((time, i) => time - (times[i] ?? 0));
  const median = Float64Array.from(intervals).sort()[intervals.length >> 1] ?? 0;
  const toleranceTicks = Math.max(1, (roundingMs / 1000) * ticksPerSecond) * 1.001;
  return intervals.some((interval) => Math.abs(interval - median) > toleranceTicks);
}
