import { z } from 'zod';
import { type Fault, faultSchema, hasFault } from './faults.ts';

/*
 * The life of a video. Nothing advances it by itself: what a client sees is a function of the purchase, of the
 * outcome once there is one, and of the time. So a restart loses nothing and a killed client changes nothing.
 *
 * queued        bought; `timing.queuedMs` have not passed. Then in_progress.
 * in_progress   progress rises from 0 to 99. It ends when `timing.runningMs` have passed and the clip is made;
 *               never, where a fault holds it.
 * completed     has an outcome; its content can be fetched until `expiresAtMs`, after that it is 404.
 * failed        has an outcome with an error.
 * A deleted video is unknown to every route, but its purchase stays in the log.
 */

const wholeNumber = z.int().nonnegative();

/** One accepted create: a line of the purchase log, never changed afterwards. Money in millionths of a dollar. */
export const purchaseSchema = z.object({
  kind: z.literal('purchase'),
  videoId: z.string(),
  /** Counts purchases of this folder from 1. */
  ordinal: wholeNumber,
  createdAtMs: wholeNumber,
  /** How often the server had been started in this folder. */
  startNumber: wholeNumber,
  requestId: z.string(),
  /** What the client's library said about its own retries; null where it said nothing. */
  clientRetryCount: z.string().nullable(),
  route: z.enum(['create', 'remix', 'edit', 'extension']),
  model: z.string(),
  prompt: z.string(),
  size: z.string(),
  /** Length of the whole film; of an extension only `boughtSeconds` of it were paid here. */
  seconds: wholeNumber,
  boughtSeconds: wholeNumber,
  extensionSteps: wholeNumber,
  priceMicroUsd: wholeNumber,
  sourceVideoId: z.string().nullable(),
  clientReference: z.string().nullable(),
  idempotencyKey: z.string().nullable(),
  bodyDigest: z.string(),
  queuedMs: wholeNumber,
  runningMs: wholeNumber,
  faults: z.array(faultSchema),
});
export type Purchase = Readonly<z.infer<typeof purchaseSchema>>;

export const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('completed'), atMs: wholeNumber, expiresAtMs: wholeNumber }),
  z.object({
    kind: z.literal('failed'),
    atMs: wholeNumber,
    error: z.unknown(),
    refundMicroUsd: wholeNumber,
  }),
]);
export type VideoOutcome = Readonly<z.infer<typeof outcomeSchema>>;

export type VideoJob = {
  readonly purchase: Purchase;
  readonly outcome: VideoOutcome | null;
  readonly isDeleted: boolean;
};

export type VideoMoment =
  | { readonly status: 'queued' | 'in_progress'; readonly progress: number }
  | { readonly status: 'completed'; readonly progress: 100 }
  | { readonly status: 'failed'; readonly progress: number };

/** What stands on the bar when nothing but the end is missing. */
const PROGRESS_BEFORE_END = 99;

/** Where a video stands at a moment. Pure. */
export function momentOf(job: VideoJob, nowMs: number): VideoMoment {
  if (job.outcome?.kind === 'completed') return { status: 'completed', progress: 100 };
  if (job.outcome?.kind === 'failed') {
    return { status: 'failed', progress: runningProgress(job.purchase, job.outcome.atMs) };
  }
  const { createdAtMs, queuedMs } = job.purchase;
  if (nowMs < createdAtMs + queuedMs) return { status: 'queued', progress: 0 };
  return { status: 'in_progress', progress: runningProgress(job.purchase, nowMs) };
}

function runningProgress(purchase: Purchase, nowMs: number): number {
  if (hasFault(purchase.faults, 'frozen-progress')) return PROGRESS_BEFORE_END;
  const stuck = purchase.faults.find((fault) => fault.fault === 'stuck');
  const most = stuck ? stuck.progress : PROGRESS_BEFORE_END;
  const runMs = nowMs - purchase.createdAtMs - purchase.queuedMs;
  const reached = purchase.runningMs === 0 ? 1 : runMs / purchase.runningMs;
  return Math.max(0, Math.min(most, Math.floor(reached * 100)));
}

/** Whether a fault keeps the video from ever ending. */
export function neverEnds(faults: readonly Fault[]): boolean {
  return hasFault(faults, 'stuck') || hasFault(faults, 'frozen-progress');
}

/** Whether its bytes are gone for good. */
export function isExpired(outcome: VideoOutcome, nowMs: number): boolean {
  return outcome.kind === 'completed' && nowMs >= outcome.expiresAtMs;
}
