import type { VideoJob } from './job.ts';
import { hasEnded } from './job.ts';
import type { SlotJobs, SlotTrack, VideoJobStore } from './job-store-port.ts';
import type { MediaFileKind, Rendition } from './rendition.ts';
import { restAfterFailureMs } from './rest-after-failure.ts';
import { type SlotName, slotKey } from './slot-key.ts';
import type { SlotMedia } from './video-cache-port.ts';

/** Reads what can be shown of many slots from the tables of truth. Nothing is begun by looking. */
export async function readSlotMedia(
  { jobs }: { readonly jobs: Pick<VideoJobStore, 'currentOf' | 'slotJobs'> },
  slots: readonly SlotName[],
): Promise<readonly SlotMedia[]> {
  const keys = slots.map(slotKey);
  const renditions = await jobs.currentOf(keys);
  const without = keys.filter((key) => !renditions.has(key));
  const tracks = without.length > 0 ? await jobs.slotJobs(without) : new Map<string, SlotJobs>();
  return keys.map((key) => {
    const rendition = renditions.get(key);
    return rendition ? mediaOfRendition(rendition) : mediaOfJobs(tracks.get(key));
  });
}

/** A slot serves what it has, also while a newer film is being made. */
export function mediaOfRendition(rendition: Rendition): SlotMedia {
  const url = (kind: MediaFileKind): string | null => {
    const candidates = rendition.files.filter((one) => one.kind === kind);
    const file = candidates.find((one) => one.locale === rendition.locale) ?? candidates[0];
    return file ? `/videos/${file.hash}.${file.extension}` : null;
  };
  const { link, lessonVersion, provider, publishedAt, durationMs } = rendition;
  return {
    status: 'ready',
    link,
    lessonVersion,
    url: url('film'),
    posterUrl: url('poster'),
    captionsUrl: url('captions'),
    infographicUrl: url('infographic'),
    transcriptUrl: url('transcript'),
    thumbnailsUrl: url('sprite_map'),
    provider,
    publishedAt,
    progress: 1,
    durationMs: link === 'film' ? durationMs : null,
    restsUntil: null,
  };
}

function mediaOfJobs(tracks: SlotJobs | undefined): SlotMedia {
  const latest = [tracks?.studio.latest, tracks?.provider.latest].filter((job) => job != null);
  const running = latest.filter(
    (job) => job.state === 'queued' || job.state === 'working' || job.state === 'waiting',
  );
  if (running.length > 0) {
    return {
      ...nothingToShow,
      status: 'processing',
      progress: Math.max(...running.map(({ progress }) => progress)),
    };
  }
  if (latest.some(waitsForPerson)) return { ...nothingToShow, status: 'awaiting_approval' };
  const failed = [tracks?.studio, tracks?.provider].filter((track) => track?.latest?.state === 'failed');
  if (failed.length === 0) return nothingToShow;
  return { ...nothingToShow, status: 'failed', restsUntil: new Date(Math.max(...failed.map(restEndMs))) };
}

function waitsForPerson(job: VideoJob): boolean {
  return !hasEnded(job);
}

function restEndMs(track: SlotTrack | undefined): number {
  if (!track?.latest) return 0;
  return track.latest.updatedAt.getTime() + restAfterFailureMs(track.failuresInARow, track.wasPaid);
}

export const nothingToShow: SlotMedia = {
  status: 'not_found',
  link: null,
  lessonVersion: null,
  url: null,
  posterUrl: null,
  captionsUrl: null,
  infographicUrl: null,
  transcriptUrl: null,
  thumbnailsUrl: null,
  provider: null,
  publishedAt: null,
  progress: 0,
  durationMs: null,
  restsUntil: null,
};
