import { findLesson } from '../lessons/catalogue.ts';
import type { MemberRun } from './profile-store-port.ts';

/** How many of a member's recommendations carry a film. */
const FILMS_PER_MEMBER = 3;

export type TopLesson = {
  readonly recommendationId: string;
  readonly persona: string;
  readonly topic: string;
};

/**
 * The lessons of what a member is shown first: the top education items that have one, at most three.
 * Always empty for `general`.
 */
export function topLessons(run: Pick<MemberRun, 'personas' | 'recommendations'>): readonly TopLesson[] {
  const persona = run.personas['180d'].primary;
  if (persona === 'general') return [];
  return run.recommendations
    .map(({ value }) => value)
    .filter(({ kind, topic }) => kind === 'education' && findLesson(persona, topic) !== null)
    .slice(0, FILMS_PER_MEMBER)
    .map(({ id, topic }) => ({ recommendationId: id, persona, topic }));
}
