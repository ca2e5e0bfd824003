import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { lessons } from '../lessons/catalogue.ts';
import { PostgresVideoJobStore } from '../storage/postgres-video-job-store.ts';
import { mediaStatuses } from './media-status.ts';
import { requestVideo } from './request-video.ts';
import { slotKey } from './slot-key.ts';

const [lesson] = lessons;
if (!lesson) throw new TypeError('the catalogue holds lessons');
const wanted = { persona: lesson.persona, topic: lesson.topic, locale: 'en', isInsistent: false };
const key = slotKey(wanted);

let database: TestDatabase;
let jobs: PostgresVideoJobStore;
let enqueued: string[];
let now: Date;
beforeAll(async () => {
  database = await testDatabase();
  jobs = new PostgresVideoJobStore(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  enqueued = [];
  now = new Date();
  await database.db.deleteFrom('video_slots').execute();
  await database.db.deleteFrom('rendition_files').execute();
  await database.db.deleteFrom('renditions').execute();
  await database.db.deleteFrom('video_jobs').execute();
});

/** Notes what would be delivered; the queue itself is held by its contract suite. */
const queue = {
  enqueue: async (jobId: string) => {
    enqueued.push(jobId);
  },
  requeue: async () => undefined,
  close: async () => undefined,
};
const dependencies = () => ({ jobs, queue, clock: { now: () => now } });

async function failTheJob(): Promise<void> {
  const { job } = await jobs.open({ slotKey: key, ...wanted, lessonVersion: lesson?.version ?? 0 });
  const begun = await jobs.moveJob({ ...job, from: 'queued' }, 'rendering');
  await jobs.moveJob({ jobId: job.jobId, attempt: begun?.attempt ?? 0, from: 'rendering' }, 'failed', {
    failure: { code: 'X', message: 'x' },
  });
}

test('however many ask at once, there is one job', async () => {
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => requestVideo(dependencies(), wanted)));
  const ids = new Set(outcomes.map((one) => (one.kind === 'enqueued' ? one.jobId : one.kind)));
  expect(ids.size).toBe(1);
  expect(new Set(enqueued)).toEqual(ids);
});

test('general is skipped, and what isn’t in the catalogue is unknown, without a job', async () => {
  expect(await requestVideo(dependencies(), { ...wanted, persona: 'general' })).toEqual({ kind: 'skipped' });
  expect(await requestVideo(dependencies(), { ...wanted, topic: 'astrology' })).toEqual({
    kind: 'unknown_lesson',
  });
  expect(await requestVideo(dependencies(), { ...wanted, locale: 'tlh' })).toEqual({
    kind: 'unknown_lesson',
  });
  expect(enqueued).toEqual([]);
});

test('a page that looks again soon after a failure begins nothing; later, or insisting, it does', async () => {
  await failTheJob();
  expect(await requestVideo(dependencies(), wanted)).toEqual({ kind: 'resting' });
  const insisted = await requestVideo(dependencies(), { ...wanted, isInsistent: true });
  expect(insisted.kind).toBe('enqueued');

  await database.db.deleteFrom('video_jobs').execute();
  await failTheJob();
  now = new Date(now.getTime() + 11 * 60_000);
  expect((await requestVideo(dependencies(), wanted)).kind).toBe('enqueued');
});

test('a film of this lesson version is served as it is; one of an older version is served while a new one is made', async () => {
  const publish = async (lessonVersion: number): Promise<void> => {
    const { job } = await jobs.open({ slotKey: key, ...wanted, lessonVersion });
    const { jobId } = job;
    await jobs.moveJob({ jobId, attempt: 0, from: 'queued' }, 'rendering');
    await jobs.moveJob({ jobId, attempt: 1, from: 'rendering' }, 'validating');
    await jobs.moveJob({ jobId, attempt: 1, from: 'validating' }, 'publishing');
    await jobs.publish(
      { jobId, attempt: 1 },
      {
        renditionId: crypto.randomUUID(),
        slotKey: key,
        persona: wanted.persona,
        topic: wanted.topic,
        locale: 'en',
        lessonVersion,
        provider: 'studio',
        durationMs: 8000,
        files: [
          {
            kind: 'film',
            extension: 'mp4',
            locale: null,
            hash: 'a'.repeat(16),
            sha256: 'a'.repeat(64),
            sizeBytes: 1,
          },
        ],
        publishedAt: now,
      },
    );
  };
  await publish(lesson.version - 1);
  expect((await requestVideo(dependencies(), wanted)).kind).toBe('enqueued');
  const [meanwhile] = await mediaStatuses(dependencies(), [wanted]);
  expect(meanwhile).toMatchObject({ status: 'ready', url: `/videos/${'a'.repeat(16)}.mp4` });

  await database.db.deleteFrom('video_jobs').where('state', '=', 'queued').execute();
  await publish(lesson.version);
  expect(await requestVideo(dependencies(), wanted)).toEqual({ kind: 'cached' });
});

test('looking at the state begins nothing', async () => {
  const [status] = await mediaStatuses(dependencies(), [wanted]);
  expect(status).toMatchObject({ status: 'not_found', url: null, progress: 0 });
  expect(await jobs.latest(key)).toBeNull();
});
