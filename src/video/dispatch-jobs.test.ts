import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { type FilmWorld, openFilmWorld } from '../../test/factories/film-world.ts';
import { claimed, freshIntent, opened } from '../../test/factories/video-rows.ts';
import { dispatchDue, recoverJobs } from './dispatch-jobs.ts';

let database: TestDatabase;
let world: FilmWorld;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await openFilmWorld(database.db);
});

test('a queue that lost everything has again what somebody could work on, and nothing else', async () => {
  const { jobs } = world;
  const queued = await opened(jobs, freshIntent());
  const waiting = await claimed(jobs, freshIntent());
  await jobs.wait(waiting, 0);
  const orphan = await claimed(jobs, freshIntent());
  await sql`update video_jobs set leased_until = clock_timestamp()
    where job_id = ${orphan.jobId}`.execute(database.db);
  const notYet = await claimed(jobs, freshIntent());
  await jobs.wait(notYet, 60_000);
  await claimed(jobs, freshIntent());
  const parked = await claimed(jobs, freshIntent());
  await jobs.timeOut(parked, { code: 'X', message: 'x' });
  const ended = await claimed(jobs, freshIntent());
  await jobs.fail(ended, { code: 'X', message: 'x' });
  expect(await recoverJobs(world.dependencies)).toEqual({ requeued: 3, foldersRemoved: 0 });
  expect(world.enqueued.toSorted()).toEqual([queued.jobId, waiting.jobId, orphan.jobId].toSorted());
});

test('only jobs whose time has come are handed out to ask their provider again', async () => {
  const due = await claimed(world.jobs, freshIntent());
  await world.jobs.wait(due, 0);
  await opened(world.jobs, freshIntent());
  const later = await claimed(world.jobs, freshIntent());
  await world.jobs.wait(later, 60_000);
  expect(await dispatchDue(world.dependencies)).toBe(1);
  expect(world.enqueued).toEqual([due.jobId]);
});
