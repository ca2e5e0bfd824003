import { BufferSource, Input, MP4 } from 'mediabunny';
import { ok, type Result, refused } from '../kernel/result.ts';
import { type ApiContext, nowMsOf } from './api-context.ts';
import { type ApiProblem, invalidRequest, notFound } from './api-problem.ts';
import type { RequestFields } from './request-fields.ts';
import { UploadedFile } from './uploaded-file.ts';
import { momentOf, type Purchase } from './video-job.ts';

/** The film that an edit or an extension starts from. */
export type SourceVideo = Pick<Purchase, 'size' | 'seconds' | 'extensionSteps'> & {
  /** Null where the client sent the film itself. */
  readonly videoId: string | null;
  readonly model: string | null;
};

/** The field `video`: `{id}` of a completed video, or an uploaded MP4. */
export async function readSourceVideo(
  context: ApiContext,
  fields: RequestFields,
): Promise<Result<SourceVideo, ApiProblem>> {
  const video = fields['video'];
  if (video instanceof UploadedFile) {
    const facts = await probeUpload(video.bytes);
    return facts
      ? ok({ ...facts, videoId: null, model: null, extensionSteps: 0 })
      : refused(invalidRequest("Invalid 'video': expected an MP4 file.", { param: 'video' }));
  }
  const id = typeof video === 'object' && video !== null ? Reflect.get(video, 'id') : undefined;
  if (typeof id === 'string' && id !== '') return findSourceVideo(context, id);
  const message = 'Missing required parameter: \'video\': {"id": "video_…"} or an MP4 file.';
  return refused(invalidRequest(message, { code: 'missing_required_parameter', param: 'video' }));
}

/** A completed video of this server as a source. */
export function findSourceVideo(context: ApiContext, id: string): Result<SourceVideo, ApiProblem> {
  const job = context.store.find(id);
  if (!job) return refused(notFound(`Video with id '${id}' not found.`, 'video'));
  if (momentOf(job, nowMsOf(context)).status !== 'completed') {
    const message = `Video '${id}' is not completed; only completed videos can be built upon.`;
    return refused(invalidRequest(message, { code: 'invalid_value', param: 'video' }));
  }
  const { size, seconds, model, extensionSteps } = job.purchase;
  return ok({ videoId: id, size, seconds, model, extensionSteps });
}

/** Size and whole seconds of an uploaded film; null where it isn't an MP4 with pictures. */
export async function probeUpload(bytes: Buffer): Promise<{ size: string; seconds: number } | null> {
  if (bytes.toString('latin1', 4, 8) !== 'ftyp') return null;
  try {
    using input = new Input({ source: new BufferSource(bytes), formats: [MP4] });
    const track = await input.getPrimaryVideoTrack();
    if (!track) return null;
    const seconds = Math.max(1, Math.round(await track.computeDuration()));
    return { size: `${track.displayWidth}x${track.displayHeight}`, seconds };
  } catch {
    // Whatever it is that can't be read, it isn't an MP4.
    return null;
  }
}
