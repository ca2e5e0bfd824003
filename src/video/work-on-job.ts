import type { Clock, IdSource } from '../kernel/clock.ts';
import type { Milliseconds } from '../kernel/units.ts';
import { findLesson } from '../lessons/catalogue.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { endedVideoJobStates, type VideoJob, type VideoJobState } from './job.ts';
import type { VideoJobStore } from './job-store-port.ts';
import type { MediaStore } from './media-store-port.ts';
import type { MadeMedia, VideoProvider } from './provider-port.ts';
import type { RenditionFile } from './rendition.ts';
import type { VideoVerdict } from './video-queue-port.ts';

type Made = Extract<MadeMedia, { kind: 'made' }>;

/** What is wrong with a film, in words; empty where it is sound. */
export type FilmJudge = (
  path: string,
  lesson: Lesson,
) => Promise<readonly { readonly code: string; readonly message: string }[]>;

export type VideoWorkDependencies = {
  readonly jobs: VideoJobStore;
  readonly media: MediaStore;
  readonly provider: VideoProvider;
  readonly judgeFilm: FilmJudge;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly attemptsMax: number;
  readonly deadlineMs: Milliseconds;
};

/**
 * Takes one job from wherever it stands to its end: claim → render → validate → publish. Safe to call for
 * the same job by several workers at once and again after a crash: every step is a compare-and-set on the
 * job's state and attempt, and whoever loses one stops without leaving a trace.
 */
export async function workOnJob(
  dependencies: VideoWorkDependencies,
  jobId: string,
  stop: AbortSignal,
): Promise<VideoVerdict> {
  const { jobs, media, attemptsMax, deadlineMs } = dependencies;
  const found = await jobs.find(jobId);
  if (!found || endedVideoJobStates.some((state) => state === found.state)) return { kind: 'not_mine' };
  if (found.attempt >= attemptsMax) {
    return endAsFailed(dependencies, found, {
      code: 'ATTEMPTS_EXHAUSTED',
      message: `the film was begun ${found.attempt} times and never finished; ${attemptsMax} is the most`,
    });
  }
  const job = await jobs.moveJob({ ...found, from: found.state }, 'rendering');
  if (!job) return { kind: 'not_mine' };

  const deadline = AbortSignal.timeout(deadlineMs);
  const folder = await media.openWorkFolder();
  try {
    return await attempt(dependencies, job, folder.path, AbortSignal.any([stop, deadline]));
  } catch (error) {
    if (stop.aborted) return { kind: 'interrupted' };
    const failure = deadline.aborted
      ? { code: 'DEADLINE', message: `the film was not done after ${deadlineMs / 1000} s` }
      : { code: 'PROVIDER_CRASHED', message: error instanceof Error ? error.message : String(error) };
    const now = await jobs.find(jobId);
    return endAsFailed(dependencies, { ...job, state: now?.state ?? job.state }, failure);
  } finally {
    await folder.remove();
  }
}

async function attempt(
  dependencies: VideoWorkDependencies,
  claimed: VideoJob,
  workFolder: string,
  signal: AbortSignal,
): Promise<VideoVerdict> {
  const { jobs, provider, judgeFilm } = dependencies;
  const lesson = findLesson(claimed.persona, claimed.topic);
  if (lesson?.version !== claimed.lessonVersion) {
    const message = `version ${claimed.lessonVersion} of ${claimed.persona}/${claimed.topic} is not in this program`;
    return endAsFailed(dependencies, claimed, { code: 'LESSON_CHANGED', message });
  }
  const onProgress = (progress: number): void => {
    // A lost progress note costs nothing; the next one follows.
    jobs.reportProgress(claimed, progress).catch(() => undefined);
  };
  const made = await provider.make({ lesson, locale: claimed.locale, workFolder, signal, onProgress });
  if (made.kind === 'failed') return endAsFailed(dependencies, claimed, made);

  const validating = await jobs.moveJob({ ...claimed, from: 'rendering' }, 'validating');
  if (!validating) return { kind: 'not_mine' };
  const faults = await judge(made, lesson, judgeFilm);
  if (faults.length > 0) {
    const message = faults.map((fault) => fault.message).join('; ');
    return endAsFailed(dependencies, validating, { code: faults[0]?.code ?? 'UNSOUND', message });
  }

  const publishing = await jobs.moveJob({ ...validating, from: 'validating' }, 'publishing');
  if (!publishing) return { kind: 'not_mine' };
  return publish(dependencies, publishing, made);
}

async function judge(made: Made, lesson: Lesson, judgeFilm: FilmJudge) {
  const film = made.files.find((file) => file.kind === 'film');
  if (!film) return [{ code: 'NO_FILM', message: 'the provider finished without a film' }];
  return judgeFilm(film.path, lesson);
}

async function publish(
  { jobs, media, provider, clock, ids }: VideoWorkDependencies,
  job: VideoJob,
  made: Made,
): Promise<VideoVerdict> {
  const { persona, topic, locale, slotKey, lessonVersion } = job;
  const files: RenditionFile[] = [];
  for (const file of made.files) {
    const stored = await media.put({ path: file.path, persona, topic, extension: file.extension });
    const { hash, sha256, sizeBytes } = stored;
    files.push({ kind: file.kind, extension: file.extension, locale: file.locale, hash, sha256, sizeBytes });
  }
  const published = await jobs.publish(job, {
    renditionId: ids.next(),
    slotKey,
    persona,
    topic,
    locale,
    lessonVersion,
    provider: provider.name,
    durationMs: made.durationMs,
    files,
    publishedAt: clock.now(),
  });
  return published ? { kind: 'done' } : { kind: 'not_mine' };
}

async function endAsFailed(
  { jobs }: Pick<VideoWorkDependencies, 'jobs'>,
  job: Pick<VideoJob, 'jobId' | 'attempt'> & { readonly state: VideoJobState },
  failure: { readonly code: string; readonly message: string },
): Promise<VideoVerdict> {
  const { code, message } = failure;
  const ended = await jobs.moveJob({ ...job, from: job.state }, 'failed', { failure: { code, message } });
  return ended ? { kind: 'failed', code, message } : { kind: 'not_mine' };
}
