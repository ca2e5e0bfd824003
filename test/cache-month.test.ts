import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { monthLines } from '../bench/month/month-lines.ts';
import { type MonthReport, simulateMonth } from '../bench/month/simulate-month.ts';
import { type TestDatabase, testDatabase } from './embedded-database.ts';
import { startRedis, type TestRedis } from './redis-server.ts';

let database: TestDatabase;
let redis: TestRedis;
beforeAll(async () => {
  [database, redis] = await Promise.all([testDatabase(), startRedis()]);
});
afterAll(() => Promise.all([database.close(), redis.close()]));

async function days(redisUrl: string | null): Promise<MonthReport> {
  const dataDir = await mkdtemp(join(tmpdir(), 'spendsense-days-'));
  const options = { members: 16, days: 4, seed: 'days', dataDir, server: database.connection, redisUrl };
  return await simulateMonth(options).finally(() => rm(dataDir, { recursive: true, force: true }));
}

/** What doesn't depend on how long a cache remembers why it has nothing: Redis forgets by the machine's time. */
function comparable({ counts, ...report }: MonthReport) {
  if (counts === null) throw new TypeError('the cache is there');
  const { cold, evicted, expired, ...others } = counts;
  const { films, evictions, filesServed, wrong } = report;
  return { others, absent: cold + evicted + expired, films, evictions, filesServed, wrong };
}

test('through a release, an outage and evictions every answer is the truth, and both caches do the same', async () => {
  const report = await days(null);
  expect(report.wrong).toEqual({ answers: 0, files: 0, entries: 0 });
  expect(report.evictions.get('quota')).toBeGreaterThan(0);
  // More than a day's money: the budget's days pass, too.
  expect(report.films.get('acme')).toBeGreaterThan(6);
  const { cold = 0, evicted = 0, version_changed = 0, hit = 0, away } = report.counts ?? {};
  expect(Math.min(cold, evicted, version_changed, hit)).toBeGreaterThan(0);
  expect(away).toBe(0);
  expect(monthLines(report).lines.at(-1)).toContain('say the same');
  expect(comparable(await days(redis.redisUrl))).toEqual(comparable(report));
}, 240_000);
