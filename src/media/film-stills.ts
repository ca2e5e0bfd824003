import { ok, type Result, refused } from '../kernel/result.ts';
import { decodeVideo } from './decode-movie.ts';
import { mediaLimits } from './media-limits.ts';
import { probeMovie } from './probe-media.ts';
import { runApart } from './run-apart.ts';
import type { FilmStills, StillsJob, StillsOrder, StillsReport } from './stills-job.ts';

const childFile = new URL('./stills-child.ts', import.meta.url);

/**
 * Takes pictures out of a prepared film, in a process of its own: one to stand for it, and small ones of given
 * moments in one sheet. Refuses with a sentence where there are none to take; rejects with the reason of
 * `signal` when it aborts.
 */
export async function filmStills(
  path: string,
  order: StillsOrder,
  signal: AbortSignal,
): Promise<Result<FilmStills, string>> {
  const movie = await probeMovie(path, mediaLimits);
  if (movie.kind === 'refused') return refused(movie.message);
  const video = decodeVideo(movie);
  if (!video) return refused('the film has no pictures that can be decoded here');
  const job: StillsJob = { path, video, order, limits: mediaLimits };
  const maxMs = mediaLimits.decodeMaxMs;
  const outcome = await runApart<StillsReport>(childFile, job, { maxMs, signal });
  if (outcome.kind === 'timed_out') return refused(`taking pictures took longer than ${maxMs} ms`);
  if (outcome.kind === 'crashed') return refused(outcome.message);
  return outcome.report.kind === 'taken' ? ok(outcome.report.stills) : refused(outcome.report.message);
}
