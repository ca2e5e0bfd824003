import { findFault } from './faults.ts';
import { momentOf, type VideoJob } from './video-job.ts';

/** The protocol's video object. Times are whole seconds since 1970. */
export type WireVideo = {
  readonly id: string;
  readonly object: 'video';
  readonly model: string;
  readonly status: string;
  readonly progress: number;
  readonly created_at: number;
  readonly completed_at: number | null;
  readonly expires_at: number | null;
  readonly prompt: string | null;
  readonly size: string;
  readonly seconds: string;
  readonly remixed_from_video_id: string | null;
  readonly error: unknown;
  readonly client_reference?: string | null;
};

/** Who is told what: a server of class N keeps the prompt to itself, so that nothing can be found by it. */
export type WireView = {
  readonly nowMs: number;
  readonly idempotency: 'K' | 'L' | 'N';
  /** A create's answer keeps its id and status; the faults of polling show in later ones. */
  readonly isPoll: boolean;
};

/** Video → what a client is sent. Pure. */
export function wireVideo(job: VideoJob, view: WireView): WireVideo {
  const { purchase, outcome } = job;
  const moment = momentOf(job, view.nowMs);
  const unknown = view.isPoll ? findFault(purchase.faults, 'unknown-status') : null;
  const isUnderWay = moment.status === 'queued' || moment.status === 'in_progress';
  return {
    id: view.isPoll ? polledId(purchase) : purchase.videoId,
    object: 'video',
    model: purchase.model,
    status: unknown && isUnderWay ? unknown.status : moment.status,
    progress: moment.progress,
    created_at: seconds(purchase.createdAtMs),
    completed_at: outcome?.kind === 'completed' ? seconds(outcome.atMs) : null,
    expires_at: outcome?.kind === 'completed' ? seconds(outcome.expiresAtMs) : null,
    prompt: view.idempotency === 'N' ? null : purchase.prompt,
    size: purchase.size,
    seconds: String(purchase.seconds),
    remixed_from_video_id: purchase.sourceVideoId,
    error: outcome?.kind === 'failed' ? outcome.error : null,
    ...(view.idempotency === 'L' ? { client_reference: purchase.clientReference } : {}),
  };
}

/** Under `id-changed` a poll answers with another id, which leads nowhere: only the create's own does. */
function polledId(purchase: VideoJob['purchase']): string {
  return findFault(purchase.faults, 'id-changed') ? `${purchase.videoId}_polled` : purchase.videoId;
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
