import type { PlantedTruth } from '../ingest/synthetic/planted-truth.ts';
import { personas } from '../personas/assignment.ts';
import { auditability } from './auditability.ts';
import { type Coverage, coverage } from './coverage.ts';
import type { EvaluatedMember, Share } from './evaluated-member.ts';
import { explainability } from './explainability.ts';
import { type FairnessFinding, fairness, fairnessOutcomes } from './fairness.ts';
import { type Latency, latency } from './latency.ts';
import { type PlantedScore, scorePlanted } from './planted-score.ts';
import { relevance } from './relevance.ts';

/** How good the line is on a set of members. Ratios are 0–1. */
export type Evaluation = {
  readonly members: number;
  readonly coverage: Coverage;
  readonly explainability: Share;
  readonly relevance: Share;
  readonly latency: Latency;
  readonly auditability: Share;
  readonly fairness: readonly FairnessFinding[];
  /** Against planted truth; null where there is none. */
  readonly planted: PlantedScore | null;
};

export function evaluate(
  members: readonly EvaluatedMember[],
  truths: readonly PlantedTruth[] | null,
): Evaluation {
  return {
    members: members.length,
    coverage: coverage(members),
    explainability: explainability(members),
    relevance: relevance(members),
    latency: latency(members.map(({ durationMs }) => durationMs)),
    auditability: auditability(members),
    fairness: fairness(members, fairnessOutcomes(personas)),
    planted: truths && scorePlanted(truths, members.map(detected)),
  };
}

function detected({ bank, signals, assignment }: EvaluatedMember) {
  return {
    memberId: bank.memberId,
    persona: assignment.primary,
    streams: signals.subscriptions?.streams ?? [],
    payTransactionIds: signals.income?.payroll.flatMap(({ transactionIds }) => transactionIds) ?? [],
  };
}
