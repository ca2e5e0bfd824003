import type { Clock } from '../kernel/clock.ts';
import { findLesson } from '../lessons/catalogue.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { lessonLocales } from '../lessons/worked-value.ts';
import { type FilmChain, linksOf } from './film-chain.ts';
import { isParked, type VideoIntent, type VideoJob, type VideoTrack, videoPriorities } from './job.ts';
import type { JobBeginning, OpenOutcome, SlotTrack, VideoJobStore } from './job-store-port.ts';
import type { Rendition } from './rendition.ts';
import { restAfterFailureMs } from './rest-after-failure.ts';
import { type SlotName, slotKey } from './slot-key.ts';
import type { VideoQueue } from './video-queue-port.ts';

export type RequestVideoOutcome =
  | { readonly kind: 'enqueued'; readonly jobId: string }
  | { readonly kind: 'cached' }
  /** `general` has no lessons, on purpose. */
  | { readonly kind: 'skipped' }
  /** The last attempt failed a short while ago, or a person said no; nothing is begun. */
  | { readonly kind: 'resting' }
  /** The ordered film waits for a person. The studio's stands in for it. */
  | { readonly kind: 'awaiting_approval'; readonly jobId: string }
  /** No configured provider fits into what is left of the day's money. The studio's film stands in. */
  | { readonly kind: 'over_budget'; readonly jobId: string | null }
  | { readonly kind: 'unknown_lesson' };

/**
 * - `page`: a member looks at it; the studio's film is begun beside an ordered one, which may take hours
 * - `person`: somebody asked for it in so many words, and it is begun however lately it failed
 * - `pre_warm`: nobody looks yet
 * - `visitor`: somebody looks who isn't shown it; no money is spent for that, the studio's film is made
 */
export type VideoAsker = 'page' | 'person' | 'pre_warm' | 'visitor';

export type RequestVideoDependencies = {
  readonly jobs: VideoJobStore;
  readonly queue: VideoQueue;
  readonly chain: FilmChain;
  readonly clock: Clock;
};

/** What is known of a slot when somebody asks for it. */
type Asked = {
  readonly slot: SlotName;
  readonly lesson: Lesson;
  readonly asker: VideoAsker;
  readonly isAgain: boolean;
  readonly current: Rendition | null;
  readonly tracks: Readonly<Record<VideoTrack, SlotTrack>>;
};

/** `isAgain`: a film of the studio that is there is made once more, as after a change of theme; it is served meanwhile. */
type Wanted = SlotName & { readonly asker: VideoAsker; readonly isAgain?: boolean };

/** Sees to it that a lesson's film will be there: answers at once, whoever asks and however many. */
export async function requestVideo(
  dependencies: RequestVideoDependencies,
  wanted: Wanted,
): Promise<RequestVideoOutcome> {
  if (wanted.persona === 'general') return { kind: 'skipped' };
  const lesson = findLesson(wanted.persona, wanted.topic);
  if (!lesson || !lessonLocales.some((locale) => locale === wanted.locale)) return { kind: 'unknown_lesson' };

  const asked = await lookAt(dependencies, wanted, lesson);
  const ordered = await askProviders(dependencies, asked);
  const shown = await askStudio(dependencies, asked, ordered);
  return ordered ?? shown;
}

/** The studio's film for a slot whose ordered one will not come soon. */
export async function requestStandIn(dependencies: RequestVideoDependencies, slot: SlotName): Promise<void> {
  const lesson = findLesson(slot.persona, slot.topic);
  if (!lesson) return;
  await askStudio(dependencies, await lookAt(dependencies, { ...slot, asker: 'page' }, lesson), null);
}

async function lookAt(
  { jobs }: RequestVideoDependencies,
  { persona, topic, locale, asker, isAgain = false }: Wanted,
  lesson: Lesson,
): Promise<Asked> {
  const slot = { persona, topic, locale };
  const key = slotKey(slot);
  const [current, tracks] = await Promise.all([jobs.current(key), jobs.slotJobs([key])]);
  const found = tracks.get(key);
  if (!found) throw new TypeError('a store answers for every slot that it is asked about');
  return { slot, lesson, asker, isAgain, current, tracks: found };
}

/** Null where no provider is configured, or none can make this film: then the studio's is the film. */
async function askProviders(
  dependencies: RequestVideoDependencies,
  asked: Asked,
): Promise<RequestVideoOutcome | null> {
  const { jobs, chain, clock } = dependencies;
  const { lesson, slot, asker, current, tracks } = asked;
  if (chain.providers.length === 0 || asker === 'visitor') return null;
  const isOrdered = chain.providers.some(({ name }) => name === current?.provider);
  if (isOrdered && isUpToDate(current, lesson)) return { kind: 'cached' };

  const underWay = await pickUp(dependencies, asked, tracks.provider.latest);
  if (underWay) return underWay;
  if (asker !== 'person' && isAtRest(tracks.provider, lesson, clock)) return { kind: 'resting' };

  let isOverBudget = false;
  for await (const link of linksOf(chain, { lesson, locale: slot.locale, isInsistent: asker === 'person' })) {
    if (link.kind === 'passed_over') continue;
    const beginning: JobBeginning =
      link.kind === 'order'
        ? { kind: 'ordered', plan: link.plan, capMicroUsd: chain.capMicroUsd }
        : { kind: 'awaiting_spend', planned: link.subject };
    const opened = await jobs.open(intentOf(asked, 'provider'), { priority: priorityOf(asked), beginning });
    if (opened.kind !== 'over_budget') return await deliverable(dependencies, opened);
    isOverBudget = true;
  }
  return isOverBudget ? { kind: 'over_budget', jobId: null } : null;
}

/** What a job that has not ended means to whoever asks again. */
async function pickUp(
  dependencies: RequestVideoDependencies,
  { asker, lesson }: Asked,
  latest: VideoJob | null,
): Promise<RequestVideoOutcome | null> {
  const { jobs, queue } = dependencies;
  if (latest === null) return null;
  if (latest.lessonVersion !== lesson.version) {
    // What is unclear about another version's film is a matter of its own. An old one needs no approval any more.
    if (latest.lessonVersion < lesson.version) await jobs.supersede(latest.jobId);
    return null;
  }
  if (latest.state === 'timed_out' && asker === 'person') {
    const resumed = await jobs.resume(latest.jobId);
    if (resumed) await queue.enqueue(resumed);
    return { kind: 'enqueued', jobId: latest.jobId };
  }
  return isParked(latest) ? { kind: 'awaiting_approval', jobId: latest.jobId } : null;
}

async function askStudio(
  dependencies: RequestVideoDependencies,
  asked: Asked,
  ordered: RequestVideoOutcome | null,
): Promise<RequestVideoOutcome> {
  const { jobs, chain, clock } = dependencies;
  const { lesson, asker, isAgain, current, tracks } = asked;
  const isRenewed = isAgain && current?.provider === chain.studio.name;
  if (current?.link === 'film' && isUpToDate(current, lesson) && !isRenewed) return { kind: 'cached' };
  const willBeShownSoon = ordered?.kind === 'enqueued' && chain.reviewPolicy !== 'both';
  if (willBeShownSoon && asker !== 'page') return ordered;
  if (asker !== 'person' && isAtRest(tracks.studio, lesson, clock)) return { kind: 'resting' };
  const opened = await jobs.open(intentOf(asked, 'studio'), {
    priority: priorityOf(asked),
    beginning: { kind: 'queued' },
  });
  return await deliverable(dependencies, opened);
}

async function deliverable(
  { queue }: RequestVideoDependencies,
  opened: OpenOutcome,
): Promise<RequestVideoOutcome> {
  if (opened.kind === 'over_budget') return { kind: 'over_budget', jobId: null };
  const { job } = opened;
  if (job.state === 'awaiting_approval') return { kind: 'awaiting_approval', jobId: job.jobId };
  // What waits for its provider is looked after by its own clock.
  if (job.state === 'queued' || job.state === 'working') await queue.enqueue(job);
  return { kind: 'enqueued', jobId: job.jobId };
}

/** A slot keeps the newest: a program that knows only an older version, as one that was rolled back, makes nothing. */
function isUpToDate(current: Rendition | null, lesson: Lesson): boolean {
  return current !== null && current.lessonVersion >= lesson.version;
}

function intentOf({ slot, lesson }: Asked, track: VideoTrack): VideoIntent {
  return { ...slot, slotKey: slotKey(slot), lessonVersion: lesson.version, track };
}

function priorityOf({ asker, current }: Asked): number {
  if (current) return videoPriorities.renewal;
  if (asker === 'page') return videoPriorities.firstView;
  return asker === 'person' ? videoPriorities.asked : videoPriorities.preWarm;
}

/** Rests after failures, longer each time; after a person's no at the show gate until the lesson changes. */
function isAtRest({ latest, failuresInARow, wasPaid }: SlotTrack, lesson: Lesson, clock: Clock): boolean {
  if (latest === null || latest.lessonVersion !== lesson.version) return false;
  if (latest.state === 'rejected') return latest.failure?.code === 'FILM_REJECTED';
  if (latest.state !== 'failed') return false;
  return clock.now().getTime() - latest.updatedAt.getTime() < restAfterFailureMs(failuresInARow, wasPaid);
}
