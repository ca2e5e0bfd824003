import { beforeAll, expect, test } from 'vitest';
import { type FaultCase, faultCases } from './fault-case.ts';
import type { FaultPlace } from './fault-gate.ts';
import { runFaults, type WorldReport } from './run-faults.ts';

const [first] = faultCases as [FaultCase, ...FaultCase[]];
const places: readonly FaultPlace[] = ['order', 'status', 'content', 'list'];
const cases: readonly FaultCase[] = places.map((place) => ({
  ...first,
  name: `key-repeated-at-${place}`,
  title: `a server that repeats the key at the ${place}`,
  idempotency: 'L',
  row: {
    faults: ['repeat-the-key'],
    place,
    lasts: 'a while',
    ends: {},
    ...(place === 'list' ? { orderFaults: ['cut-after-create'] } : {}),
  },
}));

let report: WorldReport;
beforeAll(async () => {
  report = await runFaults({ idempotency: 'L', cases, redisUrl: null });
}, 60_000);

test.each(places)(
  'a server that shows all it was sent at the %s has its words kept, without the key',
  (place) => {
    const { end, afterRemedy } = report.cases.get(`key-repeated-at-${place}`) ?? {};
    expect(end).toMatchObject({
      job: place === 'order' ? 'failed' : 'ready',
      bought: place === 'order' ? 0 : 1,
    });
    if (place === 'order') expect(end?.code).toContain('Bearer [key]');
    expect(afterRemedy?.job ?? 'ready').toBe('ready');
  },
);

test('neither rows nor log have the key', () => {
  expect(report.violations).toEqual([]);
});
