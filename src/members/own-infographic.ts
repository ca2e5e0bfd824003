import { findLesson } from '../lessons/catalogue.ts';
import { type FactRow, factRows } from '../lessons/fact-rows.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { RecommendationLocale } from '../recommendations/render-rationale.ts';
import { type MemberViewDependencies, memberViewToday } from './member-view.ts';
import type { DrawOwnInfographic, OwnInfographicOrder } from './own-infographic-port.ts';
import { ownNumbers } from './own-numbers.ts';
import type { MemberRun } from './profile-store-port.ts';
import type { RefreshDependencies } from './refresh-member.ts';

type Shown = Pick<MemberRun, 'personas' | 'recommendations'>;

/** What an infographic with own numbers says, for those who don't see it. */
export type OwnInfographicWords = {
  readonly recommendationId: string;
  readonly topic: string;
  readonly facts: readonly FactRow[];
};

export type OwnInfographic =
  | { readonly kind: 'drawn'; readonly svg: string }
  | { readonly kind: 'unknown_member' }
  /** As the recommendations say it: nothing was analysed, or nothing yet. */
  | { readonly kind: 'no_consent' }
  | { readonly kind: 'not_analysed' }
  /** The member isn't shown a lesson of this topic now. */
  | { readonly kind: 'not_recommended' }
  /** The lesson keeps its worked example: one of its numbers isn't known of this member. */
  | { readonly kind: 'numbers_unknown' };

export type OwnInfographicDependencies = MemberViewDependencies &
  RefreshDependencies & { readonly drawOwnInfographic: DrawOwnInfographic };

/** Draws it anew each time, from what the member is shown today; it is kept nowhere. */
export async function ownInfographic(
  dependencies: OwnInfographicDependencies,
  order: { readonly memberId: string; readonly topic: string } & Pick<
    OwnInfographicOrder,
    'locale' | 'theme'
  >,
): Promise<OwnInfographic> {
  const view = await memberViewToday(dependencies, order.memberId);
  if (!view) return { kind: 'unknown_member' };
  if (!view.run) return { kind: view.consent.status === 'granted' ? 'not_analysed' : 'no_consent' };
  const lesson = shownLessons(view.run).find(({ topic }) => topic === order.topic);
  if (!lesson) return { kind: 'not_recommended' };
  const own = ownNumbers(lesson, toldIn(view.run));
  if (!own) return { kind: 'numbers_unknown' };
  return { kind: 'drawn', svg: dependencies.drawOwnInfographic({ ...order, lesson, own }) };
}

/** The items whose lesson can be drawn with the member's numbers, and what the drawing says. */
export function ownInfographicWords(
  run: Shown,
  locale: RecommendationLocale,
): readonly OwnInfographicWords[] {
  const told = toldIn(run);
  return shownLessons(run).flatMap((lesson) => {
    const own = ownNumbers(lesson, told);
    const item = told.find(({ kind, topic }) => kind === 'education' && topic === lesson.topic);
    if (!own || !item) return [];
    return [{ recommendationId: item.id, topic: lesson.topic, facts: factRows(lesson, locale, own) }];
  });
}

/** Every education item with a lesson of the member's persona, with a film or without. */
function shownLessons(run: Shown): readonly Lesson[] {
  const persona = run.personas['180d'].primary;
  return toldIn(run).flatMap(({ kind, topic }) => {
    const lesson = kind === 'education' ? findLesson(persona, topic) : null;
    return lesson ? [lesson] : [];
  });
}

function toldIn({ recommendations }: Shown) {
  return recommendations.map(({ value }) => value);
}
