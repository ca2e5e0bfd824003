import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { type FilmWorld, openFilmWorld } from '../../test/factories/film-world.ts';
import { claimed, planOf, renditionOf } from '../../test/factories/video-rows.ts';
import type { VideoIntent } from './job.ts';
import type { Rendition } from './rendition.ts';
import { requestVideo, type VideoAsker } from './request-video.ts';

let database: TestDatabase;
let world: FilmWorld;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await openFilmWorld(database.db);
});

const ask = (asker: VideoAsker = 'page', other = {}) =>
  requestVideo(world.dependencies, { ...world.slot, asker, ...other });
const studioOnly = (): void => {
  world.chain.providers = [];
};
const intent = (track: VideoIntent['track']): VideoIntent => ({ ...world.intent, track });
const publish = async (other: Partial<Rendition>): Promise<void> => {
  const rendition = renditionOf(intent('studio'), other);
  const { lessonVersion } = rendition;
  const job = await claimed(world.jobs, { ...intent('studio'), lessonVersion });
  await world.jobs.publish(job, { rendition, failure: null, attempt: null });
};
const failTrack = async (track: VideoIntent['track']): Promise<void> => {
  const job = await claimed(world.jobs, intent(track));
  await world.jobs.fail(job, { code: 'X', message: 'x' });
};
const tracks = async () => (await world.jobs.slotJobs([world.intent.slotKey])).get(world.intent.slotKey);

test('however many pages ask at once, one film is ordered and the studio begins one beside it', async () => {
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => ask()));
  expect(new Set(outcomes.map((one) => ('jobId' in one ? one.jobId : one.kind))).size).toBe(1);
  expect(new Set(world.enqueued).size).toBe(2);
  expect(await world.attempts.budget()).toMatchObject({ reservedMicroUsd: world.priceMicroUsd });
});

test('general is skipped, and what isn’t in the catalogue is unknown, without a job', async () => {
  expect(await ask('page', { persona: 'general' })).toEqual({ kind: 'skipped' });
  expect(await ask('page', { topic: 'astrology' })).toEqual({ kind: 'unknown_lesson' });
  expect(await ask('page', { locale: 'tlh' })).toEqual({ kind: 'unknown_lesson' });
  expect(world.enqueued).toEqual([]);
});

test('a person who asked waits for the ordered film; the studio stands in only where it won’t come soon', async () => {
  await ask('person');
  expect(await tracks()).toMatchObject({
    provider: { latest: { state: 'queued' } },
    studio: { latest: null },
  });
  world = await openFilmWorld(database.db);
  world.chain.reviewPolicy = 'spend';
  expect((await ask('person')).kind).toBe('awaiting_approval');
  expect(await tracks()).toMatchObject({
    provider: { latest: { state: 'awaiting_approval', gate: 'spend' } },
    studio: { latest: { state: 'queued' } },
  });
});

test('a page that looks again soon after a failure begins nothing; later, or for a person, it does', async () => {
  studioOnly();
  await failTrack('studio');
  expect(await ask()).toEqual({ kind: 'resting' });
  world.passTime(11 * 60_000);
  expect((await ask()).kind).toBe('enqueued');
  world = await openFilmWorld(database.db);
  studioOnly();
  await failTrack('studio');
  expect((await ask('person')).kind).toBe('enqueued');
});

test('for somebody who isn’t shown the lesson no money is spent: the studio makes it', async () => {
  expect((await ask('visitor')).kind).toBe('enqueued');
  expect(await tracks()).toMatchObject({
    provider: { latest: null },
    studio: { latest: { state: 'queued' } },
  });
  await failTrack('studio');
  expect(await ask('visitor')).toEqual({ kind: 'resting' });
});

test('what failed and was paid for isn’t ordered again for a day; a person may', async () => {
  world.chain.providers = [world.acme];
  const plan = planOf(world.priceMicroUsd);
  const beginning = { kind: 'ordered', plan, capMicroUsd: 1e9 } as const;
  const job = await claimed(world.jobs, intent('provider'), beginning);
  const [attempt] = await world.attempts.attemptsOf(job.jobId);
  const end = {
    failure: { code: 'MODERATED', message: 'x' },
    money: { kind: 'settle', microUsd: 100 },
  } as const;
  await world.attempts.fail(job, attempt?.attemptId ?? '', end);
  await world.jobs.fail(job, end.failure);
  world.passTime(23 * 3_600_000);
  expect(await ask()).toEqual({ kind: 'resting' });
  expect((await ask('person')).kind).toBe('enqueued');
});

test('what the cap leaves no room for isn’t ordered, and the studio’s film stands in', async () => {
  world.chain.capMicroUsd = world.priceMicroUsd - 1;
  expect(await ask()).toEqual({ kind: 'over_budget', jobId: null });
  expect(await tracks()).toMatchObject({
    provider: { latest: null },
    studio: { latest: { state: 'queued' } },
  });
});

test('a film of this version from a configured provider is the film; an older one, or another’s, is renewed', async () => {
  await publish({ provider: 'acme', model: 'acme-1', promptDigest: 'd' });
  expect(await ask()).toEqual({ kind: 'cached' });
  world = await openFilmWorld(database.db);
  await publish({ provider: 'gone', model: 'gone-1', promptDigest: 'd' });
  expect((await ask()).kind).toBe('enqueued');
  world = await openFilmWorld(database.db);
  await publish({ provider: 'acme', lessonVersion: world.intent.lessonVersion - 1 });
  expect((await ask()).kind).toBe('enqueued');
  expect(await world.jobs.current(world.intent.slotKey)).toMatchObject({ provider: 'acme' });
});

test('asked for again, the studio’s film is renewed and served meanwhile; one that was bought stays', async () => {
  studioOnly();
  await publish({ provider: 'studio' });
  expect(await ask('person')).toEqual({ kind: 'cached' });
  expect((await ask('person', { isAgain: true })).kind).toBe('enqueued');
  expect(await world.jobs.current(world.intent.slotKey)).toMatchObject({ provider: 'studio' });
  world = await openFilmWorld(database.db);
  studioOnly();
  await publish({ provider: 'acme', model: 'acme-1', promptDigest: 'd' });
  expect(await ask('person', { isAgain: true })).toEqual({ kind: 'cached' });
});

test('a page doesn’t order again what timed out; a person resumes it, and nothing more is bought', async () => {
  await ask('person');
  const job = await claimed(world.jobs, intent('provider'));
  await world.jobs.timeOut(job, { code: 'DEADLINE', message: 'too slow' });
  expect(await ask()).toEqual({ kind: 'awaiting_approval', jobId: job.jobId });
  expect(await world.jobs.find(job.jobId)).toMatchObject({ state: 'timed_out' });
  expect(await ask('person')).toEqual({ kind: 'enqueued', jobId: job.jobId });
  expect(await world.jobs.find(job.jobId)).toMatchObject({ state: 'queued' });
  expect(await world.attempts.budget()).toMatchObject({ reservedMicroUsd: world.priceMicroUsd });
});

test('a prompt that was turned down doesn’t come back by itself; for a person it stands at the gate again', async () => {
  world.chain.reviewPolicy = 'spend';
  const asked = await ask();
  if (asked.kind !== 'awaiting_approval') throw new TypeError('it stands at the gate');
  const no = { verdict: 'rejected', byName: 'Ada', reason: null, at: new Date() } as const;
  expect(await world.chain.reviews.decide(asked.jobId, no)).toMatchObject({ kind: 'decided' });
  expect((await ask()).kind).toBe('enqueued');
  expect((await tracks())?.provider.latest).toMatchObject({ jobId: asked.jobId, state: 'rejected' });
  expect((await ask('person')).kind).toBe('awaiting_approval');
});

test.each(['unknown', 'timed_out'] as const)(
  'an older version’s film that is %s keeps its money aside and doesn’t keep the new one waiting',
  async (state) => {
    const older = { ...intent('provider'), lessonVersion: world.intent.lessonVersion - 1 };
    const plan = planOf(world.priceMicroUsd);
    const old = await claimed(world.jobs, older, { kind: 'ordered', plan, capMicroUsd: 1e9 });
    const [attempt] = await world.attempts.attemptsOf(old.jobId);
    await world.attempts.beginCall(old, attempt?.attemptId ?? '', world.limits);
    const reason = { code: 'X', message: 'x' };
    if (state === 'unknown') await world.attempts.becomeUnknown(old, attempt?.attemptId ?? '', reason, 1_000);
    else await world.jobs.timeOut(old, reason);
    const asked = await ask();
    expect(asked.kind).toBe('enqueued');
    expect(asked).not.toMatchObject({ jobId: old.jobId });
    expect(await world.jobs.find(old.jobId)).toMatchObject({ state });
    expect(await world.attempts.budget()).toMatchObject({ reservedMicroUsd: 2 * world.priceMicroUsd });
  },
);

test('a program that was rolled back to an older version of the lesson makes nothing, and buys nothing', async () => {
  await publish({ provider: 'acme', lessonVersion: world.intent.lessonVersion + 1 });
  expect(await ask('person')).toEqual({ kind: 'cached' });
  expect(world.enqueued).toEqual([]);
});

test('an approval for an older version of the lesson makes room', async () => {
  world.chain.reviewPolicy = 'spend';
  const planned = { provider: 'acme', model: 'acme-1', promptDigest: 'old' };
  const older = { ...intent('provider'), lessonVersion: world.intent.lessonVersion - 1 };
  const beginning = { kind: 'awaiting_spend', planned } as const;
  const old = await world.jobs.open(older, { priority: 5, beginning });
  const asked = await ask();
  expect(asked.kind).toBe('awaiting_approval');
  if (old.kind === 'over_budget') throw new TypeError('nothing is bought here');
  expect(await world.jobs.find(old.job.jobId)).toMatchObject({
    state: 'rejected',
    failure: { code: 'SUPERSEDED' },
  });
});
