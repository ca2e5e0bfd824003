import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../embedded-database.ts';
import { startRedis, type TestRedis } from '../redis-server.ts';
import { type ApiClient, apiClient, type Lesson } from './api.ts';
import { doublesAmong, type FilmServer, startFilmServer } from './film-server.ts';
import {
  databaseUrlOf,
  eventually,
  freshDataDir,
  type RunningProgram,
  type RunningWorkerProcess,
  runProgram,
  signInBy,
  startProgram,
  startWorkerProcess,
} from './program.ts';

/** One program and one worker beside it, whose Redis comes, goes, freezes and forgets. */

const fixture = 'test/fixtures/bank/card-at-68-percent.json';
const member = 'card-at-68-percent';
const lesson = (persona: string, topic: string): Lesson => ({ persona, topic });
const beforeRedis = lesson('savings_builder', 'goal_setting');
const duringFreeze = lesson('savings_builder', 'automation_setup');
const beforeFlush = lesson('variable_income', 'cash_buffer');

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let database: TestDatabase;
let films: FilmServer;
let redis: TestRedis;
let program: RunningProgram;
let worker: RunningWorkerProcess;
let api: ApiClient;
let options: { dataDir: string; extra: Record<string, string> };

beforeAll(async () => {
  folder = await freshDataDir();
  database = await testDatabase();
  films = await startFilmServer({
    idempotency: 'L',
    scenario: { timing: { queuedMs: 50, runningMs: 1_500 } },
  });
  redis = await startRedis();
  await redis.close();
  options = {
    dataDir: folder.path,
    extra: {
      ...films.settings,
      SAMPLE_MEMBERS: 'off',
      REVIEW: 'none',
      DATABASE_URL: databaseUrlOf(database.connection),
      REDIS_URL: redis.redisUrl,
    },
  };
  program = await startProgram(options);
  api = apiClient(program.url, await signInBy(program.operatorLink));
});
afterAll(async () => {
  await worker?.stop();
  await program?.stop();
  await redis?.close();
  await films?.stop();
  await database?.close();
  await folder.remove();
});

const health = async (): Promise<unknown> => (await fetch(`${program.url}/healthz`)).json();
const degraded = { status: 'degraded', degraded: ['job queue'] };

/** Everything that was asked for, whoever makes it: what is under way, what is there, what came to something else. */
async function asked(): Promise<{ open: number; ready: number; other: number; ordered: number }> {
  const rows = await database.db.selectFrom('video_jobs').select(['state', 'track']).execute();
  const ready = rows.filter(({ state }) => state === 'ready').length;
  const open = rows.filter(({ state }) => ['queued', 'working', 'waiting'].includes(state)).length;
  const ordered = rows.filter(({ track }) => track === 'provider').length;
  return { open, ready, other: rows.length - ready - open, ordered };
}

/** Nothing was lost, and every order was bought once. */
async function expectAllMade({ ordered }: { ordered: number }): Promise<void> {
  const found = await eventually(asked, ({ open }) => open === 0, 160_000);
  expect(found).toMatchObject({ open: 0, other: 0, ordered });
  const purchases = await films.purchases();
  expect([purchases.length, doublesAmong(purchases)]).toEqual([ordered, 0]);
}

test('a start without its Redis says so, serves, and takes orders; a worker alone refuses', async () => {
  expect(await health()).toEqual(degraded);
  expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
  expect(await api.generate(beforeRedis)).toMatchObject({ status: 202, outcome: 'enqueued' });
  expect((await api.videoStatus(beforeRedis)).status).toBe('processing');
  const { code, stderr } = await runProgram(['worker'], options);
  expect(code).toBe(1);
  expect(stderr).toMatch(/job queue does not answer: .*ECONNREFUSED.*REDIS_URL/);
}, 30_000);

test('what was ordered meanwhile is made when Redis comes', async () => {
  redis = await startRedis({ port: redis.port });
  await expectAllMade({ ordered: 1 });
  expect(await health()).toEqual({ status: 'ok' });
  worker = await startWorkerProcess(options);
}, 300_000);

test('Redis lost with all it held, in the middle of jobs: pages go on, and every film comes', async () => {
  await runProgram(['import', fixture], options);
  await runProgram(['consent', 'grant', member, '--by', 'Olga', '--reason', 'said so'], options);
  await eventually(films.purchases, ({ length }) => length >= 2, 60_000);
  await redis.close();
  expect(
    await eventually(health, (found) => JSON.stringify(found) === JSON.stringify(degraded), 15_000),
  ).toEqual(degraded);
  for (let looks = 0; looks < 10; looks += 1) {
    const { items } = await api.recommendations(member);
    expect(items.slice(0, 3).map(({ media }) => media?.status)).not.toContain('failed');
    expect((await api.videoStatus(beforeRedis)).status).toBe('ready');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  redis = await startRedis({ port: redis.port });
  await expectAllMade({ ordered: 4 });
}, 300_000);

test('Redis frozen in the middle of a job, and forgetting everything in the middle of the next', async () => {
  process.kill(redis.pid, 'SIGSTOP');
  expect(await api.generate(duringFreeze)).toMatchObject({ status: 202, outcome: 'enqueued' });
  expect((await api.recommendations(member)).items.length).toBeGreaterThan(0);
  process.kill(redis.pid, 'SIGCONT');
  await api.generate(beforeFlush);
  await eventually(films.purchases, ({ length }) => length >= 5, 60_000);
  const client = new Redis(redis.redisUrl);
  await client.flushall();
  client.disconnect();
  await expectAllMade({ ordered: 6 });
}, 300_000);
