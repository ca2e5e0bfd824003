import { beforeAll, expect, test } from 'vitest';
import { type FaultCase, faultCases } from './fault-case.ts';
import type { GateRule } from './fault-gate.ts';
import type { End } from './fault-table.ts';
import { runFaults, type WorldReport } from './run-faults.ts';

/** Servers that contradict themselves for a while: what was bought is not given up for one word of theirs. */

const shown: End = { job: 'ready', attempt: 'delivered', code: null, money: 'settled', bought: 1 };
const lost: End = { job: 'failed', attempt: 'failed', code: 'LOST_BY_PROVIDER', money: 'settled', bought: 1 };
const forGood = Number.POSITIVE_INFINITY;
const late: GateRule = { place: 'order', faults: [{ fault: 'content-late', forMs: 250 }], times: 1 };
const never: GateRule = { ...late, faults: [{ fault: 'content-late', forMs: 600_000 }] };
const lostAnswer: GateRule = { place: 'order', faults: ['cut-after-create'], times: 1 };

const rows: readonly [string, readonly GateRule[], End][] = [
  [
    'doesn’t know a film once while its content is late',
    [late, { place: 'status', faults: 'not-known', times: 1, after: 'content' }],
    shown,
  ],
  [
    'doesn’t know a film for a while when it is asked how far it is',
    [{ place: 'status', faults: 'not-known', times: 3 }],
    shown,
  ],
  [
    'has forgotten a film whose content never came',
    [never, { place: 'status', faults: 'not-known', times: forGood, after: 'content' }],
    lost,
  ],
  ['lists an order only later', [lostAnswer, { place: 'list', faults: 'none-listed', times: 6 }], shown],
  [
    'lists an order only after the program has lost patience with other servers',
    [{ place: 'order', faults: [{ fault: 'late-purchase', forMs: 1_200 }], times: 1 }],
    shown,
  ],
];

const model = faultCases.find(({ row, idempotency }) => row.isImpatient && idempotency === 'L') as FaultCase;
const cases: readonly FaultCase[] = rows.map(([title, rules, expected], index) => ({
  ...model,
  name: `unsteady-${index}`,
  title,
  rules,
  expected,
}));

let report: WorldReport;
beforeAll(async () => {
  report = await runFaults({ idempotency: 'L', cases, redisUrl: null });
}, 120_000);

test.each(cases.map((one) => [one.title, one] as const))('a server that %s', (_, { name, expected }) => {
  expect(report.cases.get(name)?.end).toEqual({ ...expected, elsewhere: 0 });
});

test('money adds up and nothing is left', () => {
  expect(report.violations).toEqual([]);
});
