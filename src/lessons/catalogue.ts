import type { Persona } from '../personas/assignment.ts';
import { creditUtilization } from './high-utilization/credit-utilization.ts';
import type { Lesson } from './lesson.ts';
import { goalSetting } from './savings-builder/goal-setting.ts';
import { subscriptionAudit } from './subscription-heavy/subscription-audit.ts';
import { emergencyFundBasics } from './variable-income/emergency-fund-basics.ts';

/** Every lesson there is, in the order in which each persona should meet them. */
export const lessons: readonly Lesson[] = [
  creditUtilization,
  emergencyFundBasics,
  subscriptionAudit,
  goalSetting,
];

/** The lesson of that persona and topic, or null. */
export function findLesson(persona: string, topic: string): Lesson | null {
  return lessons.find((lesson) => lesson.persona === persona && lesson.topic === topic) ?? null;
}

/** A persona's lessons; none for `general` or an unknown name. */
export function lessonsOf(persona: Persona | string): readonly Lesson[] {
  return lessons.filter((lesson) => lesson.persona === persona);
}
