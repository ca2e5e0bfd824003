import { lessons } from '../../src/lessons/catalogue.ts';
import { lessonLocales } from '../../src/lessons/worked-value.ts';
import type { ProviderLimits } from '../../src/video/film-chain.ts';
import type { IdempotencyClass } from '../../src/video/film-provider-port.ts';
import type { SlotName } from '../../src/video/slot-key.ts';
import type { WorkTiming } from '../../src/video/video-work.ts';
import type { GateRule } from './fault-gate.ts';
import { type End, type FaultRow, faultTable, lasting, remedyOf } from './fault-table.ts';

/** One row in one class: a film of its own, ordered of a model of its own. */
export type FaultCase = {
  /** Also its model's name, by which the server's log tells whose purchase it was. */
  readonly name: string;
  readonly title: string;
  readonly row: FaultRow;
  readonly idempotency: IdempotencyClass;
  readonly expected: End;
  /** What the gate does, where the row doesn't say it all. */
  readonly rules?: readonly GateRule[];
};

/** The product's waits, shortened: an hour of a bad day is a second. */
const timing: WorkTiming = {
  leaseMs: 4_000,
  firstPollMs: 40,
  longestPollMs: 200,
  callSettlesMs: 20_000,
  fetchForMs: 60_000,
  insistMs: 1_000,
  studioMs: 20_000,
};
const PATIENT_MS = 15_000;
const IMPATIENT_MS = 400;

export const faultCases: readonly FaultCase[] = faultTable.flatMap((row, index) =>
  (Object.entries(row.ends) as [IdempotencyClass, End][]).map(([idempotency, expected]) => ({
    name: `case-${index}-${idempotency}`.toLowerCase(),
    title: titleOf(row, idempotency),
    row,
    idempotency,
    expected,
  })),
);

/** One case for each end that there is in each class, the first of the table. */
export const oneOfEachEnd: readonly FaultCase[] = [...Map.groupBy(faultCases, endName).values()].flatMap(
  ([first]) => (first ? [first] : []),
);

function endName({ idempotency, expected, row }: FaultCase): string {
  return JSON.stringify([idempotency, expected, remedyOf(row, expected)]);
}

function titleOf(row: FaultRow, idempotency: IdempotencyClass): string {
  const before = row.orderFaults ? ` after ${describeFaults({ faults: row.orderFaults })}` : '';
  return `${describeFaults(row)}, ${row.lasts}, at the ${row.place}${before}, class ${idempotency}`;
}

/** `late-answer forMs: 1200`: a fault as its documentation writes it. */
export function describeFaults({ faults }: Pick<FaultRow, 'faults'>): string {
  return faults.map(describeFault).join(' + ');
}

function describeFault(fault: unknown): string {
  if (typeof fault === 'string') return fault;
  const { fault: name, ...settings } = fault as { fault: string };
  const parts = Object.entries(settings).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return [name, parts.join(', ')].join(' ').trim();
}

/** Every slot that there is: as many cases fit into one database. */
export const slots: readonly SlotName[] = lessonLocales.flatMap((locale) =>
  lessons.map(({ persona, topic }) => ({ persona, topic, locale })),
);

export function gateRulesOf({ row, rules }: FaultCase): readonly GateRule[] {
  if (rules) return rules;
  const { place, faults, lasts, orderFaults, orderTimes: times = 1 } = row;
  return [
    ...(orderFaults ? [{ place: 'order' as const, faults: orderFaults, times }] : []),
    { place, faults, times: lasting[lasts] },
  ];
}

/** Cases that end by a limit have one that is soon reached; the others have all the time in the world. */
export function limitsOf({ expected: { code } }: FaultCase): ProviderLimits {
  return {
    startsPerMinute: 1e6,
    inFlightMax: 1e6,
    deadlineMs: code === 'DEADLINE' ? 1_500 : 60_000,
    stallMs: code === 'NO_PROGRESS' ? 500 : 60_000,
  };
}

/** Where a wait is what leads to the end it is short; elsewhere a busy machine has all the time it needs. */
export const timingOf = (it: FaultCase): WorkTiming => ({
  ...timing,
  ...(isWaitedOut(it) ? { callSettlesMs: 500 } : {}),
  ...(it.expected.code === 'CONTENT_NOT_READY' ? { fetchForMs: 1_500 } : {}),
});

/** A call that bought nothing, or a list that never answers: only time tells. */
function isWaitedOut({ row, expected: { code } }: FaultCase): boolean {
  const named = describeFaults(row);
  const isNothing = row.place === 'order' && /^(server-error|cut-before-create)/.test(named);
  return isNothing || code === 'CALL_UNANSWERED';
}

export const patienceOf = ({ row }: FaultCase): number => (row.isImpatient ? IMPATIENT_MS : PATIENT_MS);
