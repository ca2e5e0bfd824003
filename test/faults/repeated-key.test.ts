import { beforeAll, expect, test } from 'vitest';
import { type FaultCase, faultCases } from './fault-case.ts';
import type { FaultPlace, GateRule } from './fault-gate.ts';
import { lasting } from './fault-table.ts';
import { runFaults, type WorldReport } from './run-faults.ts';

const [first] = faultCases as [FaultCase, ...FaultCase[]];
const places: readonly FaultPlace[] = ['order', 'status', 'content', 'list'];
const repeaters = ['key-in-error', 'key-in-failure'] as const;
const rows = repeaters.flatMap((fault) => places.map((place) => [fault, place] as const));

const cases: readonly FaultCase[] = rows.map(([faults, place]) => {
  const lostAnswer: GateRule = { place: 'order', faults: ['cut-after-create'], times: 1 };
  return {
    ...first,
    name: `${faults}-at-${place}`,
    title: `${faults} at the ${place}`,
    idempotency: 'L',
    rules: [...(place === 'list' ? [lostAnswer] : []), { place, faults, times: lasting['a while'] }],
  };
});

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
