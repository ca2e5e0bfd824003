import type { Bytes, MicroDollars, Milliseconds } from '../kernel/units.ts';

/** One provider's turn at a film. */
export type FilmLogEntry = {
  readonly at: Date;
  readonly persona: string;
  readonly topic: string;
  readonly locale: string;
  readonly lessonVersion: number;
  readonly jobId: string;
  /** `studio` or `provider`: the net, or what was ordered. */
  readonly track: string;
  /** Counts up from 1 within the job. */
  readonly attempt: number;
  readonly provider: string;
  readonly model: string;
  readonly promptDigest: string;
  readonly status: string;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly filmMs: Milliseconds | null;
  readonly sizeBytes: Bytes | null;
  /** From the provider's yes to its finished film. */
  readonly generationMs: Milliseconds | null;
  /** 0 for the studio's; null where it isn't known yet. */
  readonly costMicroUsd: MicroDollars | null;
  /** What came that wasn't ordered so. */
  readonly differences: readonly {
    readonly what: string;
    readonly ordered: string;
    readonly delivered: string;
  }[];
};

/** What stands for a lesson now, and why it is that. */
export type ServedLink = {
  readonly persona: string;
  readonly topic: string;
  readonly locale: string;
  /** The words alone are always there. */
  readonly link: 'film' | 'infographic' | 'text';
  readonly provider: string | null;
  readonly renditionId: string | null;
  readonly lessonVersion: number | null;
  readonly since: Date | null;
  readonly why: string;
};

export type FilmHistory = {
  readonly served: readonly ServedLink[];
  /** Oldest first. */
  readonly log: readonly FilmLogEntry[];
};

/** How the films of lessons came about: for whoever asks why a member saw what they saw. */
export interface FilmLog {
  historyOf(lessons: readonly { persona: string; topic: string }[]): Promise<FilmHistory>;
}
