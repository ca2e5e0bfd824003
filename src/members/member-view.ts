import { isoDateOfInstant } from '../kernel/dates.ts';
import type { RecommendationLocale } from '../recommendations/render-rationale.ts';
import type { ConsentLedger, ConsentStatus } from './consent-ledger-port.ts';
import type { MemberDirectory, MemberEntry } from './member-directory-port.ts';
import { isSameBasis, type MemberRun, type ProfileStore } from './profile-store-port.ts';
import { type RefreshDependencies, refreshMember } from './refresh-member.ts';

/** A member as a page shows them: who, what they agreed to, and what was made of it, null without consent. */
export type MemberView = {
  readonly member: MemberEntry;
  readonly consent: ConsentStatus;
  readonly run: MemberRun | null;
};

/** The same in one language: `locale` is the one that the recommendations are really worded in. */
export type WordedMemberView = MemberView & { readonly locale: RecommendationLocale };

export type MemberViewDependencies = {
  readonly directory: MemberDirectory;
  readonly consents: ConsentLedger;
  readonly profiles: ProfileStore;
};

/** Null where there is no such member. */
export async function memberView(
  { directory, consents, profiles }: MemberViewDependencies,
  memberId: string,
): Promise<MemberView | null> {
  const member = await directory.find(memberId);
  if (!member) return null;
  const consent = await consents.status(memberId);
  const run = consent.status === 'granted' ? await profiles.currentRun(memberId) : null;
  return { member, consent, run };
}

export async function memberViews(dependencies: MemberViewDependencies): Promise<readonly MemberView[]> {
  const members = await dependencies.directory.list();
  return Promise.all(
    members.map(async (member) => {
      const view = await memberView(dependencies, member.memberId);
      return view ?? { member, consent: { status: 'none', since: null }, run: null };
    }),
  );
}

/**
 * The same, looked at anew where the last look was on another day or data, words or feedback came in since (a
 * process may have ended between the two): what is shown is always as of now.
 */
export async function memberViewToday(
  dependencies: MemberViewDependencies & RefreshDependencies,
  memberId: string,
): Promise<MemberView | null> {
  const view = await memberView(dependencies, memberId);
  if (view?.consent.status !== 'granted') return view;
  const isToday = view.run?.asOf === isoDateOfInstant(dependencies.clock.now());
  const isUpToDate = isSameBasis(view.run?.basis ?? null, await dependencies.profiles.basis(memberId));
  if (isToday && isUpToDate) return view;
  await refreshMember(dependencies, memberId, isToday ? 'caught_up' : 'new_day');
  return memberView(dependencies, memberId);
}

/** A view in the language that is asked for; where its run has no words in it, in English. */
export function viewIn(view: MemberView, locale: RecommendationLocale): WordedMemberView {
  const translated = view.run?.translations[locale];
  if (!view.run || !translated) return { ...view, locale: view.run ? 'en' : locale };
  return { ...view, run: { ...view.run, recommendations: translated }, locale };
}
