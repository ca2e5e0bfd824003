import type { Lesson, OwnNumbers } from '../lessons/lesson.ts';
import type { LessonLocale } from '../lessons/worked-value.ts';

/** The two looks of a page, and of a picture in it. */
export const infographicThemes = ['light', 'dark'] as const;

export type OwnInfographicOrder = {
  readonly lesson: Lesson;
  readonly locale: LessonLocale;
  readonly theme: (typeof infographicThemes)[number];
  readonly own: OwnNumbers;
};

/** Draws a lesson's infographic with a member's own numbers in it: one standalone SVG, the same for the same order. */
export type DrawOwnInfographic = (order: OwnInfographicOrder) => string;
