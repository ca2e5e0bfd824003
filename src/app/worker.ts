import { validateFilm } from '../media/validate-film.ts';
import { createStudioProvider } from '../video/providers/studio.ts';
import { recoverJobs } from '../video/recover-jobs.ts';
import type { VideoVerdict } from '../video/video-queue-port.ts';
import { type FilmJudge, type VideoWorkDependencies, workOnJob } from '../video/work-on-job.ts';
import type { Services } from './services.ts';

export type RunningWorker = { close(): Promise<void> };

const RECOVER_EVERY_MS = 30_000;
const CLOSE_GRACE_MS = 10_000;

/** What makes a provider's film unfit to be shown, by the prober's own rules. */
const judgeFilm: FilmJudge = async (path) => {
  const { valid, errors } = await validateFilm(path);
  return valid ? [] : errors;
};

/** A worker in this process: takes jobs until closed, and keeps queue and disk in line with the rows. */
export async function startWorker(services: Services): Promise<RunningWorker> {
  const { config, log } = services;
  const work: VideoWorkDependencies = {
    ...services,
    provider: createStudioProvider(),
    judgeFilm,
    attemptsMax: config.VIDEO_ATTEMPTS_MAX,
    deadlineMs: config.VIDEO_DEADLINE_SECONDS * 1000,
  };
  const handle = async (jobId: string, signal: AbortSignal): Promise<VideoVerdict> => {
    const verdict = await workOnJob(work, jobId, signal);
    if (verdict.kind === 'failed') log.error({ jobId, ...verdict }, 'a film could not be made');
    else log.info({ jobId, verdict: verdict.kind }, 'a job was worked on');
    return verdict;
  };
  const worker = await services.openWorker(handle, { concurrency: config.WORKER_CONCURRENCY });
  await recoverJobs(services);
  const timer = setInterval(() => {
    recoverJobs(services).catch((error: unknown) => log.error({ err: error }, 'recovery of jobs failed'));
  }, RECOVER_EVERY_MS);
  return {
    close: async () => {
      clearInterval(timer);
      await worker.close({ graceMs: CLOSE_GRACE_MS });
    },
  };
}
