import { type MemberViewDependencies, memberViewToday } from './member-view.ts';
import type { RefreshDependencies } from './refresh-member.ts';
import { topLessons } from './top-lessons.ts';

/** Whether a lesson is among those whose films the member is shown now. False without consent. */
export async function isShownLesson(
  dependencies: MemberViewDependencies & RefreshDependencies,
  memberId: string,
  lesson: { readonly persona: string; readonly topic: string },
): Promise<boolean> {
  const today = await memberViewToday(dependencies, memberId);
  if (!today?.run) return false;
  return topLessons(today.run).some(
    ({ persona, topic }) => persona === lesson.persona && topic === lesson.topic,
  );
}
