import { type GuardrailName, guardrailNames } from '../guardrails/approve-recommendations.ts';
import type { GuardrailRefusal } from '../guardrails/refusal.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Assignment, Persona } from '../personas/assignment.ts';
import type { Feedback } from '../recommendations/ranking.ts';
import { type DroppedCandidate, recommendationLimits, type Standing } from '../recommendations/recommend.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import type { Signals, SignalWindow } from '../signals/signals.ts';
import type { MemberAnalysis, WordedAnalysis } from './analyze-member.ts';
import type { ImportShare } from './bank-store-port.ts';
import { type RuleVersions, ruleVersions } from './rule-versions.ts';

/** Why a member was looked at; `caught_up`: something had come in and nobody had looked since. */
export const runCauses = ['import', 'consent', 'feedback', 'new_day', 'caught_up'] as const;
export type RunCause = (typeof runCauses)[number];

/** More passed every rule than is shown at once. */
export const CANDIDATE_BELOW_THE_LIMIT = 'CANDIDATE_BELOW_THE_LIMIT';
export const GUARDRAIL_REFUSED = 'GUARDRAIL_REFUSED';

/** What became of one catalogue entry: kept or dropped, with the code and the numbers that decided. */
export type CandidateVerdict = Pick<Recommendation, 'kind' | 'topic'> &
  (
    | (Judged & { readonly outcome: 'shown'; readonly recommendationId: string })
    | (Judged & {
        readonly outcome: 'dropped';
        readonly code: typeof CANDIDATE_BELOW_THE_LIMIT;
        /** The last place that is shown. */
        readonly allowed: number;
      })
    | (Omit<Judged, 'place'> & {
        readonly outcome: 'dropped';
        readonly code: typeof GUARDRAIL_REFUSED;
        readonly refusal: GuardrailRefusal;
      })
    | ({ readonly outcome: 'dropped' } & DroppedCandidate)
  );

/** What became of a candidate that a reason was found for. */
type Judged = Standing & {
  /** From 1, among what of its kind no guardrail held back. */
  readonly place: number;
  /** The guardrails that said yes, in the order in which they were asked. */
  readonly passed: readonly GuardrailName[];
};

/** The whole chain of decisions of one run: what went in, what was measured, what was decided, by which rules. */
export type RunTrace = {
  readonly runId: string;
  readonly memberId: string;
  readonly asOf: IsoDate;
  readonly ranAt: string;
  readonly cause: RunCause;
  /** Since when the consent that it relied on was in force. */
  readonly consentSince: string;
  /** SHA-256 of the bank data that went in. */
  readonly inputDigest: string;
  /** The imports that this data came with, the oldest first. */
  readonly imports: readonly ImportShare[];
  /** ISO 4217 of what was measured; null where the data names none. Other money is reported, not mixed in. */
  readonly currency: string | null;
  readonly otherCurrencies: MemberAnalysis['otherCurrencies'];
  readonly ruleVersions: RuleVersions;
  readonly signals: Readonly<Record<SignalWindow, Signals>>;
  readonly personas: Readonly<Record<SignalWindow, Assignment>>;
  /** The persona before this run, null at the first; equal to the new one where nothing changed. */
  readonly personaBefore: Persona | null;
  /** What the member had said that counted. */
  readonly feedback: readonly Feedback[];
  readonly candidates: readonly CandidateVerdict[];
  readonly recommendations: readonly Recommendation[];
  /** What a guardrail held back in another language than English. */
  readonly refusedTranslations: WordedAnalysis['refusedTranslations'];
  /** The same in other languages, by locale. */
  readonly translations: Readonly<Record<string, readonly Recommendation[]>>;
};

/** An analysis → its trace. Pure. */
export function runTrace(
  analysis: WordedAnalysis,
  run: Pick<RunTrace, 'runId' | 'cause' | 'consentSince' | 'imports' | 'personaBefore' | 'feedback'> & {
    readonly ranAt: Date;
  },
): RunTrace {
  const recommendations = analysis.recommendations.map(({ value }) => value);
  return {
    ...run,
    ranAt: run.ranAt.toISOString(),
    memberId: analysis.memberId,
    asOf: analysis.asOf,
    inputDigest: analysis.inputDigest,
    currency: analysis.currency,
    otherCurrencies: analysis.otherCurrencies,
    ruleVersions,
    signals: analysis.windows,
    personas: analysis.personas,
    candidates: candidateVerdicts(analysis),
    recommendations,
    refusedTranslations: analysis.refusedTranslations,
    translations: Object.fromEntries(
      Object.entries(analysis.translations).map(([locale, list]) => [locale, list.map(({ value }) => value)]),
    ),
  };
}

function candidateVerdicts(analysis: MemberAnalysis): readonly CandidateVerdict[] {
  const places = { education: 0, offer: 0 };
  const limits = { education: recommendationLimits.educationMax, offer: recommendationLimits.offersMax };
  const judged = analysis.ranked.map((candidate): CandidateVerdict => {
    const { kind, topic } = candidate;
    const isSame = (one: { kind: string; topic: string }) => one.kind === kind && one.topic === topic;
    const refused = analysis.refused.find(isSame);
    if (refused) return { ...candidate, ...refused, outcome: 'dropped', code: GUARDRAIL_REFUSED };
    places[kind] += 1;
    const kept = { ...candidate, place: places[kind], passed: guardrailNames };
    const shown = analysis.recommendations.find(({ value }) => isSame(value));
    return shown
      ? { ...kept, outcome: 'shown', recommendationId: shown.value.id }
      : { ...kept, outcome: 'dropped', code: CANDIDATE_BELOW_THE_LIMIT, allowed: limits[kind] };
  });
  return [...judged, ...analysis.dropped.map((one) => ({ ...one, outcome: 'dropped' }) as const)];
}
