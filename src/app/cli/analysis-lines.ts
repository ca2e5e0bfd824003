import { refusalProse } from '../../guardrails/refusal-prose.ts';
import type { QuarantinedRow } from '../../ingest/bank-record.ts';
import type { NotedRow } from '../../ingest/read-member-rows.ts';
import type { IsoDate } from '../../kernel/dates.ts';
import type { MemberAnalysis } from '../../members/analyze-member.ts';
import type { Criterion } from '../../personas/assignment.ts';

const QUARANTINED_SHOWN_MAX = 20;

/** What `analyze` tells a person of all the files together. */
export function headLines(found: {
  readonly asOf: IsoDate;
  readonly memberCount: number;
  readonly quarantined: readonly QuarantinedRow[];
  readonly notes: readonly NotedRow[];
}): readonly string[] {
  const { asOf, memberCount, quarantined, notes } = found;
  const hidden = quarantined.length - QUARANTINED_SHOWN_MAX;
  return [
    `As of ${asOf}: ${counted(memberCount, 'member')}, ${counted(quarantined.length, 'row')} quarantined, ${counted(notes.length, 'row')} noted`,
    ...quarantined
      .slice(0, QUARANTINED_SHOWN_MAX)
      .map((row) => `  ${row.file} ${row.place}: ${row.message} (${row.code})`),
    ...(hidden > 0 ? [`  … and ${hidden} more; --json lists all of them`] : []),
  ];
}

/** What it tells of one member. */
export function memberLines(analysis: MemberAnalysis): readonly string[] {
  const { memberId, personas, recommendations, refused, otherCurrencies } = analysis;
  const { primary, matches, criteria } = personas['180d'];
  const met = criteria.filter((criterion) => criterion.met === true && matches.includes(criterion.persona));
  return [
    '',
    `${memberId}: ${primary} (30 days: ${personas['30d'].primary})`,
    ...met.map((criterion) => `  because ${describe(criterion)}`),
    ...otherCurrencies.map(
      (other) => `  not counted: ${counted(other.transactionCount, 'transaction')} in ${other.currency}`,
    ),
    ...recommendations.map(({ value }) => `  ${value.kind.padEnd(9)} ${value.title} — ${value.rationale}`),
    ...refused.map(
      ({ kind, topic, refusal }) =>
        `  not shown: ${kind} ${topic}, ${refusalProse(refusal)} (${refusal.code})`,
    ),
    ...(recommendations[0] ? [`  ${recommendations[0].value.disclosure}`] : []),
  ];
}

function describe({ persona, code, value, threshold }: Criterion): string {
  const compared = typeof value === 'number' ? ` ${Number(value.toFixed(4))} (threshold ${threshold})` : '';
  return `${persona}: ${code}${compared}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
