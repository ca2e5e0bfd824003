import type { ConsentEntry, ConsentStatus } from '../members/consent-ledger-port.ts';
import type { feedbackInForce } from '../members/feedback-in-force.ts';
import type { ImportReport } from '../members/import-reports-port.ts';
import type { MemberView, WordedMemberView } from '../members/member-view.ts';
import type { OwnInfographicWords } from '../members/own-infographic.ts';
import type { PersonaHistory } from '../members/profile-store-port.ts';
import type {
  Consent,
  ConsentHistory,
  ImportList,
  Media,
  MemberList,
  OwnInfographic,
  Profile,
  Recommendations,
} from './contract.ts';

type Feedback = ReturnType<typeof feedbackInForce>[number];

/** Use cases' values → the contract's JSON. Pure. */

export function presentConsent({ status, since }: ConsentStatus): Consent {
  return { status, since: since?.toISOString() ?? null };
}

export function presentConsentHistory(
  status: ConsentStatus,
  history: readonly ConsentEntry[],
): ConsentHistory {
  return {
    ...presentConsent(status),
    history: history.map(({ action, actor, reason, scope, at }) => ({
      action,
      by: actor.role,
      name: actor.name,
      reason,
      scope: [...scope],
      at: at.toISOString(),
    })),
  };
}

export function presentImport(report: ImportReport): ImportList['imports'][number] {
  return {
    ...report,
    importedAt: report.importedAt.toISOString(),
    quarantineUrl:
      report.rowsQuarantined > 0 ? `/api/operator/imports/${report.importId}/quarantine.csv` : null,
  };
}

export function presentProfile(
  { member, consent, run }: MemberView,
  personaHistory: PersonaHistory,
): Profile {
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
    personaHistory: run ? [...personaHistory['180d']] : [],
    personaHistory30d: run ? [...personaHistory['30d']] : [],
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
    erasedAt: member.erasedAt?.toISOString() ?? null,
  };
}

/** What comes with recommendations from elsewhere. */
type Beside = {
  /** The state of the film for each recommendation that carries one, by recommendation id. */
  readonly media: ReadonlyMap<string, Media | null>;
  /** What the member's words amount to. */
  readonly feedback: readonly Feedback[];
  readonly pictures: readonly OwnInfographicWords[];
};

export function presentRecommendations(
  { member, consent, run, locale }: WordedMemberView,
  { media, feedback, pictures }: Beside,
): Recommendations {
  const persona = run?.personas['180d'].primary ?? null;
  return {
    memberId: member.memberId,
    state: run ? 'ready' : consent.status === 'granted' ? 'not_analysed' : 'no_consent',
    persona,
    asOf: run?.asOf ?? null,
    locale,
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
      ownInfographic: presentPicture(pictures, { ...value, memberId: member.memberId, locale }),
      feedback: feedback.find(({ topic }) => topic === value.topic)?.kind ?? null,
    })),
  };
}

function presentPicture(
  pictures: readonly OwnInfographicWords[],
  { id, memberId, locale }: { readonly id: string; readonly memberId: string; readonly locale: string },
): OwnInfographic | null {
  const words = pictures.find(({ recommendationId }) => recommendationId === id);
  if (!words) return null;
  const { topic, facts } = words;
  const path = `/api/members/${encodeURIComponent(memberId)}/infographics/${encodeURIComponent(topic)}.svg`;
  return { url: `${path}?locale=${locale}`, facts: facts.map((fact) => ({ ...fact })) };
}
