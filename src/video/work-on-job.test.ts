import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { lessons } from '../lessons/catalogue.ts';
import { FilesystemMediaStore } from '../storage/filesystem-media-store.ts';
import { PostgresVideoJobStore } from '../storage/postgres-video-job-store.ts';
import type { VideoJob } from './job.ts';
import type { MadeMedia, VideoProvider } from './provider-port.ts';
import { slotKey } from './slot-key.ts';
import { type VideoWorkDependencies, workOnJob } from './work-on-job.ts';

const [lesson, otherLesson] = lessons;
if (!lesson || !otherLesson) throw new TypeError('the catalogue holds at least two lessons');

let database: TestDatabase;
let folder: string;
let jobs: PostgresVideoJobStore;
beforeAll(async () => {
  database = await testDatabase();
  jobs = new PostgresVideoJobStore(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spendsense-work-'));
  await database.db.deleteFrom('video_slots').execute();
  await database.db.deleteFrom('rendition_files').execute();
  await database.db.deleteFrom('renditions').execute();
  await database.db.deleteFrom('video_jobs').execute();
  return () => rm(folder, { recursive: true, force: true });
});

const neverStopped = new AbortController().signal;

function openJob(version = lesson?.version ?? 1): Promise<{ job: VideoJob }> {
  const { persona, topic } = lesson ?? otherLesson ?? { persona: '', topic: '' };
  const key = slotKey({ persona, topic, locale: 'en' });
  return jobs.open({ slotKey: key, persona, topic, locale: 'en', lessonVersion: version });
}

/** A provider that writes a film of these bytes; what it does before that is the test's business. */
function provider(
  before: (signal: AbortSignal) => Promise<MadeMedia | undefined> = async () => undefined,
): VideoProvider {
  return {
    name: 'scripted',
    make: async ({ workFolder, signal, onProgress }) => {
      const answer = await before(signal);
      if (answer) return answer;
      onProgress(0.5);
      const path = join(workFolder, 'film.mp4');
      await writeFile(path, 'pictures');
      return {
        kind: 'made',
        durationMs: 8000,
        files: [{ kind: 'film', extension: 'mp4', locale: null, path }],
      };
    },
  };
}

function dependencies(over: Partial<VideoWorkDependencies> = {}): VideoWorkDependencies {
  return {
    jobs,
    media: new FilesystemMediaStore(folder),
    provider: provider(),
    judgeFilm: async () => [],
    clock: { now: () => new Date('2026-11-22T12:00:00Z') },
    ids: { next: () => randomUUID() },
    attemptsMax: 3,
    deadlineMs: 10_000,
    ...over,
  };
}

async function leftovers(): Promise<readonly string[]> {
  return readdir(join(folder, 'work')).catch(() => []);
}

test('a sound film is published under the digest of its bytes and the slot points to it', async () => {
  const { job } = await openJob();
  expect(await workOnJob(dependencies(), job.jobId, neverStopped)).toEqual({ kind: 'done' });
  expect(await jobs.find(job.jobId)).toMatchObject({ state: 'ready', attempt: 1, failure: null });
  const rendition = await jobs.current(job.slotKey);
  expect(rendition).toMatchObject({ provider: 'scripted', durationMs: 8000, lessonVersion: lesson.version });
  const file = rendition?.files[0];
  const path = join(folder, 'videos', lesson.persona, lesson.topic, `${file?.hash}.mp4`);
  expect(await readFile(path, 'utf8')).toBe('pictures');
  expect(await leftovers()).toEqual([]);
});

describe('ends as failed, with the reason, nothing published and nothing left behind:', () => {
  const cases: readonly { what: string; over: Partial<VideoWorkDependencies>; code: string }[] = [
    {
      what: 'a provider that says no',
      over: { provider: provider(async () => ({ kind: 'failed', code: 'SAID_NO', message: 'no' })) },
      code: 'SAID_NO',
    },
    {
      what: 'a provider that throws',
      over: { provider: provider(() => Promise.reject(new TypeError('out of paint'))) },
      code: 'PROVIDER_CRASHED',
    },
    {
      what: 'a provider that makes no film',
      over: { provider: provider(async () => ({ kind: 'made', durationMs: 0, files: [] })) },
      code: 'NO_FILM',
    },
    {
      what: 'an unsound film',
      over: { judgeFilm: async () => [{ code: 'FILM_BLACK', message: 'all black' }] },
      code: 'FILM_BLACK',
    },
    {
      what: 'a provider that takes too long',
      over: {
        deadlineMs: 50,
        provider: provider(
          (signal) => new Promise((_, no) => signal.addEventListener('abort', () => no(signal.reason))),
        ),
      },
      code: 'DEADLINE',
    },
  ];
  test.each(cases)('$what', async ({ over, code }) => {
    const { job } = await openJob();
    const verdict = await workOnJob(dependencies(over), job.jobId, neverStopped);
    expect(verdict).toMatchObject({ kind: 'failed', code });
    expect(await jobs.find(job.jobId)).toMatchObject({ state: 'failed', failure: { code } });
    expect(await jobs.current(job.slotKey)).toBeNull();
    expect(await readdir(join(folder, 'videos')).catch(() => [])).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });
});

test('a job of a lesson version that this program lacks fails and says so', async () => {
  const { job } = await openJob(lesson.version + 7);
  const verdict = await workOnJob(dependencies(), job.jobId, neverStopped);
  expect(verdict).toMatchObject({ kind: 'failed', code: 'LESSON_CHANGED' });
});

test('a worker that was thought dead and comes back publishes nothing over the other one’s work', async () => {
  const { job } = await openJob();
  let letSlowGo = (): void => undefined;
  const held = new Promise<undefined>((resolve) => {
    letSlowGo = () => resolve(undefined);
  });
  let slowBegan = (): void => undefined;
  const began = new Promise<void>((resolve) => {
    slowBegan = resolve;
  });
  const slow = workOnJob(
    dependencies({
      provider: provider(() => {
        slowBegan();
        return held;
      }),
    }),
    job.jobId,
    neverStopped,
  );
  await began;
  expect(await workOnJob(dependencies(), job.jobId, neverStopped)).toEqual({ kind: 'done' });
  const published = await jobs.current(job.slotKey);
  letSlowGo();
  expect(await slow).toEqual({ kind: 'not_mine' });
  expect(await jobs.current(job.slotKey)).toEqual(published);
  expect(await jobs.find(job.jobId)).toMatchObject({ state: 'ready', attempt: 2 });
});

test('a worker that is stopped leaves the job to be taken up again', async () => {
  const { job } = await openJob();
  const stop = new AbortController();
  const waiting = provider((signal) => {
    stop.abort();
    return Promise.reject(signal.reason);
  });
  const verdict = await workOnJob(dependencies({ provider: waiting }), job.jobId, stop.signal);
  expect(verdict).toEqual({ kind: 'interrupted' });
  expect((await jobs.unended()).map(({ jobId }) => jobId)).toEqual([job.jobId]);
  expect(await workOnJob(dependencies(), job.jobId, neverStopped)).toEqual({ kind: 'done' });
});

test('a film that is begun again and again without end is given up, with the count', async () => {
  const { job } = await openJob();
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const stop = new AbortController();
    stop.abort();
    const crash = provider(() => Promise.reject(new TypeError('killed')));
    expect(await workOnJob(dependencies({ provider: crash }), job.jobId, stop.signal)).toEqual({
      kind: 'interrupted',
    });
  }
  const verdict = await workOnJob(dependencies(), job.jobId, neverStopped);
  expect(verdict).toMatchObject({
    kind: 'failed',
    code: 'ATTEMPTS_EXHAUSTED',
    message: expect.stringContaining('3 times'),
  });
});

test('a job that has ended, or never was, is nobody’s', async () => {
  const { job } = await openJob();
  await workOnJob(dependencies(), job.jobId, neverStopped);
  expect(await workOnJob(dependencies(), job.jobId, neverStopped)).toEqual({ kind: 'not_mine' });
  const nobody = '00000000-0000-4000-8000-ffffffffffff';
  expect(await workOnJob(dependencies(), nobody, neverStopped)).toEqual({ kind: 'not_mine' });
});
