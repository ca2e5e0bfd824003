import { Conversion, FilePathTarget, type Input, Mp4OutputFormat, Output } from 'mediabunny';
import { ReworkFailed } from './rework-failed.ts';
import type { ReworkJob } from './rework-job.ts';

/** Copies the coded pictures, and the sound where it is kept, into a new MP4 whose index comes first. */
export async function rewrapFilm(input: Input, job: ReworkJob): Promise<void> {
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'in-memory' }),
    target: new FilePathTarget(job.outPath),
  });
  const conversion = await Conversion.init({
    input,
    output,
    tracks: 'primary',
    copy: { mode: 'forced', shiftTolerance: Number.POSITIVE_INFINITY },
    audio: { discard: !job.keepSound },
    // What a provider wrote about its work stays out, except the boxes that are carried over whole.
    tags: {},
    showWarnings: false,
  });
  const lost = conversion.discardedTracks.find((one) => one.reason !== 'discarded_by_user');
  if (!conversion.isValid || lost) {
    throw new ReworkFailed(`the ${lost?.track.type ?? 'video'} track can't be copied: ${lost?.reason}`);
  }
  await conversion.execute();
}
