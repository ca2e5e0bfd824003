import type { GuardrailRefusal } from '../guardrails/refusal.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Assignment, Persona } from '../personas/assignment.ts';
import type { Feedback } from '../recommendations/ranking.ts';
import type { DroppedCandidate } from '../recommendations/recommend.ts';
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

/** What became of one catalogue entry. */
export type CandidateVerdict = Pick<Recommendation, 'kind' | 'topic'> &
  (
    | { readonly outcome: 'shown'; readonly recommendationId: string }
    | {
        readonly outcome: 'dropped';
        readonly code: DroppedCandidate['code'] | typeof CANDIDATE_BELOW_THE_LIMIT;
      }
    | {
        readonly outcome: 'dropped';
        readonly code: typeof GUARDRAIL_REFUSED;
        readonly refusal: GuardrailRefusal;
      }
  );

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
    translations: Object.fromEntries(
      Object.entries(analysis.translations).map(([locale, list]) => [locale, list.map(({ value }) => value)]),
    ),
  };
}

function candidateVerdicts(analysis: MemberAnalysis): readonly CandidateVerdict[] {
  const shown = analysis.recommendations.map(
    ({ value: { id, kind, topic } }): CandidateVerdict => ({
      kind,
      topic,
      outcome: 'shown',
      recommendationId: id,
    }),
  );
  const below = analysis.belowLimit.map(
    (one): CandidateVerdict => ({ ...one, outcome: 'dropped', code: CANDIDATE_BELOW_THE_LIMIT }),
  );
  const refused = analysis.refused.map(
    (one): CandidateVerdict => ({ ...one, outcome: 'dropped', code: GUARDRAIL_REFUSED }),
  );
  const dropped = analysis.dropped.map((one): CandidateVerdict => ({ ...one, outcome: 'dropped' }));
  return [...shown, ...below, ...refused, ...dropped];
}
