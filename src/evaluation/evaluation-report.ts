import type { Evaluation } from './evaluate.ts';
import { type FairnessFinding, type GroupRate, groupSizeMin } from './fairness.ts';

/** One figure with its unit, for tables. */
export type MetricRow = {
  readonly metric: string;
  readonly value: number;
  readonly unit: 'ratio' | 'ms' | 'count';
};

export function metricRows(evaluation: Evaluation): readonly MetricRow[] {
  const { coverage, latency, planted, fairness } = evaluation;
  const ratio = (metric: string, value: number): MetricRow => ({ metric, value, unit: 'ratio' });
  return [
    { metric: 'members', value: evaluation.members, unit: 'count' },
    ratio('coverage_strict', coverage.strict.ratio),
    ratio('coverage_loose', coverage.loose.ratio),
    ratio('explainability', evaluation.explainability.ratio),
    ratio('relevance', evaluation.relevance.ratio),
    ratio('auditability', evaluation.auditability.ratio),
    { metric: 'latency_p50', value: latency.p50Ms, unit: 'ms' },
    { metric: 'latency_p95', value: latency.p95Ms, unit: 'ms' },
    ratio('latency_within_limit', latency.withinLimitRatio),
    { metric: 'fairness_flags', value: fairness.filter(({ isFlagged }) => isFlagged).length, unit: 'count' },
    ...(planted
      ? [
          ratio('persona_accuracy', planted.personaAccuracy),
          ratio('stream_f1', planted.streams.f1),
          ratio('pay_f1', planted.pay.f1),
        ]
      : []),
  ];
}

const CSV_HEADER =
  'section,metric,attribute,group,value,unit,members,parity_ratio,interval_low,interval_high,verdict';

/** Every figure as one CSV table. */
export function evaluationCsv(evaluation: Evaluation): string {
  const metrics = metricRows(evaluation).map(({ metric, value, unit }) =>
    csvLine(['metrics', metric, '', '', value, unit, '', '', '', '', '']),
  );
  const groups = evaluation.fairness.flatMap((finding) =>
    finding.groups.map((group) =>
      csvLine([
        'fairness',
        finding.outcome,
        finding.attribute,
        group.group,
        group.rate,
        'ratio',
        group.members,
        group.parityRatio,
        group.interval?.[0] ?? null,
        group.interval?.[1] ?? null,
        group.verdict,
      ]),
    ),
  );
  const ratios = evaluation.fairness.map(({ outcome, attribute, fourFifthsRatio, isFlagged }) =>
    csvLine([
      'fairness',
      `four_fifths_ratio of ${outcome}`,
      attribute,
      '',
      fourFifthsRatio,
      'ratio',
      '',
      '',
      '',
      '',
      isFlagged ? 'flagged' : '',
    ]),
  );
  return `${[CSV_HEADER, ...metrics, ...ratios, ...groups].join('\n')}\n`;
}

function csvLine(cells: readonly (string | number | null)[]): string {
  return cells
    .map((cell) => (cell === null ? '' : String(cell)))
    .map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

/** Cut off, not rounded: what is not all of it never reads 100.0 %. */
function percent(ratio: number): string {
  return `${(Math.floor(ratio * 1000 + 1e-9) / 10).toFixed(1)} %`;
}

/** The report as a person reads it. Markdown, one idea a section. */
export function evaluationReport(evaluation: Evaluation): readonly string[] {
  const { coverage, latency, planted } = evaluation;
  const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
  return [
    `# Evaluation of ${evaluation.members} members`,
    '',
    `- coverage, strict (a persona and three behaviours): ${percent(coverage.strict.ratio)}`,
    `- coverage, loose (three behaviours): ${percent(coverage.loose.ratio)}`,
    `- explainability (every number follows from the bank’s rows): ${percent(evaluation.explainability.ratio)}`,
    `- relevance (meant for the member's persona): ${percent(evaluation.relevance.ratio)}`,
    `- auditability (the whole trace is there, and repeats): ${percent(evaluation.auditability.ratio)}`,
    `- latency: half within ${milliseconds(latency.p50Ms)}, 95 % within ${milliseconds(latency.p95Ms)}`,
    ...(planted
      ? [
          '',
          '## Against planted truth',
          `- persona accuracy ${percent(planted.personaAccuracy)}, streams F1 ${planted.streams.f1.toFixed(3)}, pay F1 ${planted.pay.f1.toFixed(3)}`,
          ...planted.missedPersonas.map(
            ({ memberId, edge, planted: truth, found }) =>
              `- ${memberId}${edge ? ` (${edge})` : ''}: ${truth} planted, ${found} found`,
          ),
        ]
      : []),
    '',
    '## Fairness',
    ...fairnessLines(evaluation),
  ];
}

function fairnessLines({ fairness }: Evaluation): readonly string[] {
  if (fairness.length === 0) return ['- no groups are known, so nothing was compared'];
  const flagged = fairness.filter(({ isFlagged }) => isFlagged);
  return [
    `- ${fairness.length} comparisons, ${flagged.length} flagged: a group below four fifths of everybody else (or they of it) by more than chance explains`,
    ...flagged.flatMap(flaggedLines),
    '',
    '| outcome | by | lowest ÷ highest | lowest | highest | verdict |',
    '|---|---|---|---|---|---|',
    ...fairness.map(comparisonLine),
    '',
    `Intervals are those of Katz, at 95 % over all comparisons together (Bonferroni). Uncertain: below four fifths, but chance alone may do that in a group of this size. Groups of fewer than ${groupSizeMin} are not judged.`,
  ];
}

const shareOf = ({ rate, members }: GroupRate) => `${(rate * 100).toFixed(1)} % of ${members}`;

function flaggedLines({ outcome, attribute, groups }: FairnessFinding): readonly string[] {
  return groups
    .filter(({ verdict }) => verdict === 'flagged')
    .map((group) => {
      const parity =
        group.parityRatio === null ? 'nobody else' : `${group.parityRatio.toFixed(2)} × everybody else`;
      const interval = group.interval?.map((bound) => bound.toFixed(2)).join('–');
      return `- ${outcome} by ${attribute}: ${group.group} at ${shareOf(group)}, ${parity}${interval ? ` (${interval})` : ''}`;
    });
}

/** One comparison: who has it least and most often among groups that are large enough. */
function comparisonLine({ outcome, attribute, fourFifthsRatio, groups, isFlagged }: FairnessFinding): string {
  const judged = groups
    .filter(({ verdict }) => verdict !== 'too_few')
    .sort((one, other) => one.rate - other.rate);
  const cell = (group: GroupRate | undefined) => (group ? `${group.group} ${shareOf(group)}` : '–');
  const isUncertain = groups.some(({ verdict }) => verdict === 'uncertain');
  const verdict = isFlagged ? 'flagged' : isUncertain ? 'uncertain' : judged.length < 2 ? 'too few' : 'even';
  const ratio = fourFifthsRatio === null ? '–' : fourFifthsRatio.toFixed(2);
  return `| ${[outcome, attribute, ratio, cell(judged[0]), cell(judged.at(-1)), verdict].join(' | ')} |`;
}
