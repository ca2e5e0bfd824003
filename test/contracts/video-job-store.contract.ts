import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { VideoJob } from '../../src/video/job.ts';
import type { VideoIntent, VideoJobStore } from '../../src/video/job-store-port.ts';
import type { Rendition, RenditionFile } from '../../src/video/rendition.ts';

const freshIntent = (): VideoIntent => ({
  slotKey: createHash('sha256').update(randomUUID()).digest('hex').slice(0, 16),
  persona: 'high_utilization',
  topic: 'credit_utilization',
  locale: 'en',
  lessonVersion: 3,
});

const fileOf = (kind: RenditionFile['kind'], extension: string, bytes: string): RenditionFile => {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const locale = kind === 'captions' ? 'en' : null;
  return { kind, extension, locale, hash: sha256.slice(0, 16), sha256, sizeBytes: bytes.length };
};

const renditionOf = (intent: VideoIntent, bytes = randomUUID()): Rendition => ({
  ...intent,
  renditionId: randomUUID(),
  provider: 'studio',
  durationMs: 8_000,
  files: [fileOf('film', 'mp4', bytes), fileOf('captions', 'vtt', `${bytes} in words`)],
  publishedAt: new Date('2026-11-22T12:00:00.123Z'),
});

const noFilm = { failure: { code: 'NO_FILM', message: 'nothing came out' } };

/** What every job store promises. Suites share a store and use slots of their own. */
export function videoJobStoreContract(adapter: string, open: () => Promise<VideoJobStore>): void {
  /** A job that has been rendered and judged: ready to be published. */
  const publishing = async (store: VideoJobStore, intent: VideoIntent): Promise<VideoJob> => {
    const { job } = await store.open(intent);
    let at: VideoJob = job;
    for (const to of ['rendering', 'validating', 'publishing'] as const) {
      const moved = await store.moveJob({ ...at, from: at.state }, to);
      expect(moved, `moved to ${to}`).not.toBeNull();
      at = moved ?? at;
    }
    return at;
  };

  describe(`VideoJobStore on ${adapter}`, () => {
    test('fifty simultaneous requests open one job, and everybody gets that one', async () => {
      const store = await open();
      const intent = freshIntent();
      const answers = await Promise.all(Array.from({ length: 50 }, () => store.open(intent)));
      expect(new Set(answers.map(({ job }) => job.jobId)).size).toBe(1);
      expect(answers.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
      expect(answers[0]?.job).toMatchObject({
        ...intent,
        state: 'queued',
        attempt: 0,
        progress: 0,
        failure: null,
      });
    });

    test('requests that meet jobs ending under them still open one at a time', async () => {
      const store = await open();
      const intent = freshIntent();
      const opened = await Promise.all(
        Array.from({ length: 25 }, async () => {
          const { kind, job } = await store.open(intent);
          if (kind === 'opened') await store.moveJob({ ...job, from: 'queued' }, 'failed', noFilm);
          return kind === 'opened' ? job.jobId : null;
        }),
      );
      const unended = (await store.unended()).filter((job) => job.slotKey === intent.slotKey);
      expect(unended).toHaveLength(0);
      expect(new Set(opened.filter((id) => id !== null)).size).toBeGreaterThan(0);
    });

    test('an ended job makes room for a new one, which is then the latest', async () => {
      const store = await open();
      const intent = freshIntent();
      const first = await store.open(intent);
      await store.moveJob({ ...first.job, from: 'queued' }, 'failed', noFilm);
      const second = await store.open(intent);
      expect(second.kind).toBe('opened');
      expect(await store.latest(intent.slotKey)).toEqual(second.job);
      expect(await store.find(first.job.jobId)).toMatchObject({ state: 'failed', ...noFilm });
    });

    test('of two workers that claim the same job at once, one gets it', async () => {
      const store = await open();
      const { job } = await store.open(freshIntent());
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => store.moveJob({ ...job, from: 'queued' }, 'rendering')),
      );
      const won = claims.filter((claim) => claim !== null);
      expect(won).toHaveLength(1);
      expect(won[0]).toMatchObject({ state: 'rendering', attempt: 1, progress: 0 });
    });

    test('a worker that was thought dead and comes back changes nothing', async () => {
      const store = await open();
      const intent = freshIntent();
      const late = await publishing(store, intent);
      const restarted = await store.moveJob({ ...late, from: 'publishing' }, 'rendering');
      expect(restarted).toMatchObject({ attempt: 2, progress: 0 });
      await store.reportProgress(late, 0.9);
      expect(await store.publish(late, renditionOf(intent))).toBeNull();
      expect(await store.moveJob({ ...late, from: 'publishing' }, 'failed', noFilm)).toBeNull();
      expect(await store.find(late.jobId)).toEqual(restarted);
      expect(await store.current(intent.slotKey)).toBeNull();
    });

    test('nor does it when the job has come to the very state in which the worker left it', async () => {
      const store = await open();
      const intent = freshIntent();
      const late = await publishing(store, intent);
      let now = await store.moveJob({ ...late, from: 'publishing' }, 'rendering');
      const lateInRendering = { ...late, from: 'rendering' } as const;
      expect(await store.moveJob(lateInRendering, 'validating')).toBeNull();
      for (const to of ['validating', 'publishing'] as const) {
        now = now && (await store.moveJob({ ...now, from: now.state }, to));
      }
      expect(now).toMatchObject({ state: 'publishing', attempt: 2 });
      expect(await store.publish(late, renditionOf(intent))).toBeNull();
      await store.reportProgress(late, 0.9);
      expect(await store.find(late.jobId)).toEqual(now);
    });

    test('a step that the table of states doesn’t know is refused', async () => {
      const store = await open();
      const { job } = await store.open(freshIntent());
      await expect(store.moveJob({ ...job, from: 'queued' }, 'publishing')).rejects.toThrow('may move');
      await expect(store.moveJob({ ...job, from: 'queued' }, 'failed')).rejects.toThrow('reason');
    });

    test('progress only grows, stays within 0–1, and is over when the job is', async () => {
      const store = await open();
      const { job } = await store.open(freshIntent());
      await store.reportProgress(job, 0.5);
      expect(await store.find(job.jobId)).toMatchObject({ progress: 0 });
      const claimed = await store.moveJob({ ...job, from: 'queued' }, 'rendering');
      if (claimed === null) throw new TypeError('nobody else wants this job');
      for (const progress of [0.4, 0.2, Number.NaN, -3]) await store.reportProgress(claimed, progress);
      expect(await store.find(job.jobId)).toMatchObject({ progress: 0.4 });
      await store.reportProgress(claimed, 7);
      expect(await store.find(job.jobId)).toMatchObject({ progress: 1 });
      await store.moveJob({ ...claimed, from: 'rendering' }, 'failed', noFilm);
      await store.reportProgress(claimed, 0.1);
      expect(await store.find(job.jobId)).toMatchObject({ state: 'failed', progress: 1 });
    });

    test('publishing writes rendition, slot and job together, and happens once', async () => {
      const store = await open();
      const intent = freshIntent();
      const job = await publishing(store, intent);
      const rendition = renditionOf(intent);
      expect(await store.publish(job, rendition)).toMatchObject({ state: 'ready', progress: 1 });
      expect(await store.current(intent.slotKey)).toEqual(rendition);
      expect(await store.publish(job, renditionOf(intent))).toBeNull();
      expect(await store.current(intent.slotKey)).toEqual(rendition);
      expect((await store.unended()).map(({ jobId }) => jobId)).not.toContain(job.jobId);
    });

    test('a publication that breaks midway leaves job and slot as they were', async () => {
      const store = await open();
      const intent = freshIntent();
      const job = await publishing(store, intent);
      const rendition = renditionOf(intent);
      const broken = { ...rendition, files: rendition.files.map((file) => ({ ...file, sizeBytes: 0 })) };
      await expect(store.publish(job, broken)).rejects.toThrow();
      expect(await store.find(job.jobId)).toEqual(job);
      expect(await store.current(intent.slotKey)).toBeNull();
      expect(await store.publish(job, rendition)).toMatchObject({ state: 'ready' });
    });

    test('a slot keeps its rendition while a new one is made, then serves the new one', async () => {
      const store = await open();
      const intent = freshIntent();
      const first = renditionOf(intent);
      await store.publish(await publishing(store, intent), first);
      const second = renditionOf(intent);
      const job = await publishing(store, intent);
      expect(await store.current(intent.slotKey)).toEqual(first);
      await store.publish(job, second);
      expect(await store.current(intent.slotKey)).toEqual(second);
    });

    test('many slots are looked up at once; one without a rendition is absent', async () => {
      const store = await open();
      const [full, empty] = [freshIntent(), freshIntent()];
      const rendition = renditionOf(full);
      await store.publish(await publishing(store, full), rendition);
      const found = await store.currentOf([full.slotKey, empty.slotKey]);
      expect([...found]).toEqual([[full.slotKey, rendition]]);
      expect((await store.currentOf([])).size).toBe(0);
    });

    test('a public address leads to its file; the same bytes in two renditions are one file', async () => {
      const store = await open();
      const bytes = randomUUID();
      for (const intent of [freshIntent(), freshIntent()]) {
        await store.publish(await publishing(store, intent), renditionOf(intent, bytes));
      }
      const { hash, sha256, sizeBytes } = fileOf('film', 'mp4', bytes);
      const film = {
        hash,
        extension: 'mp4',
        persona: 'high_utilization',
        topic: 'credit_utilization',
        sha256,
        sizeBytes,
      };
      expect(await store.findFile(hash, 'mp4')).toEqual(film);
      expect(await store.findFile(hash, 'jpg')).toBeNull();
      expect((await store.publishedFiles()).filter((file) => file.hash === hash)).toEqual([film]);
    });
  });
}
