/**
 * What the cache of films' states spares in a month of 1,000 members, by the product's own counters. See
 * `bench/month`: the members and what is recommended to them come of the made-up bank and the product's line;
 * requests, jobs, cache, events and cleaning up are the product's own over a real PostgreSQL (and a real Redis
 * with `--redis`), in a time of its own. Only films are not really drawn, bought or looked at: small files of
 * the right names stand for them. The same seed gives the same counts.
 * `node bench/cache.ts [--members 1000] [--seed month] [--redis]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../src/app/embedded-postgres/start-embedded-postgres.ts';
import { startRedis } from '../test/redis-server.ts';
import { monthLines } from './month/month-lines.ts';
import { simulateMonth } from './month/simulate-month.ts';

const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '1000' },
    seed: { type: 'string', default: 'month' },
    redis: { type: 'boolean', default: false },
  },
});
const dataDir = await mkdtemp(join(tmpdir(), 'spendsense-month-'));
const log = { info: () => undefined, warn: (message: string) => console.error(message) };
const postgres = await startEmbeddedPostgres({ dataDir, log, isDurable: false });
const redis = values.redis ? await startRedis() : null;
try {
  const options = { members: Number(values.members), seed: values.seed };
  const startedMs = performance.now();
  const report = await simulateMonth({
    ...options,
    days: 30,
    dataDir,
    server: postgres.connection,
    redisUrl: redis?.redisUrl ?? null,
  });
  const { lines, isGood } = monthLines(report);
  console.log(
    `A month of ${options.members} members, seed "${options.seed}", cache in ${redis ? 'Redis' : 'PostgreSQL'}`,
  );
  for (const line of lines) console.log(line);
  console.error(`(${((performance.now() - startedMs) / 1000).toFixed(0)} s)`);
  if (!isGood) process.exitCode = 1;
} finally {
  await redis?.close();
  await postgres.release();
  await rm(dataDir, { recursive: true, force: true });
}
