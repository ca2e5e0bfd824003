import { createHash, randomUUID } from 'node:crypto';
import type { AttemptPlan } from '../../src/video/attempt.ts';
import type { VideoIntent, VideoJob } from '../../src/video/job.ts';
import type { JobBeginning, VideoJobStore } from '../../src/video/job-store-port.ts';
import type { Rendition, RenditionFile } from '../../src/video/rendition.ts';

export const freshIntent = (track: VideoIntent['track'] = 'provider'): VideoIntent => ({
  slotKey: createHash('sha256').update(randomUUID()).digest('hex').slice(0, 16),
  persona: 'high_utilization',
  topic: 'credit_utilization',
  locale: 'en',
  lessonVersion: 3,
  track,
});

export const planOf = (estimatedMicroUsd: number | null): AttemptPlan => ({
  provider: 'acme',
  model: 'acme-1',
  size: '1280x720',
  durationSeconds: 8,
  promptDigest: 'd1',
  estimatedMicroUsd,
});

export const fileOf = (kind: RenditionFile['kind'], extension: string, bytes: string): RenditionFile => {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const locale = kind === 'captions' ? 'en' : null;
  return { kind, extension, locale, hash: sha256.slice(0, 16), sha256, sizeBytes: bytes.length };
};

export const renditionOf = (intent: VideoIntent, other: Partial<Rendition> = {}): Rendition => ({
  slotKey: intent.slotKey,
  persona: intent.persona,
  topic: intent.topic,
  locale: intent.locale,
  lessonVersion: intent.lessonVersion,
  renditionId: randomUUID(),
  link: 'film',
  provider: 'studio',
  model: null,
  promptDigest: null,
  review: 'approved',
  durationMs: 8_000,
  files: [fileOf('film', 'mp4', randomUUID())],
  publishedAt: new Date('2026-11-22T12:00:00.123Z'),
  ...other,
});

/** Opens a job; a store that has no money for it is a broken test. */
export async function opened(
  jobs: VideoJobStore,
  intent: VideoIntent,
  beginning: JobBeginning = { kind: 'queued' },
): Promise<VideoJob> {
  const outcome = await jobs.open(intent, { priority: 5, beginning });
  if (outcome.kind === 'over_budget') throw new TypeError('the test has no money left');
  return outcome.job;
}

/** A job in a worker's hands. */
export async function claimed(
  jobs: VideoJobStore,
  intent: VideoIntent = freshIntent(),
  beginning?: JobBeginning,
): Promise<VideoJob> {
  const { jobId } = await opened(jobs, intent, beginning);
  const job = await jobs.claim(jobId, 60_000);
  if (!job) throw new TypeError('nobody else wants this job');
  return job;
}
