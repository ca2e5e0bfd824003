import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { scriptedProvider } from '../../test/factories/film-world.ts';
import { jobRig } from '../../test/factories/job-rig.ts';

const { attemptList, bought, db, job, jobId, studioLatest, work, workOn, world } = jobRig();

test('past its deadline it is put aside with its money, and resumed by its id', async () => {
  world().limits.deadlineMs = 0;
  const { status } = world().acme;
  world().acme.status = async () => ({ kind: 'running', progress: 0.3, pollAfterMs: 0 });
  expect(await workOn()).toEqual({ kind: 'parked', until: 'resumed' });
  expect(await job()).toMatchObject({ state: 'timed_out', failure: { code: 'DEADLINE' }, progress: 0.3 });
  expect(await attemptList()).toMatchObject([{ state: 'started', money: 'reserved' }]);
  expect(await studioLatest()).toMatchObject({ state: 'queued' });
  world().acme.status = status;
  await world().jobs.resume(jobId());
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world().acme.references).toHaveLength(1);
});

test('stuck is what stands still, and not what moved on while nobody looked', async () => {
  world().limits.stallMs = 1_000;
  let progress = 0.3;
  world().acme.status = async () => ({ kind: 'running', progress, pollAfterMs: 0 });
  await work();
  await sql`update video_attempts set progress_at = progress_at - interval '1 hour'`.execute(db());
  progress = 0.5;
  expect(await work()).toEqual({ kind: 'parked', until: 'provider' });
  await sql`update video_attempts set progress_at = progress_at - interval '1 hour'`.execute(db());
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
    world().acme.status = async () => ({ kind: 'failed', code: 'F', message: 'f', isCharged });
    expect(await workOn()).toMatchObject({ kind: 'failed', code: 'F' });
    expect(await attemptList()).toMatchObject([{ state: 'failed', money }]);
  },
);

test('an answer that says done and names no film is put aside for a person, and bought of nobody else', async () => {
  const zen = scriptedProvider('zen');
  world().chain.providers = [world().acme, zen];
  world().acme.status = async () => ({ kind: 'unreadable', code: 'PARSER', message: 'it names no film' });
  expect(await workOn()).toEqual({ kind: 'parked', until: 'resumed' });
  expect(await attemptList()).toMatchObject([{ state: 'started', money: 'reserved' }]);
  expect(zen.references).toEqual([]);
});

test('what the provider no longer knows, seven times in a row, is lost and paid', async () => {
  let asked = 0;
  world().acme.status = async () => {
    asked += 1;
    return { kind: 'lost', message: 'never heard of it' };
  };
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'LOST_BY_PROVIDER' });
  expect(asked).toBe(7);
  expect(await attemptList()).toMatchObject([{ money: 'settled' }]);
});

test('a bought film that can’t be fetched for long is put aside, paid to nobody else, and fetched when resumed', async () => {
  const { download } = world().acme;
  const zen = scriptedProvider('zen');
  world().chain.providers = [world().acme, zen];
  world().acme.download = async () => ({ kind: 'not_ready', code: 'SOON', message: 'soon' });
  expect(await work()).toEqual({ kind: 'parked', until: 'provider' });
  world().dependencies.timing = { ...world().dependencies.timing, fetchForMs: -1 };
  expect(await workOn()).toEqual({ kind: 'parked', until: 'resumed' });
  expect(await job()).toMatchObject({ state: 'timed_out', failure: { code: 'CONTENT_NOT_READY' } });
  expect(await attemptList()).toMatchObject([{ state: 'started', money: 'reserved' }]);
  expect(await studioLatest()).toMatchObject({ state: 'queued' });
  world().acme.download = download;
  await world().jobs.resume(jobId());
  expect(await workOn()).toEqual({ kind: 'done' });
  expect([bought(), zen.references.length]).toEqual([1, 0]);
});

test('what the provider asks for is what is settled; where it is more, later orders see it at once', async () => {
  const { start } = world().acme;
  world().acme.start = async (order, call) => ({
    ...(await start(order, call)),
    kind: 'started',
    handle: { id: 'dear' },
    costMicroUsd: 180,
  });
  world().acme.status = async () => ({ kind: 'running', progress: null, pollAfterMs: 0 });
  await work();
  expect(await world().attempts.budget()).toMatchObject({ reservedMicroUsd: 180, spentTodayMicroUsd: 0 });
  world().acme.status = async () => ({ kind: 'failed', code: 'X', message: 'x', isCharged: null });
  await workOn();
  expect(await attemptList()).toMatchObject([{ money: 'settled', settledMicroUsd: 180 }]);
  expect(await world().attempts.budget()).toMatchObject({ reservedMicroUsd: 0, spentTodayMicroUsd: 180 });
});

test('a film that is unfit is paid, shown to nobody, and the chain goes on', async () => {
  world().chain.providers = [world().acme, scriptedProvider('zen')];
  const { prepareFilm } = world().dependencies;
  let isFirst = true;
  world().dependencies.prepareFilm = async (film) => {
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
