import type { Clock, IdSource } from '../kernel/clock.ts';
import type { Milliseconds } from '../kernel/units.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { Fence } from './attempt.ts';
import type { AttemptStore } from './attempt-store-port.ts';
import type { MakeCompanions } from './companions-port.ts';
import type { FilmChain } from './film-chain.ts';
import type { VideoJob } from './job.ts';
import type { VideoJobStore } from './job-store-port.ts';
import type { MediaStore } from './media-store-port.ts';
import type { PrepareFilm } from './prepare-film-port.ts';
import type { VideoQueue, VideoVerdict } from './video-queue-port.ts';

/** How long a worker waits for what. */
export type WorkTiming = {
  /** A worker that hasn't renewed for so long counts as dead. */
  readonly leaseMs: Milliseconds;
  readonly firstPollMs: Milliseconds;
  readonly longestPollMs: Milliseconds;
  /** A create call that nothing is found of may still be on its way for so long. */
  readonly callSettlesMs: Milliseconds;
  /** How long a film that is done is asked for: about as long as providers keep it. */
  readonly fetchForMs: Milliseconds;
  /** How long a handle is written down again where the database is away. */
  readonly insistMs: Milliseconds;
  /** How long the studio may take over one film. */
  readonly studioMs: Milliseconds;
};

export const standardTiming: WorkTiming = {
  leaseMs: 5_000,
  firstPollMs: 2_000,
  longestPollMs: 20_000,
  callSettlesMs: 12 * 60_000,
  fetchForMs: 3_600_000,
  insistMs: 30_000,
  studioMs: 180_000,
};

/** Longer than this nobody waits for a next look or call, whatever a provider asks for. */
export const LONGEST_WAIT_MS: Milliseconds = 60_000;

/** Something that whoever runs this ought to know. */
export type WorkNote = {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly jobId: string;
  /** Worth telling once for whatever this names. */
  readonly onceFor?: string;
  readonly [detail: string]: string | number | null;
};

export type VideoWorkDependencies = {
  readonly jobs: VideoJobStore;
  readonly attempts: AttemptStore;
  readonly queue: VideoQueue;
  readonly media: MediaStore;
  readonly chain: FilmChain;
  readonly prepareFilm: PrepareFilm;
  readonly makeCompanions: MakeCompanions;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly timing: WorkTiming;
  /** How often a film of the studio is begun before the infographic stands for it. */
  readonly attemptsMax: number;
  readonly note: (note: WorkNote) => void;
};

/** One job in the hands of one worker. */
export type Work = VideoWorkDependencies & {
  readonly job: VideoJob;
  readonly fence: Fence;
  readonly lesson: Lesson;
  /** Aborts when the worker stops or has lost the job. */
  readonly signal: AbortSignal;
};

/** `again`: the row has moved on, look at it anew. */
export type StepOutcome = { readonly kind: 'again' } | VideoVerdict;

export const again: StepOutcome = { kind: 'again' };
export const notMine: StepOutcome = { kind: 'not_mine' };

/** Doubles from the first wait, with an end. */
export function backoffMs({ firstPollMs, longestPollMs }: WorkTiming, tries: number): Milliseconds {
  return Math.min(longestPollMs, firstPollMs * 2 ** Math.min(tries, 20));
}
