import { beforeAll, expect, test } from 'vitest';
import { faultNames } from '../../src/videos-api/faults.ts';
import { describeFaults, faultCases } from './fault-case.ts';
import { endAfter, faultTable, remedyOf } from './fault-table.ts';
import type { WorldReport } from './run-faults.ts';
import { runWorlds } from './world-plans.ts';

let report: WorldReport;
beforeAll(async () => {
  report = await runWorlds(faultCases, () => ({ redisUrl: null }), { atOnce: 2 });
}, 240_000);

test.each(faultCases.map((one) => [one.title, one] as const))('%s', (_, { name, row, expected }) => {
  const found = report.cases.get(name);
  expect(found?.end).toEqual({ ...expected, elsewhere: 0 });
  const remedy = remedyOf(row, expected);
  expect(found?.afterRemedy, remedy ?? 'nothing to do').toEqual(
    remedy && { ...endAfter(remedy, expected), elsewhere: 0 },
  );
});

test.each(faultCases.map((one) => [one.title, one] as const))(
  'a member is served under %s',
  (_, { name, expected }) => {
    const shows = report.cases.get(name)?.shows ?? [];
    const words = shows.map(({ status }) => status);
    // From the first moment on it is on its way or there, and what is once there stays.
    expect(words.join(' ')).toMatch(/^(processing )*(ready ?)+$/);
    expect(shows.at(-1)).toMatchObject({
      link: 'film',
      provider: expected.job === 'ready' ? 'sora' : 'studio',
      url: expect.stringMatching(/^\/videos\/[0-9a-f]{16}\.mp4$/),
      infographicUrl: expect.stringMatching(/^\/videos\/[0-9a-f]{16}\.svg$/),
    });
  },
);

test('money adds up, every file is whole, nothing is left, and the key is nowhere', () => {
  expect(report.violations).toEqual([]);
});

test('the table asks about every fault of the server', () => {
  const asked = new Set(faultTable.flatMap(({ faults }) => faults.map((one) => nameOf(one))));
  expect(faultNames.filter((name) => !asked.has(name))).toEqual([]);
});

const nameOf = (fault: unknown): string => describeFaults({ faults: [fault] }).split(' ')[0] ?? '';
