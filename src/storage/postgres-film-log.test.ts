import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { type FilmWorld, openFilmWorld } from '../../test/factories/film-world.ts';
import { opened } from '../../test/factories/video-rows.ts';
import type { VideoTrack } from '../video/job.ts';
import { workOnJob } from '../video/work-on-job.ts';
import { PostgresFilmLog } from './postgres-film-log.ts';

let database: TestDatabase;
let world: FilmWorld;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await openFilmWorld(database.db);
});

const history = () => new PostgresFilmLog(database.db).historyOf([world.slot]);
const make = async (track: VideoTrack): Promise<string> => {
  const { jobId } = await opened(world.jobs, { ...world.intent, track });
  await workOnJob(world.dependencies, jobId, new AbortController().signal);
  return jobId;
};

test('of a lesson that nobody asked for there is nothing to tell', async () => {
  expect(await history()).toEqual({ served: [], log: [] });
  await make('studio');
  expect(await new PostgresFilmLog(database.db).historyOf([])).toEqual({ served: [], log: [] });
  const other = { persona: world.slot.persona, topic: 'another' };
  expect(await new PostgresFilmLog(database.db).historyOf([other])).toEqual({ served: [], log: [] });
});

test('every attempt is told with its provider, model, prompt, time, size and cost; then what serves and why', async () => {
  const own = await make('studio');
  expect((await history()).served).toMatchObject([
    { link: 'film', provider: 'studio', why: 'the studio makes this film' },
  ]);
  const ordered = await make('provider');
  const { served, log } = await history();
  expect(log).toMatchObject([
    { jobId: own, track: 'studio', provider: 'studio', status: 'delivered', costMicroUsd: 0 },
    {
      jobId: ordered,
      track: 'provider',
      attempt: 1,
      provider: 'acme',
      model: 'acme-1',
      status: 'delivered',
      failure: null,
      filmMs: 8_000,
      sizeBytes: 1,
      costMicroUsd: world.priceMicroUsd,
      lessonVersion: world.lesson.version,
    },
  ]);
  expect(log[1]?.promptDigest).toMatch(/^[0-9a-f]{64}$/);
  expect(log[1]?.generationMs).toBeGreaterThanOrEqual(0);
  expect(served).toMatchObject([{ provider: 'acme', why: 'ordered; no word was needed to show it' }]);
});

test('a film that a person approved names them', async () => {
  world.chain.reviewPolicy = 'both';
  const jobId = await make('provider');
  const yes = { verdict: 'approved', byName: 'Ada', reason: null, at: new Date() } as const;
  await world.chain.reviews.decide(jobId, yes);
  await workOnJob(world.dependencies, jobId, new AbortController().signal);
  await world.chain.reviews.decide(jobId, yes);
  expect((await history()).served).toMatchObject([{ provider: 'acme', why: 'ordered; approved by Ada' }]);
});

test('where an ordered film failed the studio stands in, with the reason; where all fails the words are left', async () => {
  world.acme.start = async () => ({
    kind: 'refused',
    code: 'NO',
    message: 'out of stock',
    isPassing: false,
    retryAfterMs: null,
  });
  await make('provider');
  expect((await history()).served).toMatchObject([{ link: 'text', provider: null, renditionId: null }]);
  expect((await history()).log).toMatchObject([
    { status: 'failed', costMicroUsd: 0, failure: { code: 'NO', message: 'out of stock' } },
  ]);
  const studio = (await world.jobs.slotJobs([world.intent.slotKey])).get(world.intent.slotKey)?.studio.latest;
  await workOnJob(world.dependencies, studio?.jobId ?? '', new AbortController().signal);
  expect((await history()).served).toMatchObject([
    { link: 'film', provider: 'studio', why: expect.stringContaining('failed: out of stock') },
  ]);
});
