import { lightTheme } from '../studio/theme.ts';
import { cleanUp } from '../video/clean-up.ts';
import { dispatchDue, recoverJobs } from '../video/dispatch-jobs.ts';
import { removeUntrue } from '../video/keep-cache-true.ts';
import { noteOnce } from '../video/note-once.ts';
import { createPrepareFilm } from '../video/prepare-film.ts';
import { createCompanions } from '../video/providers/studio-companions.ts';
import { reconcilePurchases } from '../video/reconcile-purchases.ts';
import type { VideoVerdict } from '../video/video-queue-port.ts';
import { standardTiming, type VideoWorkDependencies } from '../video/video-work.ts';
import { workOnJob } from '../video/work-on-job.ts';
import { repeat } from './repeat.ts';
import type { Services } from './services.ts';

export type RunningWorker = { close(): Promise<void> };

const RECOVER_EVERY_MS = 10_000;
const COMPARE_CACHE_EVERY_MS = 30_000;
const LOOK_FOR_DUE_EVERY_MS = 500;
const RECONCILE_EVERY_MS = 300_000;
const CLEAN_UP_EVERY_MS = 3_600_000;
/** Longer than a create call may take: one that is cut off has perhaps bought a film. */
const CLOSE_GRACE_MS = 35_000;

/** A worker in this process: takes jobs until closed, and keeps queue, cache and disk in line with the rows. */
export async function startWorker(services: Services): Promise<RunningWorker> {
  const { config, log } = services;
  const work = workOf(services);
  const handle = async (jobId: string, signal: AbortSignal): Promise<VideoVerdict> => {
    const verdict = await workOnJob(work, jobId, signal);
    if (verdict.kind === 'failed') log.error({ jobId, ...verdict }, 'a film could not be made');
    else log.info({ jobId, verdict: verdict.kind }, 'a job was worked on');
    return verdict;
  };
  const worker = await services.openWorker(handle, {
    studio: config.WORKER_CONCURRENCY,
    provider: config.PROVIDER_CONCURRENCY,
  });
  await recoverJobs(services);
  const now = (what: string, everyMs: number, task: (signal: AbortSignal) => Promise<unknown>) =>
    repeat(task, { everyMs, onError: (err) => log.error({ err }, `${what} failed; it is tried again`) });
  const schedules = [
    now('recovery of jobs', RECOVER_EVERY_MS, () => recoverJobs(services)),
    now('comparing the cache', COMPARE_CACHE_EVERY_MS, () => removeUntrue(services)),
    now('looking for due jobs', LOOK_FOR_DUE_EVERY_MS, () => dispatchDue(services)),
    now('cleaning up', CLEAN_UP_EVERY_MS, () => tidy(services)),
    now('reconciliation', RECONCILE_EVERY_MS, (signal) => reconcile(services, signal)),
  ];
  return {
    close: async () => {
      await Promise.all(schedules.map((schedule) => schedule.stop()));
      await worker.close({ graceMs: CLOSE_GRACE_MS });
    },
  };
}

export function workOf(services: Services): VideoWorkDependencies {
  const { config, log, clock } = services;
  const look = { ffmpegPath: config.FFMPEG_PATH, theme: services.theme ?? lightTheme };
  return {
    ...services,
    prepareFilm: createPrepareFilm({ ffmpegPath: config.FFMPEG_PATH }),
    makeCompanions: createCompanions({ clock, ...look }),
    timing: { ...standardTiming, studioMs: config.VIDEO_DEADLINE_SECONDS * 1000 },
    attemptsMax: config.VIDEO_ATTEMPTS_MAX,
    note: noteOnce(({ level, message, ...details }) => log[level](details, message)),
  };
}

async function tidy(services: Services): Promise<void> {
  const quotaBytes = services.config.VIDEO_QUOTA_BYTES;
  await cleanUp({ ...services, store: services.cleanUpStore, quotaBytes }, { isDryRun: false });
}

async function reconcile(services: Services, signal: AbortSignal): Promise<void> {
  const { doublesFound, overdue } = await reconcilePurchases(services, signal);
  if (doublesFound > 0) services.log.error({ doublesFound }, 'films were bought twice; see the runbook');
  if (overdue.length > 0)
    services.log.error({ overdue }, 'a person has to say whether films were bought; see the runbook');
}
