import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../embedded-database.ts';
import { ordealOfWorkers } from '../harness/worker-ordeal.ts';
import { startRedis, type TestRedis } from '../redis-server.ts';
import { doublesAmong, startFilmServer } from './film-server.ts';
import {
  databaseUrlOf,
  eventually,
  freshDataDir,
  type RunningWorkerProcess,
  runProgram,
  startWorkerProcess,
} from './program.ts';

/** `spendsense worker` in processes of its own: killed, told to stop, and held to what a provider bears. */

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.close());

describe.concurrent('workers killed while films are made', () => {
  test.each([
    { idempotency: 'K', queue: 'Redis' },
    { idempotency: 'L', queue: 'PostgreSQL' },
    { idempotency: 'N', queue: 'Redis' },
  ] as const)(
    'class $idempotency, queue in $queue: bought once, nothing lost without a name, nothing left lying',
    async ({ idempotency, queue }) => {
      const database = await testDatabase();
      try {
        const report = await ordealOfWorkers(database.connection, {
          idempotency,
          redisUrl: queue === 'Redis' ? `${redis.redisUrl}/${idempotency.charCodeAt(0) % 16}` : null,
          jobCount: 2,
          kills: 3,
          workerCount: 1,
          hasLatePurchases: false,
          settlesWithinMs: 150_000,
        });
        expect(report).toMatchObject({ violations: [], doubleCount: 0, killCount: 3 });
        expect(Object.values(report.jobs).reduce((sum, count) => sum + count, 0)).toBe(2);
      } finally {
        await database.close();
      }
    },
    300_000,
  );
});

type Setting = {
  readonly database: TestDatabase;
  readonly options: { dataDir: string; extra: Record<string, string> };
  readonly films: Awaited<ReturnType<typeof startFilmServer>>;
  /** A worker that doesn't outlive the test. */
  hire(): Promise<RunningWorkerProcess>;
};

/** A data folder, a database and a film server of their own. */
async function within(
  server: Parameters<typeof startFilmServer>[0],
  work: (setting: Setting) => Promise<void>,
): Promise<void> {
  await using closing = new AsyncDisposableStack();
  const folder = await freshDataDir();
  closing.defer(() => folder.remove());
  const database = await testDatabase();
  closing.defer(() => database.close());
  const films = await startFilmServer(server);
  closing.defer(() => films.stop());
  const DATABASE_URL = databaseUrlOf(database.connection);
  const options = { dataDir: folder.path, extra: { ...films.settings, REVIEW: 'none', DATABASE_URL } };
  const hire = async (): Promise<RunningWorkerProcess> => {
    const worker = await startWorkerProcess(options);
    closing.defer(async () => void (await worker.stop()));
    return worker;
  };
  await work({ database, options, films, hire });
}

const generate = (topic: string, { options }: Setting) =>
  runProgram(['video', 'generate', 'savings_builder', topic], options);

async function jobsAndAttempts({ database }: Setting) {
  return await database.db
    .selectFrom('video_jobs')
    .innerJoin('video_attempts', 'video_attempts.job_id', 'video_jobs.job_id')
    .select(['video_jobs.state', 'video_attempts.state as attempt', 'start_calls as calls'])
    .where('track', '=', 'provider')
    .execute();
}

describe('workers beside each other', () => {
  test('a worker that is told to stop in the middle of an order writes down what it bought; the next one goes on', async () => {
    const scenario = {
      timing: { queuedMs: 50, runningMs: 8_000, pollAfterMs: 1_000 },
      faults: [{ apply: [{ fault: 'late-answer', forMs: 2_500 }] }],
    };
    await within({ idempotency: 'N', scenario }, async (setting) => {
      const { films, hire } = setting;
      const first = await hire();
      await generate('goal_setting', setting);
      // Bought, and not yet answered.
      await eventually(films.purchases, ({ length }) => length === 1, 60_000);
      expect((await first.stop()).code).toBe(0);
      const [left] = await jobsAndAttempts(setting);
      // On a machine that is busy the film is there before the answer.
      expect(['started', 'delivered']).toContain(left?.attempt);
      await hire();
      const done = await eventually(
        () => jobsAndAttempts(setting),
        ([one]) => one?.state === 'ready',
        150_000,
      );
      expect(done).toMatchObject([{ state: 'ready', attempt: 'delivered', calls: 1 }]);
      expect(await films.purchases()).toHaveLength(1);
    });
  }, 300_000);

  test('what a provider takes in a minute it takes from all workers together', async () => {
    const limits = { requestsPerMinute: 2, inFlightMax: null };
    await within({ idempotency: 'K', limits }, async (setting) => {
      const { films, database, hire } = setting;
      const topics = ['goal_setting', 'automation_setup', 'cd_basics'];
      await Promise.all(topics.map((topic) => generate(topic, setting)));
      await Promise.all([hire(), hire()]);
      const callsWere = (agoMs: number) =>
        database.db
          .updateTable('video_attempts')
          .set({ called_at: new Date(Date.now() - agoMs) })
          .where('called_at', 'is not', null)
          .execute();
      const readyCount = async () =>
        (await jobsAndAttempts(setting)).filter(({ state }) => state === 'ready').length;
      const readyInOneMinute = async () => {
        await callsWere(0);
        return await readyCount();
      };
      // As long as these take, one of the workers has nothing better to do than to order the third.
      expect(await eventually(readyInOneMinute, (count) => count === 2, 150_000)).toBe(2);
      expect(await films.purchases()).toHaveLength(2);
      const others = (await jobsAndAttempts(setting)).filter(({ state }) => state !== 'ready');
      expect(others).toMatchObject([{ attempt: 'reserved', calls: 0 }]);
      await callsWere(61_000);
      expect(await eventually(readyCount, (count) => count === 3, 150_000)).toBe(3);
      const purchases = await films.purchases();
      expect([purchases.length, doublesAmong(purchases)]).toEqual([3, 0]);
    });
  }, 300_000);
});
