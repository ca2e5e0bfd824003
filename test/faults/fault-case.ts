import { lessons } from '../../src/lessons/catalogue.ts';
import { lessonLocales } from '../../src/lessons/worked-value.ts';
import type { ProviderLimits } from '../../src/video/film-chain.ts';
import type { IdempotencyClass } from '../../src/video/film-provider-port.ts';
import type { SlotName } from '../../src/video/slot-key.ts';
import type { WorkTiming } from '../../src/video/video-work.ts';
import { type GateRule, keyRepeaters } from './fault-gate.ts';
import { type End, type FaultRow, faultTable, lasting, remedyOf } from './fault-table.ts';

/** One row in one class: a film of its own, ordered of a model of its own. */
export type FaultCase = {
  /** Also its model's name, by which the server's log tells whose purchase it was. */
  readonly name: string;
  readonly title: string;
  readonly row: FaultRow;
  readonly idempotency: IdempotencyClass;
  readonly expected: End;
};

/** The product's waits, shortened: an hour of a bad day is a second. */
const timing: WorkTiming = {
  leaseMs: 4_000,
  firstPollMs: 40,
  longestPollMs: 200,
  callSettlesMs: 500,
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

export function gateRulesOf({ row }: FaultCase): readonly GateRule[] {
  const { place, faults, lasts, orderFaults, orderTimes: times = 1 } = row;
  return [
    ...(orderFaults ? [{ place: 'order' as const, faults: orderFaults, times }] : []),
    { place, faults: keyRepeaters.find((one) => one === faults[0]) ?? faults, times: lasting[lasts] },
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

export const timingOf = ({ row }: FaultCase): WorkTiming => ({
  ...timing,
  // A call that was given up may still be on its way.
  ...(row.isImpatient ? { callSettlesMs: 5_000 } : {}),
});

export const patienceOf = ({ row }: FaultCase): number => (row.isImpatient ? IMPATIENT_MS : PATIENT_MS);
