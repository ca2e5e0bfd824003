import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessons } from '../src/lessons/catalogue.ts';
import type { Lesson } from '../src/lessons/lesson.ts';
import type { IdempotencyClass } from '../src/video/film-provider-port.ts';
import { reconcilePurchases } from '../src/video/reconcile-purchases.ts';
import { workOnJob } from '../src/video/work-on-job.ts';
import { testDatabase } from './embedded-database.ts';
import { opened } from './factories/video-rows.ts';
import { startVideosApi } from './factories/videos-api-server.ts';
import { type CheckReport, check, purchasesAt } from './harness/checker.ts';
import { Died, workThrough } from './harness/dying-worker.ts';
import { openStack, type Stack } from './harness/film-stack.ts';
import { frozenWorker } from './harness/frozen-worker.ts';

/** A worker that is suspended at the worst moment, while another takes over; then it comes back. */

const SETTLES_WITHIN_MS = 40_000;
const never = new AbortController().signal;
const [lesson] = lessons as readonly [Lesson, ...Lesson[]];

type Freeze = {
  readonly idempotency: IdempotencyClass;
  /** The answer to its late call finds nobody: only the provider's list knows of that purchase. */
  readonly dies: boolean;
  readonly sabotage?: (stack: Stack) => Stack;
};

async function freeze({ idempotency, dies, sabotage = (stack) => stack }: Freeze): Promise<CheckReport> {
  await using closing = new AsyncDisposableStack();
  const database = await testDatabase();
  closing.defer(() => database.close());
  const dataDir = await mkdtemp(join(tmpdir(), 'spendsense-frozen-'));
  closing.defer(() => rm(dataDir, { recursive: true, force: true }));
  const api = await startVideosApi({ idempotency });
  closing.defer(() => api.stop());
  const { connection } = database;
  const videosApiUrl = api.server.baseUrl;
  const stack = sabotage(
    openStack({ connection, dataDir, videosApiUrl, idempotency, bug: null, capMicroUsd: 1e9 }),
  );
  closing.defer(() => stack.close());

  const jobId = await anyJob(stack);
  const worker = frozenWorker(stack, { dies });
  const turn = workOnJob(worker.work, jobId, never).catch((error: unknown) => {
    if (!(error instanceof Died)) throw error;
  });
  await worker.stands;
  await workThrough(stack, stack.jobs, jobId, SETTLES_WITHIN_MS);
  worker.thaw();
  await turn;
  await workThrough(stack, stack.jobs, jobId, SETTLES_WITHIN_MS);
  await reconcilePurchases(stack, never);
  const purchases = await purchasesAt(api.server.controlUrl);
  return await check(stack, { purchases, idempotency, freezes: 1, dataDir });
}

async function anyJob({ jobs }: Stack): Promise<string> {
  const { persona, topic, version: lessonVersion } = lesson;
  const slotKey = randomUUID().replaceAll('-', '').slice(0, 16);
  const intent = { persona, topic, locale: 'en', lessonVersion, slotKey, track: 'provider' as const };
  return (await opened(jobs, intent)).jobId;
}

test.each([true, false])(
  'class K: the late call is the same purchase (its worker dies then: %s)',
  async (dies) => {
    const report = await freeze({ idempotency: 'K', dies });
    expect(report).toMatchObject({ purchaseCount: 1, doubleCount: 0, jobs: { ready: 1 }, violations: [] });
  },
  90_000,
);

test.each([true, false])(
  'class L: the late call buys again, and the ledger knows (its worker dies then: %s)',
  async (dies) => {
    const report = await freeze({ idempotency: 'L', dies });
    expect(report).toMatchObject({ purchaseCount: 2, doubleCount: 1, doublesKnown: 1 });
    expect(report).toMatchObject({ jobs: { ready: 1 }, violations: [] });
  },
  90_000,
);

test('class N: nobody orders again, and what the late call bought becomes the film', async () => {
  const report = await freeze({ idempotency: 'N', dies: false });
  expect(report).toMatchObject({ purchaseCount: 1, jobs: { ready: 1 }, violations: [] });
}, 90_000);

test('class N: a late call whose answer finds nobody is for a person to clarify', async () => {
  const report = await freeze({ idempotency: 'N', dies: true });
  expect(report).toMatchObject({ purchaseCount: 1, jobs: { unknown: 1 }, violations: [] });
}, 90_000);

test('a ledger that doesn’t write doubles down is noticed', async () => {
  const sabotage = (stack: Stack): Stack => ({
    ...stack,
    attempts: new Proxy(stack.attempts, {
      get(target, name) {
        if (name === 'keepDoubles') return async () => 0;
        const method = Reflect.get(target, name) as unknown;
        return typeof method === 'function' ? method.bind(target) : method;
      },
    }),
  });
  const report = await freeze({ idempotency: 'L', dies: true, sabotage });
  expect(report.violations).toEqual(['1 double purchases, 0 known']);
}, 90_000);
