import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { jobRig, noAnswer, refusal } from '../../test/factories/job-rig.ts';
import { clarifyJob, type Finding, retryJob } from './operate-job.ts';
import { reconcilePurchases } from './reconcile-purchases.ts';

const { attemptList, classIs, db, job, jobId, never, work, world } = jobRig();
const attempt = async () => (await attemptList())[0];
const retry = () => retryJob(world().dependencies, jobId());
const clarify = (finding: Finding, id = jobId()) =>
  clarifyJob(world().dependencies, id, { finding, byName: 'Ada', reason: 'read the invoice' });
const reconcile = () => reconcilePurchases(world().dependencies, never);
/** The call went out, and nobody knows what came of it. */
const becomeUnknown = async (): Promise<void> => {
  world().acme.start = async () => noAnswer;
  await work();
};
const timeOut = async (): Promise<void> => {
  world().limits.deadlineMs = 0;
  world().acme.status = async () => ({ kind: 'running', progress: 0.5, pollAfterMs: null });
  await work();
};
/** The provider's list shows these under any reference. */
const listShows = (...ids: readonly string[]): void => {
  world().acme.lookUp = async () =>
    ids.length === 0 ? { kind: 'none' } : { kind: 'found', handles: ids.map((id) => ({ id })) };
};

test('what timed out is resumed under its own id; what is under way is left alone; what failed is asked for anew', async () => {
  expect(await retryJob(world().dependencies, 'nothing')).toEqual({ kind: 'unknown_job' });
  expect(await retry()).toMatchObject({ kind: 'under_way', job: { state: 'queued' } });
  await timeOut();
  expect(await retry()).toEqual({ kind: 'asked', outcome: { kind: 'enqueued', jobId: jobId() } });
  world().acme.status = async () => ({ kind: 'failed', code: 'X', message: 'x', isCharged: true });
  await work();
  const again = await retry();
  expect(again).toMatchObject({ kind: 'asked', outcome: { kind: 'enqueued' } });
  expect(again).not.toMatchObject({ outcome: { jobId: jobId() } });
});

test('a retry of what timed out under an older version of the lesson accounts for its money', async () => {
  await timeOut();
  await sql`update video_jobs set lesson_version = lesson_version - 1`.execute(db());
  await retry();
  await work();
  expect(await job()).toMatchObject({ state: 'failed', failure: { code: 'LESSON_CHANGED' } });
  expect(await attempt()).toMatchObject({ money: 'settled' });
});

test('a person’s word about an unknown purchase moves the job on, and is on record', async () => {
  const bought: Finding = { kind: 'bought', providerJobId: 'theirs-7' };
  expect(await clarify(bought)).toMatchObject({ kind: 'not_unknown' });
  expect(await clarify(bought, 'nothing')).toEqual({ kind: 'unknown_job' });
  await becomeUnknown();
  expect(await clarify(bought)).toEqual({ kind: 'clarified' });
  expect(world().enqueued).toContain(jobId());
  expect(await work()).toEqual({ kind: 'done' });
  expect(await attempt()).toMatchObject({ handle: { id: 'theirs-7' }, money: 'settled' });
});

test('what was paid for and is nowhere to be found says so when the chain ends', async () => {
  await becomeUnknown();
  expect(await clarify({ kind: 'lost' })).toEqual({ kind: 'clarified' });
  await work();
  expect(await job()).toMatchObject({ state: 'failed', failure: { code: 'GIVEN_UP' } });
  expect((await job())?.failure?.message).toContain('read the invoice');
});

test('what timed out can be given up, and nothing else can be said of it', async () => {
  const cancelled: string[] = [];
  world().acme.cancel = async ({ id }) => cancelled.push(id) > 0;
  await timeOut();
  expect(await clarify({ kind: 'not_bought' })).toMatchObject({ kind: 'not_unknown' });
  expect(await clarify({ kind: 'bought', providerJobId: 'x' })).toMatchObject({ kind: 'not_unknown' });
  expect(await clarify({ kind: 'lost' })).toEqual({ kind: 'clarified' });
  expect(await attempt()).toMatchObject({ state: 'abandoned', money: 'settled', settledMicroUsd: 100 });
  expect(cancelled).toEqual([(await attempt())?.handle?.id]);
  expect(await world().attempts.budget()).toMatchObject({ reservedMicroUsd: 0 });
});

test('reconciliation finds what an unknown call bought, and what was bought beside it', async () => {
  await becomeUnknown();
  listShows('film-1', 'film-2');
  expect(await reconcile()).toMatchObject({
    askedCount: 1,
    clarifiedCount: 1,
    doublesFound: 1,
    forPerson: [],
  });
  expect(await attempt()).toMatchObject({ state: 'started', handle: { id: 'film-1' } });
  expect(await reconcile()).toMatchObject({ clarifiedCount: 0, doublesFound: 0 });
  expect(await world().attempts.budget()).toMatchObject({ reservedMicroUsd: 100, spentTodayMicroUsd: 100 });
});

test('a film that comes too late is taken up again by itself once it is done', async () => {
  const done = world().acme.status;
  await timeOut();
  expect(await reconcile()).toMatchObject({ resumedCount: 0 });
  expect(await job()).toMatchObject({ state: 'timed_out' });
  world().acme.status = done;
  expect(await reconcile()).toMatchObject({ resumedCount: 1 });
  expect(world().enqueued).toContain(jobId());
  expect(await work()).toEqual({ kind: 'done' });
  expect(world().acme.references).toHaveLength(1);
});

test('an unknown call that nothing is found of stays unknown while it may be on its way', async () => {
  await becomeUnknown();
  listShows();
  expect(await reconcile()).toMatchObject({ clarifiedCount: 0 });
  await sql`update video_attempts set called_at = called_at - interval '13 minutes'`.execute(db());
  expect(await reconcile()).toMatchObject({ clarifiedCount: 1 });
  expect(await attempt()).toMatchObject({
    state: 'failed',
    money: 'released',
    failure: { code: 'NOT_BOUGHT' },
  });
});

test('a provider without a list leaves it to a person, who is told once, at the deadline', async () => {
  await becomeUnknown();
  const named = [{ jobId: jobId(), provider: 'acme', attemptId: (await attempt())?.attemptId }];
  expect(await reconcile()).toMatchObject({ askedCount: 0, forPerson: named, overdue: [] });
  await sql`update video_attempts set deadline_at = clock_timestamp()`.execute(db());
  expect(await reconcile()).toMatchObject({ forPerson: named, overdue: named });
  expect(await reconcile()).toMatchObject({ forPerson: named, overdue: [] });
});

test('a purchase under an order that was given back is spent money all the same', async () => {
  world().acme.start = async () => refusal(false);
  await work();
  expect(await attempt()).toMatchObject({ state: 'failed', money: 'released' });
  listShows('film-1');
  expect(await reconcile()).toMatchObject({ doublesFound: 1 });
  expect(await world().attempts.budget()).toMatchObject({ reservedMicroUsd: 0, spentTodayMicroUsd: 100 });
});

test('a call that its worker is about to write down is left to the worker', async () => {
  world().acme.start = async () => noAnswer;
  classIs('K');
  await work();
  expect(await attempt()).toMatchObject({ state: 'starting' });
  listShows('film-1', 'film-2');
  expect(await reconcile()).toMatchObject({ askedCount: 1, doublesFound: 0, clarifiedCount: 0 });
});
