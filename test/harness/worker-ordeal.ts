import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { parseConfig } from '../../src/app/config.ts';
import { createLogger } from '../../src/app/logger.ts';
import { openServices, type Services } from '../../src/app/services.ts';
import { lessons } from '../../src/lessons/catalogue.ts';
import { lessonLocales } from '../../src/lessons/worked-value.ts';
import type { IdempotencyClass } from '../../src/video/film-provider-port.ts';
import { reconcilePurchases } from '../../src/video/reconcile-purchases.ts';
import { requestVideo } from '../../src/video/request-video.ts';
import { type FilmServer, startFilmServer } from '../e2e/film-server.ts';
import {
  databaseUrlOf,
  eventually,
  freshDataDir,
  type RunningWorkerProcess,
  startWorkerProcess,
} from '../e2e/program.ts';
import { type CheckReport, check } from './checker.ts';
import { openStack } from './film-stack.ts';

/** `spendsense worker` itself, killed at random moments: its queue, its settings, its leases, whole films. */
export type WorkerOrdeal = {
  readonly idempotency: IdempotencyClass;
  /** Null where the queue lies in PostgreSQL. */
  readonly redisUrl: string | null;
  readonly jobCount: number;
  readonly kills: number;
  readonly workerCount: number;
  /** Without it every purchase is made as soon as it is asked for. */
  readonly hasLatePurchases: boolean;
  readonly settlesWithinMs: number;
};
export type WorkerOrdealReport = CheckReport & { readonly killCount: number };

type Database = PoolConfig & { readonly host: string; readonly database: string };
type ProcessOptions = { readonly dataDir: string; readonly extra: Readonly<Record<string, string>> };

/** Between two kills: a worker that came just now takes a second to be at work. */
const KILL_AFTER_MS = { least: 300, most: 2_300 };
/** Every so many kills one is aimed at the worst moment: the film is sold, and nobody has been told. */
const AIMED_EVERY = 3;
const SALE_WITHIN_MS = 8_000;
/** What a killed worker leaves is removed by the others' next recovery. */
const TIDY_WITHIN_MS = 30_000;

const scenarioOf = ({ hasLatePurchases }: WorkerOrdeal) => ({
  faults: [
    { apply: [{ fault: 'late-answer', forMs: 400 }] },
    ...(hasLatePurchases
      ? [{ apply: [{ fault: 'late-purchase', forMs: 400 }], when: { shareRatio: 0.1 } }]
      : []),
    { apply: [{ fault: 'poll-error', times: 2 }], when: { shareRatio: 0.2 } },
  ],
});

/** Orders films of a provider and has them made by workers that are killed; then all is held against what may be. */
export async function ordealOfWorkers(
  connection: Database,
  ordeal: WorkerOrdeal,
): Promise<WorkerOrdealReport> {
  const { idempotency, redisUrl } = ordeal;
  await using closing = new AsyncDisposableStack();
  const folder = await freshDataDir();
  closing.defer(() => folder.remove());
  const films = await startFilmServer({ idempotency, scenario: scenarioOf(ordeal) });
  closing.defer(() => films.stop());
  const extra = {
    ...films.settings,
    REVIEW: 'none',
    LOG_LEVEL: 'silent',
    DATABASE_URL: databaseUrlOf(connection),
    ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
  };
  const options = { dataDir: folder.path, extra };
  const services = await openServices(
    parseConfig({ DATA_DIR: folder.path, ...extra }),
    createLogger('silent'),
  );
  closing.defer(() => services.close());
  const workers: RunningWorkerProcess[] = [];
  closing.defer(async () => void (await Promise.all(workers.map((worker) => worker.stop()))));
  const killCount = await torment({ services, films, options }, workers, ordeal);
  await eventually(
    () => openJobs(services),
    (open) => open === 0,
    ordeal.settlesWithinMs,
  );
  const leaks = await leaksOf(folder.path);
  await reconcilePurchases(services, new AbortController().signal);
  const report = await held(connection, films, { idempotency, dataDir: folder.path });
  return { ...report, killCount, violations: [...report.violations, ...leaks] };
}

const slots = lessonLocales.flatMap((locale) =>
  lessons.map(({ persona, topic }) => ({ persona, topic, locale })),
);

async function torment(
  { services, films, options }: { services: Services; films: FilmServer; options: ProcessOptions },
  workers: RunningWorkerProcess[],
  { jobCount, kills, workerCount }: WorkerOrdeal,
): Promise<number> {
  for (let hired = 0; hired < workerCount; hired += 1) workers.push(await startWorkerProcess(options));
  for (let turn = 0; turn < Math.max(jobCount, kills); turn += 1) {
    const soldBefore = (await films.purchases()).length;
    const slot = turn < jobCount ? slots[turn] : undefined;
    if (slot) await requestVideo(services, { ...slot, asker: 'person' });
    await (turn % AIMED_EVERY === 0 ? nextSale(films, soldBefore) : anyMoment());
    if (turn >= kills) continue;
    const [victim] = workers.splice(Math.floor(Math.random() * workers.length), 1);
    await victim?.kill();
    workers.push(await startWorkerProcess(options));
  }
  return kills;
}

async function anyMoment(): Promise<void> {
  const { least, most } = KILL_AFTER_MS;
  await sleep(least + Math.random() * (most - least));
}

async function nextSale(films: FilmServer, soldBefore: number): Promise<void> {
  await eventually(
    () => films.purchases(),
    ({ length }) => length > soldBefore,
    SALE_WITHIN_MS,
  );
}

async function openJobs({ jobs }: Services): Promise<number> {
  return (await jobs.list({ states: ['queued', 'working', 'waiting'], limit: 200 })).length;
}

/** What lies in the data folder and shouldn't: before anybody but the program has tidied up. */
async function leaksOf(dataDir: string): Promise<readonly string[]> {
  const left = await eventually(
    () => readdir(join(dataDir, 'work')).catch(() => []),
    ({ length }) => length === 0,
    TIDY_WITHIN_MS,
  );
  const halfWritten: string[] = [];
  for (const entry of await readdir(join(dataDir, 'videos'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    if (basename(entry.name).split('.')[0] !== digest) halfWritten.push(entry.name);
  }
  return [
    ...left.map((name) => `work/${name} is left`),
    ...halfWritten.map((name) => `videos holds ${name}, whose bytes are others`),
  ];
}

async function held(
  connection: Database,
  films: FilmServer,
  { idempotency, dataDir }: { idempotency: IdempotencyClass; dataDir: string },
): Promise<CheckReport> {
  const videosApiUrl = films.controlUrl;
  const stack = openStack({ connection, dataDir, videosApiUrl, idempotency, bug: null, capMicroUsd: 1e9 });
  try {
    return await check(stack, { purchases: await films.purchases(), idempotency, freezes: 0, dataDir });
  } finally {
    await stack.close();
  }
}
