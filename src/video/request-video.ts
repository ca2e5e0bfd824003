import type { Clock } from '../kernel/clock.ts';
import type { Milliseconds } from '../kernel/units.ts';
import { findLesson } from '../lessons/catalogue.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { lessonLocales } from '../lessons/worked-value.ts';
import type { VideoJob } from './job.ts';
import type { VideoJobStore } from './job-store-port.ts';
import { slotKey } from './slot-key.ts';
import type { VideoQueue } from './video-queue-port.ts';

export type RequestVideoOutcome =
  | { readonly kind: 'enqueued'; readonly jobId: string }
  | { readonly kind: 'cached' }
  /** `general` has no lessons, on purpose. */
  | { readonly kind: 'skipped' }
  /** The last attempt failed a short while ago; asking again later opens a new job. */
  | { readonly kind: 'resting' }
  | { readonly kind: 'unknown_lesson' };

export type RequestVideoDependencies = {
  readonly jobs: VideoJobStore;
  readonly queue: VideoQueue;
  readonly clock: Clock;
};

const FAILED_LESSON_RESTS_MS: Milliseconds = 10 * 60 * 1000;

/**
 * Sees to it that a lesson's film will be there: answers at once, whoever asks and however many.
 * `isInsistent` asks again even where the last attempt has just failed; pages never insist.
 */
export async function requestVideo(
  { jobs, queue, clock }: RequestVideoDependencies,
  wanted: { persona: string; topic: string; locale: string; isInsistent: boolean },
): Promise<RequestVideoOutcome> {
  if (wanted.persona === 'general') return { kind: 'skipped' };
  const lesson = findLesson(wanted.persona, wanted.topic);
  if (!lesson || !lessonLocales.some((locale) => locale === wanted.locale)) return { kind: 'unknown_lesson' };

  const key = slotKey(wanted);
  const current = await jobs.current(key);
  if (current?.lessonVersion === lesson.version) return { kind: 'cached' };
  if (!wanted.isInsistent && isResting(await jobs.latest(key), lesson, clock)) return { kind: 'resting' };

  const { job } = await jobs.open({
    slotKey: key,
    persona: wanted.persona,
    topic: wanted.topic,
    locale: wanted.locale,
    lessonVersion: lesson.version,
  });
  await queue.enqueue(job.jobId);
  return { kind: 'enqueued', jobId: job.jobId };
}

function isResting(latest: VideoJob | null, lesson: Lesson, clock: Clock): boolean {
  if (latest?.state !== 'failed' || latest.lessonVersion !== lesson.version) return false;
  return clock.now().getTime() - latest.updatedAt.getTime() < FAILED_LESSON_RESTS_MS;
}
