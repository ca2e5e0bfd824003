import { describeFaults } from './fault-case.ts';
import { type End, endAfter, type FaultRow, faultTable, remedyOf } from './fault-table.ts';

const header = [
  '| fault | met at | how long | class | job | attempt | reason | money | bought | what to do | then |',
  '|---|---|---|---|---|---|---|---|---|---|---|',
];

/** The table that is tested, as the lines of `docs/provider-faults.md`. */
export function tableLines(): readonly string[] {
  return [...header, ...faultTable.flatMap(linesOf)];
}

function linesOf(row: FaultRow): readonly string[] {
  const byEnd = Map.groupBy(Object.entries(row.ends), ([, end]) => JSON.stringify(end));
  return [...byEnd.values()].map((same) => {
    const classes = same.map(([name]) => name).join(' ');
    const [, end] = same[0] ?? [];
    return lineOf(row, classes, end as End);
  });
}

function lineOf(row: FaultRow, classes: string, end: End): string {
  const { job, attempt, code, money, bought } = end;
  const remedy = remedyOf(row, end);
  const after = remedy && endAfter(remedy, end);
  const then = after ? `${after.job}${after.code ? ` \`${after.code}\`` : ''}, ${after.bought} bought` : '–';
  const cells = [
    faultsIn(row),
    row.place,
    row.lasts,
    classes,
    job,
    attempt,
    code ? `\`${code}\`` : '–',
    money,
    bought,
    remedy ? `\`${remedy}\`` : '–',
    then,
  ];
  return `| ${cells.join(' | ')} |`;
}

function faultsIn({ faults, orderFaults, isImpatient, isRestarted }: FaultRow): string {
  const named = `\`${describeFaults({ faults })}\``;
  return [
    named,
    ...(isImpatient ? ['longer than the client waits'] : []),
    ...(orderFaults ? [`after \`${describeFaults({ faults: orderFaults })}\` at the order`] : []),
    ...(isRestarted ? ['the server starts anew'] : []),
  ].join(', ');
}
