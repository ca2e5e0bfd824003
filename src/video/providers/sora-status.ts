import type { ProviderHandle, StatusOutcome } from '../film-provider-port.ts';
import { pollWaitMs } from './http/wait-headers.ts';
import { type NotRead, polledAnswer } from './poll-outcome.ts';
import type { SoraAccess } from './sora-options.ts';
import { readSoraVideo, type SoraVideo } from './sora-video.ts';

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
  if (read.kind !== 'video') return read;
  const { video, pollAfterMs } = read;
  if (video.state === 'completed') {
    return { kind: 'completed', expiresAt: video.expiresAt, costMicroUsd: null };
  }
  if (video.state === 'queued' || video.state === 'running') {
    return { kind: 'running', progress: video.progress, pollAfterMs };
  }
  const { redact } = access.client;
  const { code, message } = video.failure;
  return { kind: 'failed', code: redact(code), message: redact(message), isCharged: null };
}

function endedAtOnce({ state, code, message }: ProviderHandle): StatusOutcome | null {
  if (typeof state !== 'string') return null;
  if (state === 'completed') return { kind: 'completed', expiresAt: null, costMicroUsd: null };
  return { kind: 'failed', code: String(code), message: String(message), isCharged: null };
}
