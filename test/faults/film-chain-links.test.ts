import { beforeAll, describe, expect, test } from 'vitest';
import type { FaultCase } from './fault-case.ts';
import { faultCases } from './fault-case.ts';
import { runFaults, type WorldReport } from './run-faults.ts';

/** One whose order is refused, one whose film comes, one of which nobody knows: with what is left of the studio. */
const chosen = ['sentinel-block', 'unknown-status', 'cut-after-create'].map((fault) => {
  const found = faultCases.find(
    ({ row, idempotency }) => row.faults[0] === fault && row.faults.length === 1 && idempotency === 'N',
  );
  return found as FaultCase;
});
const [refused, shown, unknown] = chosen as [FaultCase, FaultCase, FaultCase];

describe.each([
  ['draws no film', 'without_film', { link: 'infographic', url: null, provider: 'studio' }],
  ['draws nothing', 'without_anything', { status: 'failed', link: null, url: null }],
] as const)('a studio that %s', (_, studio, leftOver) => {
  let report: WorldReport;
  beforeAll(async () => {
    report = await runFaults({ idempotency: 'N', cases: chosen, redisUrl: null, studio });
  }, 120_000);

  const lastOf = ({ name }: FaultCase) => report.cases.get(name)?.shows.at(-1);

  test('leaves the next link to be shown where the provider brings nothing', () => {
    expect(lastOf(refused)).toMatchObject(leftOver);
    expect(report.cases.get(refused.name)?.end).toMatchObject(refused.expected);
  });

  test('is missed by nobody where the ordered film comes', () => {
    expect(lastOf(shown)).toMatchObject({ status: 'ready', link: 'film', provider: 'sora' });
  });

  test('changes nothing about an order of which nobody knows what became', () => {
    expect(report.cases.get(unknown.name)?.end).toMatchObject(unknown.expected);
  });

  test('leaves money and files in order', () => {
    expect(report.violations).toEqual([]);
  });
});
