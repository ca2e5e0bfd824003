/**
 * A video job is one attempt chain to give a slot its rendition. The row in PostgreSQL is the truth;
 * the queue only carries its id and can be rebuilt from the rows.
 *
 * | state        | what is true in it                                            | what moves it on                         |
 * |--------------|---------------------------------------------------------------|------------------------------------------|
 * | `queued`     | the row exists, a worker has not begun                        | a worker claims it → `rendering`         |
 * | `rendering`  | one worker makes the media in a work folder of this attempt   | media made → `validating`; cannot → `failed`; worker gone → claimed again |
 * | `validating` | the media is whole on disk, nobody has judged it              | sound → `publishing`; unsound → `failed` |
 * | `publishing` | the media is judged sound; files are being put under their digest | rendition row and slot written in one transaction → `ready` |
 * | `ready`      | the slot points to a rendition whose files are all in place   | end                                      |
 * | `failed`     | the reason is recorded; the slot keeps what it had            | end; a new request may open a new job    |
 *
 * A slot has at most one job that has not ended: the database holds that, not the program.
 * `moveJob` in the store is the only function that changes a state, by compare-and-set on the state and
 * the attempt number, so a worker that was thought dead and comes back changes nothing.
 */
export const videoJobStates = ['queued', 'rendering', 'validating', 'publishing', 'ready', 'failed'] as const;
export type VideoJobState = (typeof videoJobStates)[number];

export const endedVideoJobStates = ['ready', 'failed'] as const satisfies readonly VideoJobState[];

const nextStates: Record<VideoJobState, readonly VideoJobState[]> = {
  queued: ['rendering', 'failed'],
  rendering: ['rendering', 'validating', 'failed'],
  validating: ['rendering', 'publishing', 'failed'],
  publishing: ['rendering', 'ready', 'failed'],
  ready: [],
  failed: [],
};

/** Whether the table above allows the step. `→ rendering` from a later state is a restart after a crash. */
export function videoJobMayMove(from: VideoJobState, to: VideoJobState): boolean {
  return nextStates[from].includes(to);
}

export type VideoJob = {
  readonly jobId: string;
  readonly slotKey: string;
  readonly persona: string;
  readonly topic: string;
  readonly locale: string;
  readonly lessonVersion: number;
  readonly state: VideoJobState;
  /** How many times a worker has begun it; 0 while queued. */
  readonly attempt: number;
  /** 0–1, of the current attempt. */
  readonly progress: number;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
