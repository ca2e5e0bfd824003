import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Publication, VideoJobStore } from '../../src/video/job-store-port.ts';
import type { Rendition } from '../../src/video/rendition.ts';
import { claimed, fileOf, freshIntent, opened, renditionOf } from '../factories/video-rows.ts';

const NOBODY_ELSE_MS = 60_000;
const noFilm = { code: 'NO_FILM', message: 'nothing came out' };
const subject = { provider: 'acme', model: 'acme-1', promptDigest: 'd1' };
const alone = (rendition: Rendition): Publication => ({ rendition, failure: null, attempt: null });

/** What every job store promises. Suites share a store and use slots of their own. */
export function videoJobStoreContract(adapter: string, open: () => Promise<VideoJobStore>): void {
  const publish = async (store: VideoJobStore, rendition: Rendition): Promise<void> => {
    const job = await claimed(store, { ...rendition, track: 'studio' });
    const failure = rendition.link === 'infographic' ? noFilm : null;
    expect(await store.publish(job, { ...alone(rendition), failure })).not.toBeNull();
  };

  describe(`VideoJobStore on ${adapter}`, () => {
    test('fifty simultaneous requests open one job of a track, and everybody gets that one', async () => {
      const store = await open();
      const intent = freshIntent();
      const options = { priority: 5, beginning: { kind: 'queued' as const } };
      const answers = await Promise.all(Array.from({ length: 50 }, () => store.open(intent, options)));
      const ids = answers.map((answer) => (answer.kind === 'over_budget' ? '' : answer.job.jobId));
      expect(new Set(ids).size).toBe(1);
      expect(answers.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
      const beside = await opened(store, { ...intent, track: 'studio' });
      expect(beside.jobId).not.toBe(ids[0]);
    });

    test('who asks more urgently pulls a job forward, nobody pushes it back', async () => {
      const store = await open();
      const intent = freshIntent();
      const { jobId } = await opened(store, intent);
      for (const [priority, expected] of [
        [9, 5],
        [2, 2],
        [7, 2],
      ] as const) {
        await store.open(intent, { priority, beginning: { kind: 'queued' } });
        expect(await store.find(jobId)).toMatchObject({ priority: expected });
      }
      const waiting = await store.workable();
      expect(waiting.find((one) => one.jobId === jobId)?.priority).toBe(2);
      expect(waiting.map(({ priority }) => priority)).toEqual(
        waiting.map(({ priority }) => priority).toSorted((a, b) => a - b),
      );
    });

    test('of eight workers that claim at once, one gets the job', async () => {
      const store = await open();
      const { jobId } = await opened(store, freshIntent());
      const claims = await Promise.all(Array.from({ length: 8 }, () => store.claim(jobId, NOBODY_ELSE_MS)));
      expect(claims.filter((claim) => claim !== null)).toMatchObject([{ state: 'working', claim: 1 }]);
    });

    test('a lease that ran out makes the job claimable again; one that is renewed doesn’t run out', async () => {
      const store = await open();
      const { jobId } = await opened(store, freshIntent());
      const first = await store.claim(jobId, 30);
      expect(await store.renew({ jobId, claim: 1 }, NOBODY_ELSE_MS)).toBe(true);
      await sleep(60);
      expect(await store.claim(jobId, NOBODY_ELSE_MS)).toBeNull();
      await store.renew({ jobId, claim: first?.claim ?? 0 }, 1);
      await sleep(20);
      expect((await store.workable()).map((one) => one.jobId)).toContain(jobId);
      expect(await store.claim(jobId, NOBODY_ELSE_MS)).toMatchObject({ claim: 2 });
    });

    test('a waiting job is claimable when its time has come, and not before', async () => {
      const store = await open();
      const job = await claimed(store);
      expect(await store.wait(job, NOBODY_ELSE_MS)).toBe(true);
      expect(await store.claim(job.jobId, NOBODY_ELSE_MS)).toBeNull();
      expect((await store.due()).map(({ jobId }) => jobId)).not.toContain(job.jobId);
      const soon = await claimed(store);
      await store.wait(soon, 0);
      expect((await store.due()).map(({ jobId }) => jobId)).toContain(soon.jobId);
      expect(await store.claim(soon.jobId, NOBODY_ELSE_MS)).toMatchObject({ claim: 2, nextPollAt: null });
    });

    test('a worker that was thought dead and comes back changes nothing, by no step', async () => {
      const store = await open();
      const intent = freshIntent();
      const late = await claimed(store, intent);
      await store.giveBack(late);
      const now = await store.claim(late.jobId, NOBODY_ELSE_MS);
      const steps: Record<string, () => Promise<unknown>> = {
        renew: () => store.renew(late, 1),
        giveBack: () => store.giveBack(late),
        wait: () => store.wait(late, 0),
        awaitSpend: () => store.awaitSpend(late, subject),
        timeOut: () => store.timeOut(late, noFilm),
        fail: () => store.fail(late, noFilm),
        reportProgress: () => store.reportProgress(late, 0.9),
        publish: () => store.publish(late, alone(renditionOf(intent))),
      };
      for (const [name, step] of Object.entries(steps)) {
        expect((await step()) || false, name).toBe(false);
        expect(await store.find(late.jobId), name).toEqual(now);
      }
      expect(await store.current(intent.slotKey)).toBeNull();
    });

    test('progress only grows and stays within 0–1', async () => {
      const store = await open();
      const job = await claimed(store);
      for (const progress of [0.4, 0.2, Number.NaN, -3]) await store.reportProgress(job, progress);
      expect(await store.find(job.jobId)).toMatchObject({ progress: 0.4 });
      await store.reportProgress(job, 7);
      expect(await store.find(job.jobId)).toMatchObject({ progress: 1 });
    });

    test('an ended job makes room for a new one; failures in a row are counted until one is ready', async () => {
      const store = await open();
      const intent = freshIntent('studio');
      const track = async () => (await store.slotJobs([intent.slotKey])).get(intent.slotKey)?.studio;
      for (const count of [1, 2]) {
        const job = await claimed(store, intent);
        await store.fail(job, noFilm);
        expect(await track()).toMatchObject({
          latest: { jobId: job.jobId, state: 'failed', failure: noFilm },
          failuresInARow: count,
        });
      }
      await publish(store, renditionOf(intent));
      expect(await track()).toMatchObject({ latest: { state: 'ready' }, failuresInARow: 0 });
    });

    test('publishing writes rendition, slot and job together, and happens once', async () => {
      const store = await open();
      const intent = freshIntent();
      const job = await claimed(store, intent);
      const rendition = renditionOf(intent);
      const broken = { ...rendition, files: rendition.files.map((file) => ({ ...file, sizeBytes: 0 })) };
      await expect(store.publish(job, alone(broken))).rejects.toThrow();
      expect(await store.find(job.jobId)).toEqual(job);
      expect(await store.publish(job, alone(rendition))).toMatchObject({ state: 'ready', progress: 1 });
      expect(await store.publish(job, alone(renditionOf(intent)))).toBeNull();
      expect(await store.current(intent.slotKey)).toEqual(rendition);
    });

    test('a slot serves the newer version; of one version the provider’s, the studio’s, the infographic, in this order', async () => {
      const store = await open();
      const intent = freshIntent();
      const serves = async (): Promise<string | undefined> =>
        (await store.current(intent.slotKey))?.renditionId;
      const made = (other: Partial<Rendition>) => renditionOf(intent, other);
      const picture = made({ link: 'infographic', durationMs: 0 });
      const studio = made({});
      const acme = made({ provider: 'acme', model: 'acme-1', promptDigest: 'd1' });
      const newer = made({ lessonVersion: 4 });
      for (const one of [picture, studio, acme]) {
        await publish(store, one);
        expect(await serves()).toBe(one.renditionId);
      }
      for (const worse of [made({}), made({ link: 'infographic', durationMs: 0 })]) {
        await publish(store, worse);
        expect(await serves()).toBe(acme.renditionId);
      }
      await publish(store, newer);
      await publish(store, made({ provider: 'acme', model: 'acme-1', promptDigest: 'd1' }));
      expect(await serves()).toBe(newer.renditionId);
    });

    test('what awaits a person is neither shown nor served; superseded, it never will be', async () => {
      const store = await open();
      const intent = freshIntent();
      const rendition = renditionOf(intent, { provider: 'acme', review: 'awaiting' });
      const job = await claimed(store, intent);
      const parked = await store.publish(job, alone(rendition));
      expect(parked).toMatchObject({ state: 'awaiting_approval', gate: 'show' });
      expect(await store.awaitingFilmPath(job.jobId)).toContain(rendition.files[0]?.hash);
      expect(await store.current(intent.slotKey)).toBeNull();
      expect(await store.findFile(rendition.files[0]?.hash ?? '', 'mp4')).toBeNull();
      expect(await store.supersede(job.jobId)).toBe(true);
      expect(await store.supersede(job.jobId)).toBe(false);
      expect(await store.find(job.jobId)).toMatchObject({ state: 'rejected', gate: null });
      expect(await store.awaitingFilmPath(job.jobId)).toBeNull();
    });

    test('only what timed out is resumed, once', async () => {
      const store = await open();
      const job = await claimed(store);
      expect(await store.resume(job.jobId)).toBeNull();
      await store.timeOut(job, noFilm);
      const resumed = await Promise.all([store.resume(job.jobId), store.resume(job.jobId)]);
      expect(resumed.filter((one) => one !== null)).toMatchObject([{ state: 'queued', failure: null }]);
    });

    test('each version of a lesson has its own un-ended job, however many ask', async () => {
      const store = await open();
      const old = freshIntent();
      const next = { ...old, lessonVersion: old.lessonVersion + 1 };
      const stuck = await claimed(store, old);
      await store.timeOut(stuck, noFilm);
      const jobs = await Promise.all([next, old, next].map((intent) => opened(store, intent)));
      expect(jobs.map(({ jobId }) => jobId)).toEqual([jobs[2]?.jobId, stuck.jobId, jobs[0]?.jobId]);
      expect(jobs[0]?.jobId).not.toBe(stuck.jobId);
      const tracks = (await store.slotJobs([old.slotKey])).get(old.slotKey);
      expect(tracks?.provider.latest?.jobId).toBe(jobs[0]?.jobId);
    });

    test('a public address leads to its file; the same bytes in two renditions are one file', async () => {
      const store = await open();
      const file = fileOf('film', 'mp4', crypto.randomUUID());
      for (const intent of [freshIntent(), freshIntent()]) {
        await publish(store, renditionOf(intent, { files: [file] }));
      }
      const { hash, sha256, sizeBytes } = file;
      const { persona, topic } = freshIntent();
      const found = { hash, extension: 'mp4', persona, topic, sha256, sizeBytes };
      expect(await store.findFile(hash, 'mp4')).toEqual(found);
      expect(await store.findFile(hash, 'jpg')).toBeNull();
    });
  });
}
