import type { Bytes, Milliseconds } from '../kernel/units.ts';

/** What a film must be to be published. */
export type FilmRules = {
  /** Of the picture as shown. */
  readonly shortSideMinPixels: number;
  readonly durationMinMs: Milliseconds;
  readonly durationMaxMs: Milliseconds;
  /** Sound ends on its own packet boundary, a few hundredths of a second off: that breaks no rule. */
  readonly durationToleranceMs: Milliseconds;
  /** A cut or a fade through black is shorter. */
  readonly blackMaxMs: Milliseconds;
  readonly frozenMaxMs: Milliseconds;
  readonly sizeMaxBytes: Bytes;
};

export const filmRules: FilmRules = {
  shortSideMinPixels: 720,
  durationMinMs: 5000,
  durationMaxMs: 10_000,
  durationToleranceMs: 100,
  blackMaxMs: 1000,
  frozenMaxMs: 2500,
  sizeMaxBytes: 50 * 1024 * 1024,
};

const lessonLengthTolerance = 0.2;

/** The rules for a film of a lesson: as long as the lesson, a fifth more or less. */
export function rulesForLesson(lessonDurationMs: Milliseconds): FilmRules {
  return {
    ...filmRules,
    durationMinMs: Math.round(lessonDurationMs * (1 - lessonLengthTolerance)),
    durationMaxMs: Math.round(lessonDurationMs * (1 + lessonLengthTolerance)),
  };
}
