import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { scriptedProvider } from '../../test/factories/film-world.ts';
import { jobRig } from '../../test/factories/job-rig.ts';

const { attemptList, db, job, jobId, open, work, workOn, world } = jobRig();

test('an ordered film is bought once, settled, published, and the job is ready', async () => {
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(await job()).toMatchObject({ state: 'ready', progress: 1 });
  expect(await attemptList()).toMatchObject([{ state: 'delivered', money: 'settled', settledMicroUsd: 100 }]);
  expect(await world().jobs.current(world().intent.slotKey)).toMatchObject({
    provider: 'acme',
    link: 'film',
  });
  expect(world().acme.references).toHaveLength(1);
  expect(await work()).toEqual({ kind: 'not_mine' });
});

test('what the cap leaves no room for isn’t called', async () => {
  world().chain.capMicroUsd = 99;
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'OVER_BUDGET' });
  expect(world().acme.references).toEqual([]);
});

test('both gates: nothing is bought before the first, and nothing shown before the second', async () => {
  world().chain.reviewPolicy = 'both';
  const yes = { verdict: 'approved', byName: 'Ada', reason: null, at: new Date() } as const;
  expect(await workOn()).toEqual({ kind: 'parked', until: 'approval' });
  expect(world().acme.references).toEqual([]);
  const two = await Promise.all([1, 2].map(() => world().chain.reviews.decide(jobId(), yes)));
  expect(two.map(({ kind }) => kind).toSorted()).toEqual(['decided', 'not_waiting']);
  expect(await workOn()).toEqual({ kind: 'parked', until: 'approval' });
  expect(await job()).toMatchObject({ gate: 'show' });
  expect(await world().jobs.current(world().intent.slotKey)).toBeNull();
  expect(await world().chain.reviews.decide(jobId(), yes)).toMatchObject({ kind: 'decided', gate: 'show' });
  expect(await job()).toMatchObject({ state: 'ready' });
  expect(await world().jobs.current(world().intent.slotKey)).toMatchObject({ provider: 'acme' });
  expect(await world().chain.reviews.decide('nobody', yes)).toEqual({ kind: 'unknown_job' });
});

test('a studio that fails twice leaves the infographic; the job has failed and rests', async () => {
  await open('studio');
  world().studio.download = async () => {
    throw new RangeError('out of ink');
  };
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'STUDIO_CRASHED' });
  expect(await attemptList()).toHaveLength(2);
  expect(await job()).toMatchObject({ state: 'failed' });
  expect(await world().jobs.current(world().intent.slotKey)).toMatchObject({ link: 'infographic' });
});

test('where not even the infographic can be made, the job has failed and nothing is shown', async () => {
  await open('studio');
  world().studio.download = () => Promise.reject(new RangeError('out of ink'));
  world().dependencies.makeCompanions = () => Promise.reject(new RangeError('no paper'));
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'STUDIO_CRASHED' });
  expect(await world().jobs.current(world().intent.slotKey)).toBeNull();
});

test('a job of a lesson that has changed ends with its money accounted for', async () => {
  world().acme.status = async () => ({ kind: 'running', progress: null, pollAfterMs: 0 });
  await work();
  await sql`update video_jobs set lesson_version = lesson_version - 1`.execute(db());
  expect(await work()).toMatchObject({ kind: 'failed', code: 'LESSON_CHANGED' });
  expect(await attemptList()).toMatchObject([{ state: 'failed', money: 'settled' }]);
  expect(await world().attempts.budget()).toMatchObject({ reservedMicroUsd: 0 });
});

test('a worker that is stopped gives its job back at once, and nothing is bought again', async () => {
  const stop = new AbortController();
  world().acme.status = async () => {
    stop.abort();
    return { kind: 'completed', expiresAt: null, costMicroUsd: null };
  };
  world().acme.download = async (_, { signal }) => {
    signal.throwIfAborted();
    throw new TypeError('it was told to stop');
  };
  expect(await work(stop.signal)).toEqual({ kind: 'interrupted' });
  expect(await job()).toMatchObject({ state: 'queued' });
  const fresh = scriptedProvider();
  world().acme.status = fresh.status;
  world().acme.download = fresh.download;
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world().acme.references).toHaveLength(1);
});
