import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { type FilmWorld, openFilmWorld, scriptedProvider } from '../../test/factories/film-world.ts';
import { opened } from '../../test/factories/video-rows.ts';
import type { IdempotencyClass, StartOutcome } from './film-provider-port.ts';
import { workOnJob } from './work-on-job.ts';

let database: TestDatabase;
let world: FilmWorld;
let jobId: string;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await openFilmWorld(database.db);
  ({ jobId } = await opened(world.jobs, world.intent));
});
/** Whatever happened: nothing bought twice under one reference, the ledger adds up, no folder is left. */
afterEach(async () => {
  const { rows } = await sql<{ budget: number; attempts: number }>`
    select reserved_micro_usd::int as budget, (select coalesce(sum(reserved_micro_usd), 0)::int
      from video_attempts where money = 'reserved') as attempts from video_budget`.execute(database.db);
  expect(rows[0]?.budget).toBe(rows[0]?.attempts);
  expect(await world.leftFolders()).toEqual([]);
});

const never = new AbortController().signal;
const work = () => workOnJob(world.dependencies, jobId, never);
/** Takes the job up again and again until it no longer waits for its provider. */
async function workOn() {
  for (let turn = 0; turn < 40; turn += 1) {
    const verdict = await work();
    if (verdict.kind !== 'parked' || (await job())?.state !== 'waiting') return verdict;
  }
  throw new TypeError('it never ends');
}
const job = () => world.jobs.find(jobId);
const attemptList = () => world.attempts.attemptsOf(jobId);
const studioLatest = async () =>
  (await world.jobs.slotJobs([world.intent.slotKey])).get(world.intent.slotKey)?.studio.latest;
const classIs = (idempotency: IdempotencyClass): void => {
  world.acme.capabilities = { ...world.acme.capabilities, idempotency };
};
/** The first call buys a film, and its answer gets lost. */
const loseFirstAnswer = (outcome: StartOutcome): void => {
  const { start } = world.acme;
  let isFirst = true;
  world.acme.start = async (order, call) => {
    const sold = await start(order, call);
    if (!isFirst) return sold;
    isFirst = false;
    return outcome;
  };
};
const noAnswer: StartOutcome = { kind: 'unknown', code: 'NO_ANSWER', message: 'the line went dead' };
const refusal = (isPassing: boolean): StartOutcome => ({
  kind: 'refused',
  code: 'NO',
  message: 'no',
  isPassing,
  retryAfterMs: null,
});
const bought = () => new Set(world.acme.references).size;

test('an ordered film is bought once, settled, published, and the job is ready', async () => {
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(await job()).toMatchObject({ state: 'ready', progress: 1 });
  expect(await attemptList()).toMatchObject([{ state: 'delivered', money: 'settled', settledMicroUsd: 100 }]);
  expect(await world.jobs.current(world.intent.slotKey)).toMatchObject({ provider: 'acme', link: 'film' });
  expect(world.acme.references).toHaveLength(1);
  expect(await work()).toEqual({ kind: 'not_mine' });
});

test('a refusal for good gives the money back, the next provider has its turn', async () => {
  world.acme.start = async () => refusal(false);
  world.chain.providers = [world.acme, scriptedProvider('zen')];
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(await attemptList()).toMatchObject([
    { provider: 'acme', state: 'failed', money: 'released' },
    { provider: 'zen', state: 'delivered', money: 'settled' },
  ]);
});

test('a refusal that passes is tried again, four times at most; then the studio stands in', async () => {
  let calls = 0;
  world.acme.start = async () => {
    calls += 1;
    return refusal(true);
  };
  expect(await workOn()).toMatchObject({ kind: 'failed' });
  expect(calls).toBe(4);
  expect(await attemptList()).toMatchObject([{ state: 'failed', money: 'released' }]);
  expect(await studioLatest()).toMatchObject({ state: 'queued' });
});

test('class K: a lost answer is asked for under the same key', async () => {
  classIs('K');
  loseFirstAnswer(noAnswer);
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world.acme.references).toHaveLength(2);
  expect(bought()).toBe(1);
});

test('class K: a refusal that passes, after a lost answer, is waited out under the same key', async () => {
  classIs('K');
  const { start } = world.acme;
  const answers = [noAnswer, refusal(true), refusal(true)];
  world.acme.start = async (order, call) => {
    const sold = await start(order, call);
    return answers.shift() ?? sold;
  };
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world.acme.references).toHaveLength(4);
  expect(bought()).toBe(1);
});

test('class K: a refusal after a lost answer says nothing about the first call', async () => {
  classIs('K');
  loseFirstAnswer(noAnswer);
  const first = world.acme.start;
  let calls = 0;
  world.acme.start = async (order, call) => {
    calls += 1;
    return calls === 1 ? await first(order, call) : refusal(false);
  };
  expect(await workOn()).toEqual({ kind: 'parked', until: 'clarified' });
  expect(await attemptList()).toMatchObject([{ state: 'unknown', money: 'reserved' }]);
});

test('class L: a lost answer is looked up, never called again; the doubles are counted', async () => {
  classIs('L');
  loseFirstAnswer(noAnswer);
  world.acme.lookUp = async () => ({ kind: 'found', handles: [{ id: 'one' }, { id: 'two' }] });
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world.acme.references).toHaveLength(1);
  expect(await attemptList()).toMatchObject([{ state: 'delivered', handle: { id: 'one' } }]);
  expect(await world.attempts.budget()).toMatchObject({ spentTodayMicroUsd: 200 });
});

test('class L: what nobody finds is called again only when the call can no longer be on its way', async () => {
  classIs('L');
  loseFirstAnswer(noAnswer);
  world.acme.lookUp = async () => ({ kind: 'none' });
  expect(await work()).toMatchObject({ until: 'provider' });
  for (const _ of [1, 2]) expect(await work()).toMatchObject({ kind: 'parked', until: 'clarified' });
  expect(world.acme.references).toHaveLength(1);
  world.dependencies.timing = { ...world.dependencies.timing, callSettlesMs: -1 };
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world.acme.references).toHaveLength(2);
});

test('class L: who can’t be asked for long leaves it to a person', async () => {
  classIs('L');
  loseFirstAnswer(noAnswer);
  world.acme.lookUp = async () => ({ kind: 'unreachable', message: 'away' });
  expect(await work()).toEqual({ kind: 'parked', until: 'provider' });
  expect(await work()).toEqual({ kind: 'parked', until: 'clarified' });
  expect(await job()).toMatchObject({ state: 'waiting' });
  expect(await studioLatest(), 'nobody waits for that').toMatchObject({ state: 'queued' });
  world.dependencies.timing = { ...world.dependencies.timing, callSettlesMs: -1 };
  expect(await workOn()).toEqual({ kind: 'parked', until: 'clarified' });
  expect(await job()).toMatchObject({ state: 'unknown' });
  expect(world.acme.references).toHaveLength(1);
});

test.each<IdempotencyClass>(['K', 'L', 'N'])(
  'class %s: a worker that was thought dead in the middle of a call leaves one purchase behind, and its handle',
  async (idempotency) => {
    classIs(idempotency);
    world.acme.lookUp = async (reference) => ({ kind: 'found', handles: [{ id: `film-${reference}` }] });
    const { start } = world.acme;
    let answerLate: () => void = () => undefined;
    world.acme.start = async (order, call) => {
      const sold = await start(order, call);
      if (world.acme.references.length === 1) await new Promise<void>((resolve) => (answerLate = resolve));
      return sold;
    };
    const late = work();
    while (world.acme.references.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await sql`update video_jobs set leased_until = clock_timestamp()`.execute(database.db);
    const second = await workOn();
    answerLate();
    expect(await late).toEqual({ kind: 'not_mine' });
    expect(bought()).toBe(1);
    if (idempotency === 'N') {
      expect(second).toEqual({ kind: 'parked', until: 'clarified' });
      // The worker wasn't dead after all, and knew what nobody else could.
      expect(await attemptList()).toMatchObject([{ state: 'started', money: 'reserved' }]);
      expect(await workOn()).toEqual({ kind: 'done' });
    } else {
      expect(second).toEqual({ kind: 'done' });
      expect(await attemptList()).toMatchObject([{ state: 'delivered' }]);
    }
  },
);

test('past its deadline it is put aside with its money, and resumed by its id', async () => {
  world.limits.deadlineMs = 0;
  const { status } = world.acme;
  world.acme.status = async () => ({ kind: 'running', progress: 0.3, pollAfterMs: 0 });
  expect(await workOn()).toEqual({ kind: 'parked', until: 'resumed' });
  expect(await job()).toMatchObject({ state: 'timed_out', failure: { code: 'DEADLINE' }, progress: 0.3 });
  expect(await attemptList()).toMatchObject([{ state: 'started', money: 'reserved' }]);
  expect(await studioLatest()).toMatchObject({ state: 'queued' });
  world.acme.status = status;
  await world.jobs.resume(jobId);
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world.acme.references).toHaveLength(1);
});

test('stuck is what stands still, and not what moved on while nobody looked', async () => {
  world.limits.stallMs = 1_000;
  let progress = 0.3;
  world.acme.status = async () => ({ kind: 'running', progress, pollAfterMs: 0 });
  await work();
  await sql`update video_attempts set progress_at = progress_at - interval '1 hour'`.execute(database.db);
  progress = 0.5;
  expect(await work()).toEqual({ kind: 'parked', until: 'provider' });
  await sql`update video_attempts set progress_at = progress_at - interval '1 hour'`.execute(database.db);
  expect(await work()).toEqual({ kind: 'parked', until: 'resumed' });
  expect(await job()).toMatchObject({ failure: { code: 'NO_PROGRESS' } });
});

test.each([
  [false, 'released'],
  [true, 'settled'],
  [null, 'settled'],
] as const)(
  'a film that failed at its provider, charged: %s, leaves its money %s',
  async (isCharged, money) => {
    world.acme.status = async () => ({ kind: 'failed', code: 'F', message: 'f', isCharged });
    expect(await workOn()).toMatchObject({ kind: 'failed', code: 'F' });
    expect(await attemptList()).toMatchObject([{ state: 'failed', money }]);
  },
);

test('a handle that comes when the job is lost, and isn’t the one that was found since, is a double', async () => {
  classIs('L');
  world.acme.lookUp = async () => ({ kind: 'found', handles: [{ id: 'found' }] });
  const { start } = world.acme;
  world.acme.start = async (order, call) => {
    await sql`update video_jobs set leased_until = clock_timestamp()`.execute(database.db);
    await work();
    return await start(order, call);
  };
  expect(await work()).toEqual({ kind: 'not_mine' });
  expect(await attemptList()).toMatchObject([{ state: 'delivered', handle: { id: 'found' } }]);
  expect(await world.attempts.budget()).toMatchObject({ spentTodayMicroUsd: 200, reservedMicroUsd: 0 });
});

test('a database that is away for a moment costs neither the call nor what it bought', async () => {
  let failures = 3;
  const attempts = world.dependencies.attempts;
  world.dependencies.attempts = new Proxy(attempts, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]) => {
        if (name === 'keepHandle' && failures-- > 0) throw new TypeError('the database starts anew');
        return await method.apply(target, given);
      };
    },
  });
  let renewals = 0;
  world.dependencies.jobs = new Proxy(world.jobs, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]) => {
        if (name === 'renew' && renewals++ < 2) throw new TypeError('the database starts anew');
        return await method.apply(target, given);
      };
    },
  });
  world.dependencies.timing = { ...world.dependencies.timing, leaseMs: 2_000 };
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(failures).toBeLessThan(0);
  expect(world.acme.references).toHaveLength(1);
});

test('an answer that says done and names no film is put aside for a person, and bought of nobody else', async () => {
  const zen = scriptedProvider('zen');
  world.chain.providers = [world.acme, zen];
  world.acme.status = async () => ({ kind: 'unreadable', code: 'PARSER', message: 'it names no film' });
  expect(await workOn()).toEqual({ kind: 'parked', until: 'resumed' });
  expect(await attemptList()).toMatchObject([{ state: 'started', money: 'reserved' }]);
  expect(zen.references).toEqual([]);
});

test('what the provider no longer knows, seven times in a row, is lost and paid', async () => {
  let asked = 0;
  world.acme.status = async () => {
    asked += 1;
    return { kind: 'lost', message: 'never heard of it' };
  };
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'LOST_BY_PROVIDER' });
  expect(asked).toBe(7);
  expect(await attemptList()).toMatchObject([{ money: 'settled' }]);
});

test('a bought film that can’t be fetched for long is put aside, paid to nobody else, and fetched when resumed', async () => {
  const { download } = world.acme;
  const zen = scriptedProvider('zen');
  world.chain.providers = [world.acme, zen];
  world.acme.download = async () => ({ kind: 'not_ready', code: 'SOON', message: 'soon' });
  expect(await work()).toEqual({ kind: 'parked', until: 'provider' });
  world.dependencies.timing = { ...world.dependencies.timing, fetchForMs: -1 };
  expect(await workOn()).toEqual({ kind: 'parked', until: 'resumed' });
  expect(await job()).toMatchObject({ state: 'timed_out', failure: { code: 'CONTENT_NOT_READY' } });
  expect(await attemptList()).toMatchObject([{ state: 'started', money: 'reserved' }]);
  expect(await studioLatest()).toMatchObject({ state: 'queued' });
  world.acme.download = download;
  await world.jobs.resume(jobId);
  expect(await workOn()).toEqual({ kind: 'done' });
  expect([bought(), zen.references.length]).toEqual([1, 0]);
});

test('what the provider asks for is what is settled; where it is more, later orders see it at once', async () => {
  const { start } = world.acme;
  world.acme.start = async (order, call) => ({
    ...(await start(order, call)),
    kind: 'started',
    handle: { id: 'dear' },
    costMicroUsd: 180,
  });
  world.acme.status = async () => ({ kind: 'running', progress: null, pollAfterMs: 0 });
  await work();
  expect(await world.attempts.budget()).toMatchObject({ reservedMicroUsd: 180, spentTodayMicroUsd: 0 });
  world.acme.status = async () => ({ kind: 'failed', code: 'X', message: 'x', isCharged: null });
  await workOn();
  expect(await attemptList()).toMatchObject([{ money: 'settled', settledMicroUsd: 180 }]);
  expect(await world.attempts.budget()).toMatchObject({ reservedMicroUsd: 0, spentTodayMicroUsd: 180 });
});

test('a film that is unfit is paid, shown to nobody, and the chain goes on', async () => {
  world.chain.providers = [world.acme, scriptedProvider('zen')];
  const { prepareFilm } = world.dependencies;
  let isFirst = true;
  world.dependencies.prepareFilm = async (film) => {
    if (!isFirst) return await prepareFilm(film);
    isFirst = false;
    const reasons = [{ code: 'BLACK', message: 'nothing to see' }];
    return { kind: 'refused', reasons, differences: [], facts: {} };
  };
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(await attemptList()).toMatchObject([
    { money: 'settled', failure: { code: 'BLACK' } },
    { provider: 'zen', state: 'delivered' },
  ]);
});

test('what the cap leaves no room for isn’t called', async () => {
  world.chain.capMicroUsd = 99;
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'OVER_BUDGET' });
  expect(world.acme.references).toEqual([]);
});

test('both gates: nothing is bought before the first, and nothing shown before the second', async () => {
  world.chain.reviewPolicy = 'both';
  const yes = { verdict: 'approved', byName: 'Ada', reason: null, at: new Date() } as const;
  expect(await workOn()).toEqual({ kind: 'parked', until: 'approval' });
  expect(world.acme.references).toEqual([]);
  const two = await Promise.all([1, 2].map(() => world.chain.reviews.decide(jobId, yes)));
  expect(two.map(({ kind }) => kind).toSorted()).toEqual(['decided', 'not_waiting']);
  expect(await workOn()).toEqual({ kind: 'parked', until: 'approval' });
  expect(await job()).toMatchObject({ gate: 'show' });
  expect(await world.jobs.current(world.intent.slotKey)).toBeNull();
  expect(await world.chain.reviews.decide(jobId, yes)).toMatchObject({ kind: 'decided', gate: 'show' });
  expect(await job()).toMatchObject({ state: 'ready' });
  expect(await world.jobs.current(world.intent.slotKey)).toMatchObject({ provider: 'acme' });
  expect(await world.chain.reviews.decide('nobody', yes)).toEqual({ kind: 'unknown_job' });
});

test('a studio that fails twice leaves the infographic; the job has failed and rests', async () => {
  ({ jobId } = await opened(world.jobs, { ...world.intent, track: 'studio' }));
  world.studio.download = async () => {
    throw new RangeError('out of ink');
  };
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'STUDIO_CRASHED' });
  expect(await attemptList()).toHaveLength(2);
  expect(await job()).toMatchObject({ state: 'failed' });
  expect(await world.jobs.current(world.intent.slotKey)).toMatchObject({ link: 'infographic' });
});

test('where not even the infographic can be made, the job has failed and nothing is shown', async () => {
  ({ jobId } = await opened(world.jobs, { ...world.intent, track: 'studio' }));
  world.studio.download = () => Promise.reject(new RangeError('out of ink'));
  world.dependencies.makeCompanions = () => Promise.reject(new RangeError('no paper'));
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'STUDIO_CRASHED' });
  expect(await world.jobs.current(world.intent.slotKey)).toBeNull();
});

test('a job of a lesson that has changed ends with its money accounted for', async () => {
  world.acme.status = async () => ({ kind: 'running', progress: null, pollAfterMs: 0 });
  await work();
  await sql`update video_jobs set lesson_version = lesson_version - 1`.execute(database.db);
  expect(await work()).toMatchObject({ kind: 'failed', code: 'LESSON_CHANGED' });
  expect(await attemptList()).toMatchObject([{ state: 'failed', money: 'settled' }]);
  expect(await world.attempts.budget()).toMatchObject({ reservedMicroUsd: 0 });
});

test('a provider that is gone before it was called gives its money back; after, it is put aside', async () => {
  world.limits.inFlightMax = 0;
  await work();
  world.chain.providers = [];
  await sql`update video_jobs set next_poll_at = clock_timestamp()`.execute(database.db);
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'PROVIDER_GONE' });
  expect(await attemptList()).toMatchObject([{ state: 'failed', money: 'released' }]);
});

test('a prompt that changed since its money was set aside isn’t sent', async () => {
  world.limits.inFlightMax = 0;
  await work();
  world.limits.inFlightMax = 9;
  await sql`update video_jobs set next_poll_at = clock_timestamp()`.execute(database.db);
  await sql`update video_attempts set prompt_digest = 'another'`.execute(database.db);
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'PROMPT_CHANGED' });
  expect(world.acme.references).toEqual([]);
});

test('a worker that is stopped gives its job back at once, and nothing is bought again', async () => {
  const stop = new AbortController();
  world.acme.status = async () => {
    stop.abort();
    return { kind: 'completed', expiresAt: null, costMicroUsd: null };
  };
  world.acme.download = async (_, { signal }) => {
    signal.throwIfAborted();
    throw new TypeError('it was told to stop');
  };
  expect(await workOnJob(world.dependencies, jobId, stop.signal)).toEqual({ kind: 'interrupted' });
  expect(await job()).toMatchObject({ state: 'queued' });
  const fresh = scriptedProvider();
  world.acme.status = fresh.status;
  world.acme.download = fresh.download;
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world.acme.references).toHaveLength(1);
});
