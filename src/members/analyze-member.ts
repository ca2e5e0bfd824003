import { approveRecommendations, type RefusedDraft } from '../guardrails/approve-recommendations.ts';
import type { Approved } from '../guardrails/approved.ts';
import { bankDigest } from '../ingest/bank-digest.ts';
import type { MemberBank } from '../ingest/bank-record.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { assignPersona } from '../personas/assign-persona.ts';
import type { Assignment } from '../personas/assignment.ts';
import type { Feedback } from '../recommendations/ranking.ts';
import { recommend } from '../recommendations/recommend.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import type { RecommendationLocale } from '../recommendations/render-rationale.ts';
import { measure, prepare } from '../signals/compute-signals.ts';
import type { OtherCurrency } from '../signals/ledger.ts';
import type { Signals, SignalWindow } from '../signals/signals.ts';

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
  /** ISO 4217 of the analysis; null where the data names none. */
  readonly currency: string | null;
  /** Money in other currencies: reported, not mixed in. */
  readonly otherCurrencies: readonly OtherCurrency[];
  /** SHA-256 of the bank data, whatever the order of its rows. */
  readonly inputDigest: string;
};

/**
 * Ingested bank data → signals → personas → approved recommendations. Pure: the same data, date, locale and
 * feedback give the same answer. The caller has asked for consent before it has the data.
 */
export function analyzeMember(
  bank: MemberBank,
  options: {
    readonly asOf: IsoDate;
    readonly locale: RecommendationLocale;
    readonly feedback?: readonly Feedback[];
  },
): MemberAnalysis {
  const prepared = prepare(bank, options.asOf);
  const windows = { '30d': measure(prepared, '30d'), '180d': measure(prepared, '180d') };
  const personas = { '30d': assignPersona(windows['30d']), '180d': assignPersona(windows['180d']) };
  const { currency, otherCurrencies } = prepared.ledger;
  // The 180-day persona is the member's: a month is too short a story to be called by.
  const { drafts, facts } = recommend({
    memberId: bank.memberId,
    ledger: prepared.ledger,
    signals: windows['180d'],
    assignment: personas['180d'],
    locale: options.locale,
    ...(options.feedback && { feedback: options.feedback }),
  });
  const { approved, refused } = approveRecommendations(drafts, facts);
  return {
    memberId: bank.memberId,
    asOf: options.asOf,
    windows,
    personas,
    recommendations: approved,
    refused,
    currency,
    otherCurrencies,
    inputDigest: bankDigest(bank),
  };
}
