import {
  type Approval,
  approveRecommendations,
  type RefusedDraft,
} from '../guardrails/approve-recommendations.ts';
import type { Approved } from '../guardrails/approved.ts';
import { bankDigest } from '../ingest/bank-digest.ts';
import type { MemberBank } from '../ingest/bank-record.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { assignPersona } from '../personas/assign-persona.ts';
import type { Assignment } from '../personas/assignment.ts';
import type { Feedback } from '../recommendations/ranking.ts';
import {
  CANDIDATE_OF_OTHER_PERSONA,
  type Draft,
  type DroppedCandidate,
  recommend,
  type Standing,
} from '../recommendations/recommend.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import type { RecommendationLocale } from '../recommendations/render-rationale.ts';
import { measure, prepare } from '../signals/compute-signals.ts';
import type { OtherCurrency } from '../signals/ledger.ts';
import type { Signals, SignalWindow } from '../signals/signals.ts';

export type RankedCandidate = Pick<Recommendation, 'kind' | 'topic'> & Standing;

/** All that one look at a member's data leads to. */
export type MemberAnalysis = {
  readonly memberId: string;
  readonly asOf: IsoDate;
  readonly windows: Readonly<Record<SignalWindow, Signals>>;
  readonly personas: Readonly<Record<SignalWindow, Assignment>>;
  /** In the order in which the member sees them. */
  readonly recommendations: readonly Approved<Recommendation>[];
  /** What a guardrail held back, and why. */
  readonly refused: readonly RefusedDraft[];
  /** Every candidate that a reason was found for, best first, with what put it there. */
  readonly ranked: readonly RankedCandidate[];
  /** What of the catalogue never became a draft, and why. */
  readonly dropped: readonly DroppedCandidate[];
  /** ISO 4217 of the analysis; null where the data names none. */
  readonly currency: string | null;
  /** Money in other currencies: reported, not mixed in. */
  readonly otherCurrencies: readonly OtherCurrency[];
  /** SHA-256 of the bank data, whatever the order of its rows. */
  readonly inputDigest: string;
};

/** The same analysis worded in several languages; signals and personas are measured once. */
export type WordedAnalysis = MemberAnalysis & {
  /** What a guardrail held back in one of the further languages. */
  readonly refusedTranslations: readonly (RefusedDraft & { readonly locale: RecommendationLocale })[];
  readonly translations: Readonly<Partial<Record<RecommendationLocale, readonly Approved<Recommendation>[]>>>;
};

type AnalysisOptions = {
  readonly asOf: IsoDate;
  readonly locale: RecommendationLocale;
  readonly feedback?: readonly Feedback[];
};

/**
 * Ingested bank data → signals → personas → approved recommendations. Pure: the same data, date, locale and
 * feedback give the same answer. The caller has asked for consent before it has the data.
 */
export function analyzeMember(bank: MemberBank, options: AnalysisOptions): MemberAnalysis {
  const {
    translations: _,
    refusedTranslations: __,
    ...analysis
  } = analyzeMemberInLanguages(bank, options, []);
  return analysis;
}

/** The same, with the recommendations in further languages beside it; each text passes the guardrails. */
export function analyzeMemberInLanguages(
  bank: MemberBank,
  { asOf, locale, feedback = [] }: AnalysisOptions,
  furtherLocales: readonly RecommendationLocale[],
): WordedAnalysis {
  const { ledger, ...prepared } = prepare(bank, asOf);
  const windows = {
    '30d': measure({ ledger, ...prepared }, '30d'),
    '180d': measure({ ledger, ...prepared }, '180d'),
  };
  const personas = { '30d': assignPersona(windows['30d']), '180d': assignPersona(windows['180d']) };
  // The 180-day persona is the member's: a month is too short a story to be called by.
  const [signals, assignment] = [windows['180d'], personas['180d']];
  const worded = (language: RecommendationLocale) => {
    const input = { memberId: bank.memberId, ledger, signals, assignment, locale: language, feedback };
    const { drafts, dropped, facts } = recommend(input);
    const approval = approveRecommendations(drafts, facts);
    const unasked = drafts.filter((draft) => draft.isReserve && !isJudged(draft, approval));
    return {
      ...approval,
      drafts: drafts.filter((draft) => !unasked.includes(draft)),
      dropped: [...dropped, ...unasked.map((draft) => asDropped(draft, assignment.primary))],
    };
  };
  const { drafts, dropped, approved, refused } = worded(locale);
  const further = furtherLocales.map((one) => ({ locale: one, ...worded(one) }));
  return {
    memberId: bank.memberId,
    asOf,
    windows,
    personas,
    recommendations: approved,
    refused,
    ranked: drafts.map(({ recommendation: { kind, topic }, standing }) => ({ kind, topic, ...standing })),
    dropped,
    currency: ledger.currency,
    otherCurrencies: ledger.otherCurrencies,
    inputDigest: bankDigest(bank),
    translations: Object.fromEntries(further.map((one) => [one.locale, one.approved])),
    refusedTranslations: further.flatMap((one) =>
      one.refused.map((refusal) => ({ locale: one.locale, ...refusal })),
    ),
  };
}

function isJudged({ recommendation: { kind, topic } }: Draft, { approved, refused }: Approval): boolean {
  return [...approved.map(({ value }) => value), ...refused].some(
    (one) => one.kind === kind && one.topic === topic,
  );
}

/** A reserve that wasn't needed. */
function asDropped(
  { recommendation: { kind, topic }, personas }: Draft,
  persona: Assignment['primary'],
): DroppedCandidate {
  return { kind, topic, code: CANDIDATE_OF_OTHER_PERSONA, found: persona, allowed: personas };
}
