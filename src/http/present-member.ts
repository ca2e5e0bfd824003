import type { ConsentStatus } from '../members/consent-ledger-port.ts';
import type { MemberView } from '../members/member-view.ts';
import type { Consent, Media, MemberList, Profile, Recommendations } from './contract.ts';

/** Use cases' values → the contract's JSON. Pure. */

export function presentConsent({ status, since }: ConsentStatus): Consent {
  return { status, since: since?.toISOString() ?? null };
}

export function presentProfile({ member, consent, run }: MemberView): Profile {
  return {
    memberId: member.memberId,
    displayName: member.displayName,
    story: member.story,
    isSample: member.isSample,
    consent: presentConsent(consent),
    asOf: run?.asOf ?? null,
    persona: run?.personas['180d'].primary ?? null,
    persona30d: run?.personas['30d'].primary ?? null,
    criteria: run ? [...run.personas['180d'].criteria] : [],
  };
}

export function presentListedMember({ member, consent, run }: MemberView): MemberList['members'][number] {
  return {
    memberId: member.memberId,
    displayName: member.displayName,
    story: member.story,
    isSample: member.isSample,
    consent: presentConsent(consent),
    persona: run?.personas['180d'].primary ?? null,
  };
}

/** `media` holds the state of the film for each recommendation that carries one, by recommendation id. */
export function presentRecommendations(
  { member, consent, run }: MemberView,
  media: ReadonlyMap<string, Media | null>,
): Recommendations {
  const persona = run?.personas['180d'].primary ?? null;
  return {
    memberId: member.memberId,
    state: run ? 'ready' : consent.status === 'granted' ? 'not_analysed' : 'no_consent',
    persona,
    asOf: run?.asOf ?? null,
    filmNote: persona === 'general' ? 'general_persona' : null,
    items: (run?.recommendations ?? []).map(({ value }) => ({
      id: value.id,
      kind: value.kind,
      topic: value.topic,
      title: value.title,
      summary: value.summary,
      rationale: value.rationale,
      evidence: value.evidence.map((one) => ({
        ...one,
        transactionIds: [...one.transactionIds],
        accountIds: [...one.accountIds],
      })),
      disclosure: value.disclosure,
      media: media.get(value.id) ?? null,
    })),
  };
}
