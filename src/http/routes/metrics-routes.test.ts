import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/embedded-database.ts';
import { shortDigest } from '../../kernel/hash.ts';
import { PostgresVideoAttemptStore } from '../../storage/postgres-video-attempt-store.ts';
import { PostgresVideoJobCounts } from '../../storage/postgres-video-job-counts.ts';
import type { CacheCounts } from '../../video/video-cache-port.ts';
import { createHttpServer, type HttpServer } from '../server.ts';
import { registerMetricsRoutes } from './metrics-routes.ts';
import { registerSystemRoutes } from './system-routes.ts';

const token = 'a-token-for-the-metrics';
const counts: CacheCounts = {
  hit: 7,
  stale: 0,
  cold: 2,
  expired: 0,
  failed: 0,
  changed: 0,
  evicted: 0,
  version_changed: 0,
  away: 0,
};

let database: TestDatabase;
let server: HttpServer;
let cacheCounts: CacheCounts | null = counts;
beforeAll(async () => {
  database = await testDatabase();
  server = await createHttpServer({
    logger: pino({ level: 'silent' }),
    cookieSecret: 'x'.repeat(32),
    isSecure: false,
    metricsToken: token,
    callerOf: async () => null,
  });
  const jobCounts = new PostgresVideoJobCounts(database.db);
  registerMetricsRoutes(server, {
    jobCounts,
    attempts: new PostgresVideoAttemptStore(database.db),
    chain: { capMicroUsd: 5_000_000 },
    cache: { counts: async () => cacheCounts },
  });
  registerSystemRoutes(server, { notReady: async () => null, degraded: async () => [] });
});
afterAll(async () => {
  await server.app.close();
  await database.close();
});

const read = async (): Promise<string> => {
  const { body } = await server.app.inject({
    url: '/metrics',
    headers: { authorization: `Bearer ${token}` },
  });
  return body;
};

test('jobs are counted by track and state, and a state that nobody is in any more is gone', async () => {
  for (const name of ['one', 'two']) {
    await sql`
      insert into video_jobs (slot_key, persona, topic, locale, lesson_version, state)
        values (${shortDigest(name)}, 'savings_builder', 'goal_setting', 'en', 1, 'queued')`.execute(
      database.db,
    );
  }
  expect(await read()).toContain('spendsense_video_jobs{track="studio",state="queued"} 2');
  await sql`update video_jobs set state = 'ready'`.execute(database.db);
  const text = await read();
  expect(text).toContain('spendsense_video_jobs{track="studio",state="ready"} 2');
  expect(text).not.toContain('state="queued"');
});

test('requests are told by the pattern of their route; addresses that strangers make up share one', async () => {
  await server.app.inject('/healthz');
  await server.app.inject('/made/up?by=somebody');
  const text = await read();
  expect(text).toContain('_count{method="GET",route="/healthz",status="200"} 1');
  expect(text).toContain('_count{method="GET",route="none",status="404"} 1');
  expect(text).not.toContain('somebody');
});

test('a cache that is away takes nothing but its own counts along', async () => {
  expect(await read()).toContain('spendsense_video_cache_questions_total{outcome="hit"} 7');
  cacheCounts = null;
  const text = await read();
  expect(text).not.toContain('outcome=');
  expect(text).toContain('process_cpu_seconds_total');
});

test('every metric that the pages for operators speak of is there', async () => {
  const told = new Set([...(await read()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
  const pages = readdirSync('docs').filter((file) => file.endsWith('.md'));
  const named = pages.flatMap((file) =>
    [...readFileSync(`docs/${file}`, 'utf8').matchAll(/\bspendsense_[a-z_]+[a-z]/g)].map(([name]) => name),
  );
  expect(named).toContain('spendsense_video_unknown_purchases');
  expect(named.filter((name) => !told.has(name.replace(/_(bucket|count|sum)$/, '')))).toEqual([]);
});

test.each([{}, { authorization: 'Bearer another-token-altogether' }, { authorization: token }])(
  'nobody else reads them: %o',
  async (headers) => {
    expect((await server.app.inject({ url: '/metrics', headers })).statusCode).toBe(401);
  },
);
