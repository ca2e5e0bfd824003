import type { PlantedTruth } from '../ingest/synthetic/planted-truth.ts';
import { personas } from '../personas/assignment.ts';
import { auditability } from './auditability.ts';
import { type Coverage, coverage } from './coverage.ts';
import { type EvaluatedMember, type Share, share } from './evaluated-member.ts';
import { explainability } from './explainability.ts';
import { type FairnessFinding, type FairnessMember, fairness, fairnessOutcomes } from './fairness.ts';
import { type Latency, latency } from './latency.ts';
import { type Detected, type PlantedScore, scorePlanted } from './planted-score.ts';
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

/** Members with the truth about them, where there is any. */
export type EvaluationPart = {
  readonly members: readonly EvaluatedMember[];
  readonly truths: readonly PlantedTruth[];
};

/** Part after part, so that nobody's bank data is held longer than it takes to judge it. */
export async function evaluate(
  parts: AsyncIterable<EvaluationPart> | Iterable<EvaluationPart>,
): Promise<Evaluation> {
  const judged: Judged[] = [];
  const fairnessMembers: FairnessMember[] = [];
  const truths: PlantedTruth[] = [];
  const found: Detected[] = [];
  const durationsMs: number[] = [];
  for await (const part of parts) {
    judged.push(judge(part.members));
    fairnessMembers.push(...part.members.map(forFairness));
    durationsMs.push(...part.members.map(({ durationMs }) => durationMs));
    truths.push(...part.truths);
    found.push(...part.members.map(detected));
  }
  const together = (read: (one: Judged) => Share) => total(judged.map(read));
  return {
    members: fairnessMembers.length,
    coverage: {
      strict: together((one) => one.coverage.strict),
      loose: together((one) => one.coverage.loose),
    },
    explainability: together((one) => one.explainability),
    relevance: together((one) => one.relevance),
    latency: latency(durationsMs),
    auditability: together((one) => one.auditability),
    fairness: fairness(fairnessMembers, fairnessOutcomes(personas)),
    planted: truths.length === 0 ? null : scorePlanted(truths, found),
  };
}

type Judged = Pick<Evaluation, 'coverage' | 'explainability' | 'relevance' | 'auditability'>;

function judge(members: readonly EvaluatedMember[]): Judged {
  return {
    coverage: coverage(members),
    explainability: explainability(members),
    relevance: relevance(members),
    auditability: auditability(members),
  };
}

function total(shares: readonly Share[]): Share {
  const sum = (read: (one: Share) => number) => shares.reduce((all, one) => all + read(one), 0);
  return share(
    sum(({ count }) => count),
    sum(({ of }) => of),
  );
}

/** What fairness asks and nothing more: evidence is long. */
export function forFairness({ groups, assignment, recommendations }: EvaluatedMember): FairnessMember {
  return {
    groups,
    assignment: { primary: assignment.primary },
    recommendations: recommendations.map(({ kind }) => ({ kind })),
  };
}

function detected({ bank, signals, assignment }: EvaluatedMember): Detected {
  return {
    memberId: bank.memberId,
    persona: assignment.primary,
    streams: (signals.subscriptions?.streams ?? []).map(({ cadence, transactionIds }) => ({
      cadence,
      transactionIds,
    })),
    payTransactionIds: signals.income?.payroll.flatMap(({ transactionIds }) => transactionIds) ?? [],
  };
}
