import type { Recommendation } from '../recommendations/recommendation.ts';
import type { EvaluatedMember } from './evaluated-member.ts';
import { normalQuantile } from './normal-quantile.ts';

/** What is asked of a member: their groups, and what they were given. */
export type FairnessMember = {
  readonly groups: EvaluatedMember['groups'];
  readonly assignment: Pick<EvaluatedMember['assignment'], 'primary'>;
  readonly recommendations: readonly Pick<Recommendation, 'kind'>[];
};

/** Something that may happen to a member, compared between groups. */
export type Outcome = { readonly name: string; readonly holds: (member: FairnessMember) => boolean };

export type GroupRate = {
  readonly group: string;
  readonly members: number;
  readonly rate: number;
  /** Rate ÷ the rate of everybody else; null where nobody else has the outcome. */
  readonly parityRatio: number | null;
  /** Confidence interval of the parity ratio, at 95 % over all comparisons together; null where it can't be known. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly verdict: 'even' | 'flagged' | 'uncertain' | 'too_few';
};

export type FairnessFinding = {
  readonly attribute: string;
  readonly outcome: string;
  readonly groups: readonly GroupRate[];
  /** The lowest rate ÷ the highest among groups that are large enough; null for fewer than two. */
  readonly fourFifthsRatio: number | null;
  readonly isFlagged: boolean;
};

/** Smaller groups say more about chance than about the product. */
export const groupSizeMin = 30;
/** The four-fifths rule of the US Uniform Guidelines on Employee Selection Procedures (29 CFR 1607.4 D). */
export const fourFifths = 0.8;
/** Chance of flagging anything at all where nothing is uneven, over all comparisons together. */
const FALSE_ALARM_RATIO = 0.05;

/** Each persona, offers at all, and the full number of lessons. */
export function fairnessOutcomes(personas: readonly string[]): readonly Outcome[] {
  return [
    ...personas.map(
      (persona): Outcome => ({
        name: `persona ${persona}`,
        holds: ({ assignment }) => assignment.primary === persona,
      }),
    ),
    {
      name: 'any partner offer',
      holds: ({ recommendations }) => recommendations.some(({ kind }) => kind === 'offer'),
    },
    {
      name: 'three partner offers',
      holds: ({ recommendations }) => recommendations.filter(({ kind }) => kind === 'offer').length >= 3,
    },
    {
      name: 'five lessons',
      holds: ({ recommendations }) => recommendations.filter(({ kind }) => kind === 'education').length >= 5,
    },
  ];
}

/**
 * Every outcome by every attribute. A group is flagged where its rate is below four fifths of everybody else's
 * (or theirs below four fifths of its) and chance alone is an unlikely reason: the interval leaves out 1. With
 * eighty comparisons four would cross a plain 95 % by chance, so the intervals share the 5 % (Bonferroni).
 */
export function fairness(
  members: readonly FairnessMember[],
  outcomes: readonly Outcome[],
): readonly FairnessFinding[] {
  const z = simultaneousZ(members, outcomes.length);
  const attributes = [...new Set(members.flatMap(({ groups }) => Object.keys(groups ?? {})))].sort();
  return attributes.flatMap((attribute) =>
    outcomes.map((outcome) => {
      const judged = members.flatMap((member) => {
        const group = member.groups?.[attribute];
        return group === undefined ? [] : [{ group, holds: outcome.holds(member) }];
      });
      return finding({ attribute, outcome: outcome.name }, judged, z);
    }),
  );
}

function simultaneousZ(members: readonly FairnessMember[], outcomeCount: number): number {
  const groups = new Set(members.flatMap(({ groups: own }) => Object.entries(own ?? {}).map(String)));
  const comparisons = Math.max(1, groups.size * outcomeCount);
  return normalQuantile(1 - FALSE_ALARM_RATIO / 2 / comparisons);
}

function finding(
  of: { readonly attribute: string; readonly outcome: string },
  judged: readonly { group: string; holds: boolean }[],
  z: number,
): FairnessFinding {
  const total = judged.filter(({ holds }) => holds).length;
  const names = [...new Set(judged.map(({ group }) => group))].sort();
  const groups = names.map((group): GroupRate => {
    const own = judged.filter((one) => one.group === group);
    const held = own.filter(({ holds }) => holds).length;
    return groupRate(
      group,
      { held, of: own.length },
      { held: total - held, of: judged.length - own.length },
      z,
    );
  });
  const rates = groups.filter(({ verdict }) => verdict !== 'too_few').map(({ rate }) => rate);
  const highest = Math.max(...rates);
  return {
    ...of,
    groups,
    fourFifthsRatio: rates.length < 2 || highest === 0 ? null : Math.min(...rates) / highest,
    isFlagged: groups.some(({ verdict }) => verdict === 'flagged'),
  };
}

type Tally = { readonly held: number; readonly of: number };

function groupRate(group: string, own: Tally, others: Tally, z: number): GroupRate {
  const rate = own.of === 0 ? 0 : own.held / own.of;
  const otherRate = others.of === 0 ? 0 : others.held / others.of;
  const base = { group, members: own.of, rate };
  if (own.of < groupSizeMin || others.of < groupSizeMin) {
    return { ...base, parityRatio: null, interval: null, verdict: 'too_few' };
  }
  const parityRatio = otherRate === 0 ? null : rate / otherRate;
  const interval = katzInterval(own, others, z);
  const [low, high] = interval ?? [0, Number.POSITIVE_INFINITY];
  const isUneven = rate < otherRate * fourFifths || otherRate < rate * fourFifths;
  const isCertain = high < 1 || low > 1;
  return {
    ...base,
    parityRatio,
    interval,
    verdict: !isUneven ? 'even' : isCertain ? 'flagged' : 'uncertain',
  };
}

/**
 * Katz et al. (1978): ln ratio ± z · √(1/a − 1/n₁ + 1/b − 1/n₂). A half is added to every count where one is
 * zero, so that "never here, often there" has an interval too. Null where nobody has the outcome.
 */
export function katzInterval(own: Tally, others: Tally, z: number): readonly [number, number] | null {
  if (own.held + others.held === 0) return null;
  const add = own.held === 0 || others.held === 0 ? 0.5 : 0;
  const [a, n, b, m] = [own.held + add, own.of + add, others.held + add, others.of + add];
  const logRatio = Math.log(a / n / (b / m));
  const spread = z * Math.sqrt(Math.max(0, 1 / a - 1 / n + 1 / b - 1 / m));
  return [Math.exp(logRatio - spread), Math.exp(logRatio + spread)];
}
