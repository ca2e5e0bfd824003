import { beforeAll, expect, test } from 'vitest';
import { type FaultCase, faultCases } from './fault-case.ts';
import { type FaultPlace, keyRepeaters } from './fault-gate.ts';
import { runFaults, type WorldReport } from './run-faults.ts';

const [first] = faultCases as [FaultCase, ...FaultCase[]];
const places: readonly FaultPlace[] = ['order', 'status', 'content', 'list'];
const rows = keyRepeaters.flatMap((fault) => places.map((place) => [fault, place] as const));
const cases: readonly FaultCase[] = rows.map(([fault, place]) => ({
  ...first,
  name: `${fault}-at-${place}`,
  title: `${fault} at the ${place}`,
  idempotency: 'L',
  row: {
    faults: [fault],
    place,
    lasts: 'a while',
    ends: {},
    ...(place === 'list' ? { orderFaults: ['cut-after-create'] } : {}),
  },
}));

let report: WorldReport;
beforeAll(async () => {
  report = await runFaults({ idempotency: 'L', cases, redisUrl: null });
}, 120_000);

test.each(rows)('a server with the %s at the %s: its words are kept, without the key', (fault, place) => {
  const end = report.cases.get(`${fault}-at-${place}`)?.end;
  const ends = place === 'order' || (place === 'status' && fault === 'key-in-failure');
  expect(end?.job).toBe(ends ? 'failed' : 'ready');
  if (ends) expect(end?.code).toContain('Bearer [key]');
});

test('neither rows nor log have the key', () => {
  expect(report.violations).toEqual([]);
});
