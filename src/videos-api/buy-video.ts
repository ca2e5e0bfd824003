import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Result } from '../kernel/result.ts';
import { type ApiContext, cutConnection, nowMsOf, presentVideo, refuse } from './api-context.ts';
import {
  type ApiProblem,
  bodyIsNoObject,
  insufficientQuota,
  invalidRequest,
  rateLimited,
  serverProblem,
} from './api-problem.ts';
import { type Fault, findFault, hasFault } from './faults.ts';
import { digestOfFields, fieldsOfBody, type RequestFields } from './request-fields.ts';
import type { Purchase, VideoJob } from './video-job.ts';

/** What a billable route wants made, after its own checks. */
export type VideoOrder = Pick<
  Purchase,
  | 'route'
  | 'prompt'
  | 'model'
  | 'size'
  | 'seconds'
  | 'boughtSeconds'
  | 'extensionSteps'
  | 'sourceVideoId'
  | 'clientReference'
> & { readonly microUsdPerSecond: number };

export type OrderReading = Result<VideoOrder, ApiProblem>;

const KEY_CHARACTERS_MAX = 255;

/**
 * The one way to a new video. In this order: faults that come before anything is bought, the order's own checks,
 * an idempotency key seen before (class K: the same video again, and no purchase), limits, the purchase, and
 * faults that come after it. From the look at the key to the purchase nothing else runs in between.
 */
export async function buyVideo(
  context: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  readOrder: (fields: RequestFields) => OrderReading | Promise<OrderReading>,
): Promise<FastifyReply> {
  const fields = fieldsOfBody(request.body);
  if (!fields) return refuse(context, request, reply, bodyIsNoObject());
  const ruled = context.scenario.faultPlan.next({
    prompt: textOf(fields['prompt']),
    model: textOf(fields['model']),
  });
  request.faults = [...request.faults, ...ruled];
  const { faults } = request;
  if (hasFault(faults, 'cut-before-create')) return cutConnection(request, reply);
  const early = earlyProblem(faults);
  if (early) return refuse(context, request, reply, early);
  const order = await readOrder(fields);
  if (order.kind === 'refused') return refuse(context, request, reply, order.refusal);

  await delay(findFault(faults, 'late-purchase'));
  const bodyDigest = `${request.url}:${digestOfFields(fields)}`;
  const key = keyOf(context, request);
  const earlier = key === null ? null : context.store.findByIdempotencyKey(key);
  if (earlier && earlier.purchase.bodyDigest !== bodyDigest) {
    return refuse(context, request, reply, keyReused());
  }
  const limit = earlier ? null : limitProblem(context, reply);
  if (limit) return refuse(context, request, reply, limit);
  const job = earlier ?? purchase(context, request, order.value, { bodyDigest, key });

  await delay(findFault(faults, 'late-answer'));
  if (hasFault(faults, 'cut-after-create')) return cutConnection(request, reply);
  const late = findFault(faults, 'error-after-create');
  if (late) return refuse(context, request, reply, serverProblem(late.status));
  return reply.send(presentVideo(context, job, false));
}

async function delay(fault: { readonly forMs: number } | null): Promise<void> {
  if (fault) await sleep(fault.forMs);
}

function purchase(
  context: ApiContext,
  request: FastifyRequest,
  order: VideoOrder,
  identity: { bodyDigest: string; key: string | null },
): VideoJob {
  const { microUsdPerSecond, ...ordered } = order;
  const { timing } = context.scenario.current;
  const job = context.store.purchase({
    kind: 'purchase',
    videoId: `video_${context.ids.next()}`,
    ordinal: context.store.purchaseCount + 1,
    createdAtMs: nowMsOf(context),
    startNumber: context.store.startNumber,
    requestId: request.id,
    clientRetryCount: headerOf(request, 'x-stainless-retry-count'),
    ...ordered,
    priceMicroUsd: order.boughtSeconds * microUsdPerSecond,
    idempotencyKey: identity.key,
    bodyDigest: identity.bodyDigest,
    queuedMs: timing.queuedMs,
    runningMs: timing.runningMs,
    faults: [...request.faults],
  });
  context.runner.begin(job.purchase);
  return job;
}

/** What a request can meet before it does anything; also asked for on routes that buy nothing. */
export function earlyProblem(faults: readonly Fault[]): ApiProblem | null {
  const limited = findFault(faults, 'rate-limited');
  if (limited) return rateLimited(limited.retryAfterMs);
  if (hasFault(faults, 'insufficient-quota')) return insufficientQuota();
  const server = findFault(faults, 'server-error');
  if (server) return serverProblem(server.status);
  if (!hasFault(faults, 'sentinel-block')) return null;
  return invalidRequest('Your request was blocked by our moderation system.', { code: 'sentinel_block' });
}

/** Only class K looks at the header; the others act as if it weren't there. */
function keyOf(context: ApiContext, request: FastifyRequest): string | null {
  const key = headerOf(request, 'idempotency-key');
  const isHonoured = context.scenario.current.idempotency === 'K' && key !== null && key !== '';
  return isHonoured ? key.slice(0, KEY_CHARACTERS_MAX) : null;
}

function keyReused(): ApiProblem {
  const message = 'This Idempotency-Key was used with another body. Use a new key for a new request.';
  return invalidRequest(message, { status: 422, code: 'idempotency_key_reused' });
}

function limitProblem(context: ApiContext, reply: FastifyReply): ApiProblem | null {
  const { videosMax } = context.scenario.current.limits;
  if (context.store.purchaseCount >= videosMax) {
    const message = `This server's folder holds ${videosMax} videos, which is its limit. Start it with a fresh folder.`;
    return { ...serverProblem(503), message, code: 'videos_max' };
  }
  const left = context.scenario.takeCreate(nowMsOf(context));
  if (left.limit === null) return null;
  const headers = {
    'x-ratelimit-limit-requests': String(left.limit),
    'x-ratelimit-remaining-requests': String(left.remaining),
    'x-ratelimit-reset-requests': `${left.resetMs}ms`,
  };
  reply.headers(headers);
  return left.isAllowed ? null : rateLimited(left.resetMs, headers);
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
