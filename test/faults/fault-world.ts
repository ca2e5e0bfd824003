import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../../src/app/config.ts';
import { type FilmServices, openFilmServices } from '../../src/app/film-services.ts';
import { createLogger } from '../../src/app/logger.ts';
import { systemClock, systemIds } from '../../src/app/machine.ts';
import { repeat } from '../../src/app/repeat.ts';
import { assert } from '../../src/kernel/assert.ts';
import type { MakeCompanions } from '../../src/video/companions-port.ts';
import { dispatchDue, recoverJobs } from '../../src/video/dispatch-jobs.ts';
import type { FilmProvider, IdempotencyClass } from '../../src/video/film-provider-port.ts';
import { createCompanions } from '../../src/video/providers/studio-companions.ts';
import type { VideoAsker } from '../../src/video/request-video.ts';
import { slotKey } from '../../src/video/slot-key.ts';
import type { VideoWorkDependencies } from '../../src/video/video-work.ts';
import { workOnJob } from '../../src/video/work-on-job.ts';
import { type TestDatabase, testDatabase } from '../embedded-database.ts';
import { smallFilm } from '../factories/film-order.ts';
import { rule } from '../factories/sora-rig.ts';
import { type RunningServer, startVideosApi } from '../factories/videos-api-server.ts';
import { prepareSmallFilm, smallFilmsOf, smallFilmsOfStudio, smallModel } from '../harness/small-films.ts';
import { type FaultCase, gateRulesOf, limitsOf, patienceOf, slots, timingOf } from './fault-case.ts';
import { type FaultGate, openFaultGate } from './fault-gate.ts';

/** Shown by nobody: what the server is paid with. */
export const API_KEY = 'sk-fault-suite-5f2e7c';

const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of the fault suite').toString('base64')}`;

/** What the second provider is called, and what its model is for a case. */
export const SECOND = 'second';
export const secondOf = (caseName: string): string => `${caseName}-${SECOND}`;

const LOOK_FOR_DUE_EVERY_MS = 40;
const RECOVER_EVERY_MS = 500;
/** Few enough for several worlds to share one PostgreSQL with other tests. */
const AT_ONCE = { studio: 2, provider: 5 };

/** A case with what works on it: its own chain, whose provider meets its own faults. */
export type Staged = {
  readonly it: FaultCase;
  readonly slot: (typeof slots)[number];
  readonly work: VideoWorkDependencies;
};

export type FaultWorld = AsyncDisposable & {
  readonly database: TestDatabase;
  readonly films: FilmServices;
  readonly gate: FaultGate;
  readonly staged: readonly Staged[];
  readonly logLines: readonly string[];
  readonly dataDir: string;
  /** Turns that a worker has taken at any case. */
  readonly turns: Turns;
  server(): RunningServer;
  restartServer(): Promise<void>;
};

export type Turns = { begun: number; ended: number };

/** What a world is: cases of one class, over one of the two backends. */
export type WorldPlan = {
  readonly idempotency: IdempotencyClass;
  readonly cases: readonly FaultCase[];
  /** Null: queue and cache stand beside the rows. */
  readonly redisUrl: string | null;
  /** What the studio can't do; all of its work where nothing is said. */
  readonly studio?: 'without_film' | 'without_anything';
  /** Who asks for the films; a page where nothing is said. */
  readonly asker?: VideoAsker;
  /** Another paid provider stands behind the first, one without faults. */
  readonly hasSecond?: true;
  /** What the pipeline would be without one of its safeguards. */
  readonly sabotage?: (work: VideoWorkDependencies) => VideoWorkDependencies;
  /** Told after each turn that a worker took at a case. */
  readonly afterTurn: (staged: Staged, films: FilmServices) => Promise<void>;
};

/** The product's own stores, queue, cache and worker loop, with a real server behind a gate of faults. */
export async function openFaultWorld(plan: WorldPlan): Promise<FaultWorld> {
  await using opening = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'fault-world-'));
  opening.defer(() => rm(dataDir, { recursive: true, force: true }));
  const database = await testDatabase();
  opening.defer(() => database.close());
  const gate = await openFaultGate();
  opening.defer(() => gate.stop());
  const models = plan.cases.flatMap(({ name }) => [name, secondOf(name)]);
  const scenario = {
    idempotency: plan.idempotency,
    apiKeys: [API_KEY],
    models: Object.fromEntries(models.map((name) => [name, smallModel])),
    webhooks: [{ url: gate.webhookUrl, secret: WEBHOOK_SECRET }],
    webhookRetry: { attemptsMax: 1 },
  };
  // What is to vanish with its server has to be under way when that goes.
  const vanishes = plan.cases.some(({ row }) => row.isRestarted);
  const timing = { queuedMs: 20, runningMs: vanishes ? 60_000 : 60 };
  let server = await startVideosApi({ ...scenario, timing });
  opening.defer(() => server.stop());
  const lead = () => gate.leadTo(new URL(server.server.baseUrl).origin);
  lead();

  const logLines: string[] = [];
  const log = createLogger('trace', { write: (line) => void logLines.push(line) });
  const { db, connection } = database;
  const redis = plan.redisUrl === null ? {} : { REDIS_URL: plan.redisUrl };
  const config = parseConfig({ DATA_DIR: dataDir, REVIEW: 'none', ...redis });
  const films = await openFilmServices(config, { db, connection, log }, opening);
  const staged = await stage(plan, { films, gate, log });
  const turns: Turns = { begun: 0, ended: 0 };
  opening.use(await startLoop(plan, { films, staged, log, turns }));
  const closing = opening.move();
  return {
    database,
    films,
    gate,
    staged,
    logLines,
    dataDir,
    turns,
    server: () => server,
    restartServer: async () => {
      server = await server.restart();
      await rule(server, { ...scenario, timing: { queuedMs: 20, runningMs: 60 } });
      lead();
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

type Parts = { readonly films: FilmServices; readonly log: ReturnType<typeof createLogger> };

async function stage(
  { cases, studio: troubled, hasSecond, sabotage = (work) => work }: WorldPlan,
  { films, gate, log }: Parts & { readonly gate: FaultGate },
): Promise<readonly Staged[]> {
  const drawing = smallFilmsOfStudio(await smallFilm());
  const studio = troubled ? { ...drawing, download: broken } : drawing;
  const companions = createCompanions({ clock: systemClock });
  // The pictures of a stamp's film are nobody's: its words and its infographic are the lesson's own.
  const makeCompanions: MakeCompanions = (order) => companions({ ...order, filmPath: null });
  // Only where there is no film are they the studio's last word.
  const lastWord: MakeCompanions = (order) => (order.filmPath === null ? broken() : makeCompanions(order));
  return cases.map((it, index) => {
    const slot = slots[index];
    assert(slot, 'a world has as many slots as cases');
    gate.rule(it.name, gateRulesOf(it));
    const second = { ...soraOf(it, gate, secondOf(it.name)), name: SECOND };
    const chain = {
      ...films.chain,
      providers: [soraOf(it, gate, it.name), ...(hasSecond ? [second] : [])],
      studio,
      capMicroUsd: 1e9,
      limitsOf: () => limitsOf(it),
    };
    const work: VideoWorkDependencies = {
      ...films,
      chain,
      prepareFilm: prepareSmallFilm,
      makeCompanions: troubled === 'without_anything' ? lastWord : makeCompanions,
      clock: systemClock,
      ids: systemIds,
      timing: timingOf(it),
      attemptsMax: 5,
      note: ({ level, message, ...details }) => log[level](details, message),
    };
    return { it, slot, work: sabotage(work) };
  });
}

function soraOf(it: FaultCase, gate: FaultGate, model: string): FilmProvider {
  return smallFilmsOf({
    baseUrl: gate.baseUrlOf(model),
    apiKey: API_KEY,
    model,
    idempotency: it.idempotency,
    pausesMs: [1, 1],
    timeoutMs: patienceOf(it),
  });
}

async function broken(): Promise<never> {
  throw new RangeError('the pen is dry');
}

/** What a worker process of the product does, at a quicker pace. */
async function startLoop(
  { afterTurn }: WorldPlan,
  { films, staged, log, turns }: Parts & { readonly staged: readonly Staged[]; readonly turns: Turns },
): Promise<AsyncDisposable> {
  const bySlot = new Map(staged.map((one) => [slotKey(one.slot), one]));
  const worker = await films.openWorker(async (jobId, signal) => {
    const job = await films.jobs.find(jobId);
    const one = bySlot.get(job?.slotKey ?? '');
    assert(one, 'every job belongs to a case');
    turns.begun += 1;
    try {
      const verdict = await workOnJob(one.work, jobId, signal);
      log.info({ jobId, ...verdict }, 'a job was worked on');
      await afterTurn(one, films);
      return verdict;
    } finally {
      turns.ended += 1;
    }
  }, AT_ONCE);
  const onError = (err: unknown): void => log.error({ err }, 'the loop has trouble');
  const schedules = [
    repeat(() => dispatchDue(films), { everyMs: LOOK_FOR_DUE_EVERY_MS, onError }),
    repeat(() => recoverJobs(films), { everyMs: RECOVER_EVERY_MS, onError }),
  ];
  return {
    [Symbol.asyncDispose]: async () => {
      await Promise.all(schedules.map((schedule) => schedule.stop()));
      await worker.close({ graceMs: 5_000 });
    },
  };
}
