import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../redis-server.ts';
import { oneOfEachEnd } from './fault-case.ts';
import { endAfter, remedyOf } from './fault-table.ts';
import { API_KEY } from './fault-world.ts';
import type { WorldReport } from './run-faults.ts';
import { runWorlds } from './world-plans.ts';

/** With queue and cache in Redis. */
const cases = oneOfEachEnd;

let redis: TestRedis;
let report: WorldReport;
const commands: string[] = [];

beforeAll(async () => {
  redis = await startRedis();
  const admin = new Redis(redis.redisUrl);
  const monitor = await admin.monitor();
  monitor.on('monitor', (_time: string, words: string[]) => commands.push(words.join(' ')));
  // Each world has a database of its own, and loses all that is in it while it is at work.
  report = await runWorlds(cases, (index) => ({
    redisUrl: `${redis.redisUrl}/${index}`,
    meanwhile: async () => {
      const flusher = new Redis(`${redis.redisUrl}/${index}`);
      await flusher.flushdb();
      flusher.disconnect();
    },
  }));
  monitor.disconnect();
  admin.disconnect();
}, 240_000);
afterAll(() => redis.close());

test.each(cases.map((one) => [one.title, one] as const))('%s', (_, { name, row, expected }) => {
  const found = report.cases.get(name);
  expect(found?.end).toEqual({ ...expected, elsewhere: 0 });
  const remedy = remedyOf(row, expected);
  expect(found?.afterRemedy, remedy ?? 'nothing to do').toEqual(
    remedy && { ...endAfter(remedy, expected), elsewhere: 0 },
  );
  expect(found?.shows.at(-1)).toMatchObject({ status: 'ready', link: 'film' });
});

test('money adds up, every file is whole, nothing is left, and the key is nowhere', () => {
  expect(report.violations).toEqual([]);
});

test('queue and cache were in Redis, and no command to it had the key', () => {
  const has = (word: string): boolean => commands.some((command) => command.includes(word));
  expect([has('bull:videos:'), has('video:'), has('flushdb'), has(API_KEY)]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
