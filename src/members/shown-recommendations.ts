import type { Feedback } from '../recommendations/ranking.ts';
import type { RecommendationLocale } from '../recommendations/render-rationale.ts';
import { feedbackInForce } from './feedback-in-force.ts';
import {
  type MemberViewDependencies,
  memberViewToday,
  viewIn,
  type WordedMemberView,
} from './member-view.ts';
import { type OwnInfographicWords, ownInfographicWords } from './own-infographic.ts';
import type { RefreshDependencies } from './refresh-member.ts';
import { type TopLesson, topLessons } from './top-lessons.ts';

/** What a member is shown now, in one language. */
export type ShownRecommendations = {
  readonly view: WordedMemberView;
  readonly feedback: readonly Feedback[];
  /** The lessons whose films come with it, in the language of the words. */
  readonly lessons: readonly (TopLesson & { readonly locale: RecommendationLocale })[];
  /** What the infographics with the member's own numbers say, in the same language. */
  readonly pictures: readonly OwnInfographicWords[];
};

/** As of today; asks that the films of it be there, and waits for none. Null where there is no such member. */
export async function shownRecommendations(
  dependencies: MemberViewDependencies & RefreshDependencies,
  memberId: string,
  locale: RecommendationLocale,
): Promise<ShownRecommendations | null> {
  const today = await memberViewToday(dependencies, memberId);
  if (!today) return null;
  const view = viewIn(today, locale);
  if (!view.run) return { view, feedback: [], lessons: [], pictures: [] };
  const lessons = topLessons(view.run).map((lesson) => ({ ...lesson, locale: view.locale }));
  await dependencies.films.request(lessons, 'page');
  const feedback = feedbackInForce(await dependencies.feedback.history(memberId));
  return { view, feedback, lessons, pictures: ownInfographicWords(view.run, view.locale) };
}
