import type { ProviderHandle, StatusOutcome } from '../film-provider-port.ts';
import { pollWaitMs } from './http/wait-headers.ts';
import { type NotRead, polledAnswer } from './poll-outcome.ts';
import type { SoraAccess } from './sora-options.ts';
import { readSoraVideo, type SoraVideo } from './sora-video.ts';
import { toldStatus } from './told-status.ts';

export type VideoRead =
  | { readonly kind: 'video'; readonly video: SoraVideo; readonly pollAfterMs: number | null }
  | NotRead;

/** The video as its server shows it now, or what it means that there is none to see. */
export async function readVideo(
  { client }: SoraAccess,
  { id }: ProviderHandle,
  signal: AbortSignal,
): Promise<VideoRead> {
  const path = videoPath(id);
  const answer = polledAnswer(await client.send({ method: 'GET', path, isRepeatable: true, signal }));
  if (answer.kind !== 'answer') return answer;
  const video = readSoraVideo(answer.json);
  const pollAfterMs = answer.pollAfterMs ?? pollWaitMs(answer.retryAfterMs);
  if (video) return { kind: 'video', video, pollAfterMs };
  return { kind: 'unreachable', message: 'the answer is no video', retryAfterMs: null };
}

/** Ids are opaque, and may hold anything. */
export function videoPath(id: string): string {
  return `/videos/${encodeURIComponent(id)}`;
}

/** How far the film is. What ended with the create call isn't asked about again. */
export async function videoStatus(
  access: SoraAccess,
  handle: ProviderHandle,
  signal: AbortSignal,
): Promise<StatusOutcome> {
  signal.throwIfAborted();
  const known = endedAtOnce(handle);
  if (known) return known;
  const read = await readVideo(access, handle, signal);
  return read.kind === 'video' ? toldStatus(statusOf(read), access.client.redact) : read;
}

function statusOf({ video, pollAfterMs }: Extract<VideoRead, { kind: 'video' }>): StatusOutcome {
  if (video.state === 'completed') {
    return { kind: 'completed', expiresAt: video.expiresAt, costMicroUsd: null };
  }
  if (video.state === 'queued' || video.state === 'running') {
    const { progress, unknownWord: said } = video;
    return { kind: 'running', progress, pollAfterMs, ...(said === null ? {} : { said }) };
  }
  return { kind: 'failed', ...video.failure, isCharged: null };
}

function endedAtOnce({ state, code, message }: ProviderHandle): StatusOutcome | null {
  if (typeof state !== 'string') return null;
  if (state === 'completed') return { kind: 'completed', expiresAt: null, costMicroUsd: null };
  return { kind: 'failed', code: String(code), message: String(message), isCharged: null };
}
