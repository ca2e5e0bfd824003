import type { VideoAttempt } from './attempt.ts';
import { named, store } from './deliver-film.ts';
import type { Failure } from './job.ts';
import { notMine, type StepOutcome, type Work } from './video-work.ts';

/**
 * No film came: the infographic stands for it. The job ends as failed, so that the film is tried again after a
 * rest. Where not even that can be made, the words of the recommendation stand alone.
 */
export async function publishInfographic(
  work: Work,
  made: readonly VideoAttempt[],
  failure: Failure,
): Promise<StepOutcome> {
  const { attempts, jobs, fence, job, media, makeCompanions, lesson, signal, ids, clock, note } = work;
  const open = made.find(({ state }) => state === 'reserved' || state === 'starting' || state === 'started');
  if (open) await attempts.fail(fence, open.attemptId, { failure, money: { kind: 'free' } });
  const folder = await media.openWorkFolder();
  try {
    const companions = await makeCompanions({
      lesson,
      locale: job.locale,
      filmPath: null,
      filmDurationMs: 0,
      isOwnFilm: true,
      origin: null,
      workFolder: folder.path,
      signal,
    });
    const rendition = {
      ...named(job),
      renditionId: ids.next(),
      link: 'infographic' as const,
      provider: 'studio',
      model: null,
      promptDigest: null,
      review: 'approved' as const,
      durationMs: 0,
      files: await store(work, companions),
      publishedAt: clock.now(),
    };
    if (!(await jobs.publish(fence, { rendition, failure, attempt: null }))) return notMine;
  } catch (error) {
    signal.throwIfAborted();
    const message = `no infographic either: ${error instanceof Error ? error.message : String(error)}`;
    note({ level: 'error', message, jobId: job.jobId });
    if (!(await jobs.fail(fence, failure))) return notMine;
  } finally {
    await folder.remove();
  }
  return { kind: 'failed', ...failure };
}
