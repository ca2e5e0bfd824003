import type { Clock } from '../kernel/clock.ts';
import type { Milliseconds, Ratio } from '../kernel/units.ts';
import { findLesson } from '../lessons/catalogue.ts';
import { endedVideoJobStates, type VideoJob } from './job.ts';
import type { VideoJobStore } from './job-store-port.ts';
import type { MediaFileKind, Rendition } from './rendition.ts';
import { type SlotName, slotKey } from './slot-key.ts';

/** What can be shown of a lesson now. Addresses are public paths, null where there is no such file. */
export type MediaStatus = {
  readonly status: 'ready' | 'processing' | 'awaiting_approval' | 'failed' | 'not_found';
  readonly url: string | null;
  readonly posterUrl: string | null;
  readonly captionsUrl: string | null;
  readonly infographicUrl: string | null;
  readonly transcriptUrl: string | null;
  readonly provider: string | null;
  /** Since it was published. */
  readonly ageSeconds: number | null;
  readonly progress: Ratio;
  readonly durationMs: Milliseconds | null;
};

/** Reads the state of many lessons at once. Nothing is begun by looking. */
export async function mediaStatuses(
  { jobs, clock }: { jobs: VideoJobStore; clock: Clock },
  slots: readonly SlotName[],
): Promise<readonly MediaStatus[]> {
  const renditions = await jobs.currentOf(slots.map(slotKey));
  return Promise.all(
    slots.map(async (slot) => {
      const rendition = renditions.get(slotKey(slot)) ?? null;
      if (rendition) return mediaOfRendition(rendition, clock.now());
      return mediaOfJob(await jobs.latest(slotKey(slot)));
    }),
  );
}

/** The same for one lesson; null where the catalogue has no such lesson. */
export async function lessonMediaStatus(
  dependencies: { jobs: VideoJobStore; clock: Clock },
  slot: SlotName,
): Promise<MediaStatus | null> {
  if (!findLesson(slot.persona, slot.topic)) return null;
  const [status] = await mediaStatuses(dependencies, [slot]);
  return status ?? null;
}

/** A slot serves what it has, also while a newer film is being made. */
export function mediaOfRendition(rendition: Rendition, now: Date): MediaStatus {
  const url = (kind: MediaFileKind): string | null => {
    const candidates = rendition.files.filter((one) => one.kind === kind);
    const file = candidates.find((one) => one.locale === rendition.locale) ?? candidates[0];
    return file ? `/videos/${file.hash}.${file.extension}` : null;
  };
  return {
    status: 'ready',
    url: url('film'),
    posterUrl: url('poster'),
    captionsUrl: url('captions'),
    infographicUrl: url('infographic'),
    transcriptUrl: url('transcript'),
    provider: rendition.provider,
    ageSeconds: Math.max(0, Math.floor((now.getTime() - rendition.publishedAt.getTime()) / 1000)),
    progress: 1,
    durationMs: rendition.durationMs,
  };
}

export function mediaOfJob(job: VideoJob | null): MediaStatus {
  const isRunning = job !== null && !endedVideoJobStates.some((state) => state === job.state);
  const status = isRunning ? 'processing' : job?.state === 'failed' ? 'failed' : 'not_found';
  return {
    status,
    url: null,
    posterUrl: null,
    captionsUrl: null,
    infographicUrl: null,
    transcriptUrl: null,
    provider: null,
    ageSeconds: null,
    progress: isRunning ? job.progress : 0,
    durationMs: null,
  };
}
