import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { PoolConfig } from 'pg';
import { lessons } from '../../src/lessons/catalogue.ts';
import { lessonLocales } from '../../src/lessons/worked-value.ts';
import type { IdempotencyClass } from '../../src/video/film-provider-port.ts';
import { reconcilePurchases } from '../../src/video/reconcile-purchases.ts';
import { requestVideo } from '../../src/video/request-video.ts';
import { type CheckReport, capFaults, check, purchasesAt } from './checker.ts';
import { openStack, type Stack, type StackOptions } from './film-stack.ts';
import type { PlantedBug } from './planted-bugs.ts';

/** What a run is made of: how many films, and what is done to whoever makes them. */
export type Ordeal = {
  readonly idempotency: IdempotencyClass;
  readonly jobCount: number;
  readonly workerCount: number;
  readonly kills: number;
  readonly freezes: number;
  readonly bug: PlantedBug | null;
  readonly settlesWithinMs: number;
};

export type OrdealReport = CheckReport & { readonly killCount: number; readonly freezeCount: number };

const FREEZE_MS = 2_200;
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A provider that sometimes answers late, and sometimes not at all. */
const scenario = (idempotency: IdempotencyClass, lostShare: number) => ({
  idempotency,
  models: { quick: { seconds: ['1'], microUsdPerSecond: { '160x90': 100_000 } } },
  timing: { queuedMs: 30, runningMs: 150 },
  faults: [
    { apply: [{ fault: 'late-answer', forMs: 250 }], when: { shareRatio: 0.5 } },
    { apply: [{ fault: 'late-purchase', forMs: 400 }], when: { shareRatio: 0.2 } },
    { apply: ['cut-after-create'], when: { shareRatio: lostShare } },
    { apply: ['error-after-create'], when: { shareRatio: lostShare } },
    { apply: [{ fault: 'poll-error', times: 2 }], when: { shareRatio: 0.2 } },
    { apply: [{ fault: 'content-late', forMs: 300 }], when: { shareRatio: 0.2 } },
  ],
});

/**
 * Orders films and has them made by worker processes that are killed and frozen at random moments; when the
 * faults have stopped and all has settled, what happened is held against what may happen.
 */
export async function endure(connection: PoolConfig, ordeal: Ordeal): Promise<OrdealReport> {
  const dataDir = await mkdtemp(join(tmpdir(), 'spendsense-ordeal-'));
  // A missing safeguard shows where answers get lost: often enough that a short run can't miss it.
  const lostShare = ordeal.bug === null ? 0.1 : 0.3;
  const api = await startVideosApi(dataDir, ordeal.idempotency, lostShare);
  const options: StackOptions = {
    connection,
    dataDir,
    videosApiUrl: api.baseUrl,
    idempotency: ordeal.idempotency,
    bug: ordeal.bug,
    capMicroUsd: 1e9,
  };
  const stack = openStack({ ...options, bug: null });
  const workers = new Crew(options);
  try {
    await workers.hire(ordeal.workerCount);
    await torment(workers, stack, ordeal);
    await settle(stack, ordeal.settlesWithinMs);
    await workers.dismiss();
    await reconcilePurchases({ ...stack, clock: stack.clock }, new AbortController().signal);
    const purchases = await purchasesAt(api.controlUrl);
    const report = await check(stack, { ...ordeal, purchases, dataDir });
    return { ...report, killCount: workers.killCount, freezeCount: workers.freezeCount };
  } finally {
    await workers.dismiss();
    await stack.close();
    await api.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export type FloodReport = {
  readonly purchaseCount: number;
  /** What the requests were answered, by kind. */
  readonly answers: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
};

/** Many requests at once from two processes; then workers, until all is made. */
export async function flood(
  connection: PoolConfig,
  wave: { readonly requestCount: number; readonly capMicroUsd: number; readonly bug: PlantedBug | null },
): Promise<FloodReport> {
  const dataDir = await mkdtemp(join(tmpdir(), 'spendsense-flood-'));
  const api = await startVideosApi(dataDir, 'K', 0.1);
  const { bug, capMicroUsd } = wave;
  const shared = { connection, dataDir, videosApiUrl: api.baseUrl, idempotency: 'K' as const, capMicroUsd };
  const options: StackOptions = { ...shared, bug };
  const stack = openStack({ ...options, bug: null });
  const workers = new Crew({ ...options, bug: null });
  try {
    const half = Math.ceil(wave.requestCount / 2);
    const answered = await Promise.all([ask(options, half), ask(options, wave.requestCount - half)]);
    await workers.hire(2);
    await settle(stack, 60_000);
    await workers.dismiss();
    const purchases = await purchasesAt(api.controlUrl);
    const report = await check(stack, { purchases, idempotency: 'K', freezes: 0, dataDir });
    const violations = [...report.violations, ...capFaults(purchases, capMicroUsd)];
    return { purchaseCount: purchases.length, answers: added(answered), violations };
  } finally {
    await workers.dismiss();
    await stack.close();
    await api.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function ask(options: StackOptions, count: number): Promise<Record<string, number>> {
  const child = spawn(
    process.execPath,
    [here('flood-requester.ts'), JSON.stringify(options), String(count)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return JSON.parse(text) as Record<string, number>;
}

function added(all: readonly Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [kind, count] of all.flatMap(Object.entries<number>)) sum[kind] = (sum[kind] ?? 0) + count;
  return sum;
}

const slots = lessons.flatMap(({ persona, topic }) =>
  lessonLocales.map((locale) => ({ persona, topic, locale })),
);

/** An order, and a misfortune at a moment that nobody planned; then the next. */
async function torment(workers: Crew, stack: Stack, { jobCount, kills, freezes }: Ordeal): Promise<void> {
  const misfortunes = [
    ...Array.from({ length: kills }, () => () => workers.killOne()),
    ...Array.from({ length: freezes }, () => () => workers.freezeOne()),
  ];
  for (let turn = 0; turn < Math.max(jobCount, misfortunes.length); turn += 1) {
    const slot = turn < jobCount ? slots[turn] : undefined;
    if (slot) await requestVideo(stack, { ...slot, asker: 'person' });
    await sleep(Math.random() * 400);
    await misfortunes[turn]?.();
  }
}

async function openJobs({ db }: Stack): Promise<number> {
  const rows = await db
    .selectFrom('video_jobs')
    .select('job_id')
    .where('track', '=', 'provider')
    .where('state', 'in', ['queued', 'working', 'waiting'])
    .execute();
  return rows.length;
}

async function settle(stack: Stack, withinMs: number): Promise<void> {
  const endAt = performance.now() + withinMs;
  while (performance.now() < endAt && (await openJobs(stack)) > 0) await sleep(100);
}

/** Worker processes that are replaced when they die. */
class Crew {
  readonly #options: StackOptions;
  #workers: ChildProcess[] = [];
  readonly #thawing: Promise<unknown>[] = [];
  killCount = 0;
  freezeCount = 0;

  constructor(options: StackOptions) {
    this.#options = options;
  }

  async hire(count: number): Promise<void> {
    for (let hired = 0; hired < count; hired += 1) {
      const worker = spawn(process.execPath, [here('rude-worker.ts'), JSON.stringify(this.#options)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(worker.stdout, 'data');
      this.#workers.push(worker);
    }
  }

  async killOne(): Promise<void> {
    const [worker] = this.#workers.splice(Math.floor(Math.random() * this.#workers.length), 1);
    if (!worker) return;
    const ended = once(worker, 'exit');
    worker.kill('SIGKILL');
    this.killCount += 1;
    await ended;
    await this.hire(1);
  }

  /** Longer than a lease: others take over what it holds, and then it comes back. */
  async freezeOne(): Promise<void> {
    const worker = this.#workers[Math.floor(Math.random() * this.#workers.length)];
    if (!worker) return;
    worker.kill('SIGSTOP');
    this.freezeCount += 1;
    this.#thawing.push(sleep(FREEZE_MS).then(() => worker.kill('SIGCONT')));
    await sleep(FREEZE_MS / 2);
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.#thawing);
    const leaving = this.#workers;
    this.#workers = [];
    for (const worker of leaving) {
      const ended = once(worker, 'exit');
      worker.kill('SIGKILL');
      await ended;
    }
  }
}

/** In a process of its own, with a log of its own: what it says was sold was sold. */
async function startVideosApi(
  dataDir: string,
  idempotency: IdempotencyClass,
  lostShare: number,
): Promise<{ baseUrl: string; controlUrl: string; stop(): Promise<void> }> {
  const file = join(dataDir, 'scenario.json');
  await writeFile(file, JSON.stringify(scenario(idempotency, lostShare)));
  const server = spawn(
    process.execPath,
    [here('../videos-api-process.ts'), '--port', '0', '--scenario', file, '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATA_DIR: dataDir } },
  );
  let text = '';
  for await (const chunk of server.stdout) {
    text += String(chunk);
    if (text.trimEnd().endsWith('}')) break;
  }
  const { baseUrl, controlUrl } = JSON.parse(text) as { baseUrl: string; controlUrl: string };
  return {
    baseUrl,
    controlUrl,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}
