import { beforeAll, expect, test } from 'vitest';
import { oneOfEachEnd } from './fault-case.ts';
import { type End, endAfter, remedyOf } from './fault-table.ts';
import type { Seen, WorldReport } from './run-faults.ts';
import { runWorlds } from './world-plans.ts';

/**
 * With another paid provider behind the first: it is asked where nothing was bought, or what was bought is lost.
 * Nobody looks yet: the studio's film is begun by the worker, where the ordered one will not come soon.
 */

let report: WorldReport;
beforeAll(async () => {
  report = await runWorlds(oneOfEachEnd, () => ({ redisUrl: null, hasSecond: true, asker: 'pre_warm' }));
}, 240_000);

/** Where the first is done for, the second makes the film; anywhere else it is left alone. */
function withSecond(end: End): Seen {
  return end.job === 'failed' ? { ...end, job: 'ready', code: null, elsewhere: 1 } : { ...end, elsewhere: 0 };
}

test.each(oneOfEachEnd.map((one) => [one.title, one] as const))('%s', (_, { name, row, expected }) => {
  const found = report.cases.get(name);
  const end = withSecond(expected);
  expect(found?.end).toEqual(end);
  const remedy = remedyOf(row, end);
  expect(found?.afterRemedy, remedy ?? 'nothing to do').toEqual(
    remedy && withSecond(endAfter(remedy, expected)),
  );
  const maker = end.elsewhere > 0 ? 'second' : end.job === 'ready' ? 'sora' : 'studio';
  expect(found?.shows.at(-1)).toMatchObject({ status: 'ready', link: 'film', provider: maker });
});

test('money adds up, every file is whole, nothing is left, and the key is nowhere', () => {
  expect(report.violations).toEqual([]);
});
