import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../embedded-database.ts';
import { startRedis } from '../redis-server.ts';
import { apiClient } from './api.ts';
import {
  eventually,
  freshDataDir,
  processesOf,
  type RunningProgram,
  signInBy,
  startProgram,
} from './program.ts';

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let database: TestDatabase;
let redis: Awaited<ReturnType<typeof startRedis>>;
let program: RunningProgram;

beforeAll(async () => {
  folder = await freshDataDir();
  database = await testDatabase();
  redis = await startRedis();
  const { host, database: name, user } = database.connection;
  const dataDir = join(folder.path, 'data');
  await mkdir(dataDir);
  program = await startProgram({
    dataDir,
    extra: {
      SAMPLE_MEMBERS: 'off',
      DATABASE_URL: `postgresql://${user}@localhost/${name}?host=${encodeURIComponent(host)}`,
      REDIS_URL: redis.redisUrl,
    },
  });
}, 60_000);
afterAll(async () => {
  await program?.stop();
  await redis?.close();
  await database?.close();
  await folder.remove();
});

test('with a PostgreSQL and a Redis of one’s own, by configuration only, a film comes to be', async () => {
  const api = apiClient(program.url, await signInBy(program.operatorLink));
  const lesson = { persona: 'high_utilization', topic: 'credit_utilization' };
  expect((await api.generate(lesson)).outcome).toBe('enqueued');
  const media = await eventually(
    () => api.videoStatus(lesson),
    ({ status }) => status === 'ready',
    60_000,
  );
  expect(media).toMatchObject({ status: 'ready', provider: 'studio' });
  expect((await fetch(program.url + media.url)).headers.get('content-type')).toBe('video/mp4');
}, 90_000);

test('the job went through Redis', async () => {
  const client = new Redis(redis.redisUrl);
  const keys = await client.keys('bull:videos:*');
  client.disconnect();
  expect(keys.length).toBeGreaterThan(0);
});

test('then no embedded database runs', async () => {
  expect((await processesOf(join(folder.path, 'data'))).filter((line) => line.includes('postgres'))).toEqual(
    [],
  );
});
