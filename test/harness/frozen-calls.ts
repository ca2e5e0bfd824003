import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PoolConfig } from 'pg';
import { lessons } from '../../src/lessons/catalogue.ts';
import type { IdempotencyClass } from '../../src/video/film-provider-port.ts';
import { reconcilePurchases } from '../../src/video/reconcile-purchases.ts';
import { slotKey } from '../../src/video/slot-key.ts';
import { opened } from '../factories/video-rows.ts';
import { startVideosApi } from '../factories/videos-api-server.ts';
import { type CheckReport, check, purchasesAt } from './checker.ts';
import { workThrough } from './dying-worker.ts';
import { openStack, type Stack } from './film-stack.ts';

export type FrozenCalls = {
  readonly idempotency: IdempotencyClass;
  readonly callCount: number;
  /** Whether the worker dies once its calls were answered, before it has written down any of it. */
  readonly diesAfterwards: boolean;
  readonly reconciles: boolean;
};

const SETTLES_WITHIN_MS = 30_000;

/**
 * A worker freezes between the journal of its calls and the wire, for longer than its lease and than a call may
 * be on its way; another takes over and brings the films home; then the first wakes, and its calls go out.
 */
export async function freezeCalls(connection: PoolConfig, plan: FrozenCalls): Promise<CheckReport> {
  const { idempotency, callCount, diesAfterwards } = plan;
  const dataDir = await mkdtemp(join(tmpdir(), 'spendsense-frozen-'));
  const api = await startVideosApi({ idempotency });
  const videosApiUrl = api.server.baseUrl;
  const options = { connection, dataDir, videosApiUrl, idempotency, bug: null, capMicroUsd: 1e12 };
  const stack = openStack(options);
  let frozen: ChildProcess | undefined;
  try {
    const jobIds = await openJobs(stack, callCount);
    const entry = fileURLToPath(new URL('frozen-worker.ts', import.meta.url));
    frozen = spawn(process.execPath, [entry, JSON.stringify({ ...options, jobIds, diesAfterwards })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(frozen, 'exit');
    if (frozen.stdout) await once(frozen.stdout, 'data');
    const bringHome = () =>
      Promise.all(jobIds.map((jobId) => workThrough(stack, stack.jobs, jobId, SETTLES_WITHIN_MS)));
    await bringHome();
    frozen.kill('SIGCONT');
    await ended;
    await bringHome();
    if (plan.reconciles) await reconcilePurchases(stack, new AbortController().signal);
    const purchases = await purchasesAt(api.server.controlUrl);
    return await check(stack, { purchases, idempotency, freezes: callCount, dataDir });
  } finally {
    frozen?.kill('SIGKILL');
    await stack.close();
    await api.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function openJobs(stack: Stack, count: number): Promise<readonly string[]> {
  const jobIds: string[] = [];
  for (const { persona, topic, version: lessonVersion } of lessons.slice(0, count)) {
    const slot = { persona, topic, locale: 'en' };
    const intent = { ...slot, slotKey: slotKey(slot), lessonVersion, track: 'provider' as const };
    jobIds.push((await opened(stack.jobs, intent)).jobId);
  }
  return jobIds;
}
