import { z } from 'zod';
import type { SlotMedia } from '../video/video-cache-port.ts';

const text = z.string().nullable();
const moment = z.iso
  .datetime()
  .transform((iso) => new Date(iso))
  .nullable();

const cachedMedia = z.strictObject({
  status: z.enum(['ready', 'processing', 'awaiting_approval', 'failed', 'not_found']),
  link: z.enum(['film', 'infographic']).nullable(),
  lessonVersion: z.int().nullable(),
  url: text,
  posterUrl: text,
  captionsUrl: text,
  infographicUrl: text,
  transcriptUrl: text,
  thumbnailsUrl: text,
  provider: text,
  publishedAt: moment,
  progress: z.number().min(0).max(1),
  durationMs: z.int().nullable(),
  restsUntil: moment,
});

/** What a cache keeps of a slot, parsed from JSON. Null where another version of the program wrote it. */
export function cachedMediaOf(json: unknown): SlotMedia | null {
  const parsed = cachedMedia.safeParse(json);
  return parsed.success ? parsed.data : null;
}
