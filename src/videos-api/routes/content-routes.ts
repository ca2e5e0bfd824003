import { createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import parseRange from 'range-parser';
import { type ApiContext, nowMsOf, refuse } from '../api-context.ts';
import { type ApiProblem, invalidRequest, notFound } from '../api-problem.ts';
import { chooseClip } from '../choose-clip.ts';
import { type ClipFile, type ClipVariant, clipVariants } from '../clip-library.ts';
import { findFault, hasFault } from '../faults.ts';
import { isExpired, type VideoJob } from '../video-job.ts';
import { unknownVideo } from './read-routes.ts';

type ContentRequest = FastifyRequest<{ Params: { id: string }; Querystring: { variant?: string } }>;

/** The bytes of finished videos, straight or by way of a redirect to a link that needs no key. */
export function registerContentRoutes(app: FastifyInstance, context: ApiContext): void {
  const linkSecret = context.ids.next();
  app.get('/v1/videos/:id/content', async (request: ContentRequest, reply) => {
    const { id } = request.params;
    const { variant = 'video' } = request.query;
    const job = context.store.find(id);
    if (!job) return refuse(context, request, reply, unknownVideo(id));
    if (!isVariant(variant)) return refuse(context, request, reply, unknownVariant(variant));
    const problem = contentProblem(job, nowMsOf(context));
    if (problem) return refuse(context, request, reply, problem);
    if (context.scenario.current.content === 'redirect') {
      return reply.redirect(`/files/${id}/${variant}?token=${linkToken(linkSecret, id, variant)}`, 302);
    }
    return sendContent(context, request, reply, { job, variant });
  });

  app.get<{ Params: { id: string; variant: string }; Querystring: { token?: string } }>(
    '/files/:id/:variant',
    async (request, reply) => {
      const { id, variant } = request.params;
      const job = context.store.find(id);
      const isGood = isVariant(variant) && isToken(request.query.token, linkToken(linkSecret, id, variant));
      if (!job || !isGood || contentProblem(job, nowMsOf(context))) {
        return refuse(context, request, reply, notFound('This link is unknown or has expired.'));
      }
      return sendContent(context, request, reply, { job, variant });
    },
  );
}

function isVariant(text: string): text is ClipVariant {
  return Object.hasOwn(clipVariants, text);
}

function unknownVariant(variant: string): ApiProblem {
  const allowed = Object.keys(clipVariants)
    .map((name) => `'${name}'`)
    .join(', ');
  const message = `Invalid value: '${variant}'. Supported values are: ${allowed}.`;
  return invalidRequest(message, { code: 'invalid_value', param: 'variant' });
}

/** Why there is nothing to fetch, or null. All of it is 404, so a client has to look at the video. */
function contentProblem({ purchase, outcome }: VideoJob, nowMs: number): ApiProblem | null {
  const id = purchase.videoId;
  const late = findFault(purchase.faults, 'content-late');
  const isLate = outcome && late && nowMs < outcome.atMs + late.forMs;
  if (!outcome || isLate) {
    return notFound(`Video is not ready yet, use GET /v1/videos/${id} to check status.`, 'id');
  }
  if (outcome.kind === 'failed') return notFound(`Video '${id}' has failed and has no content.`, 'id');
  if (isExpired(outcome, nowMs)) return notFound(`The content of video '${id}' has expired.`, 'id');
  return null;
}

async function sendContent(
  context: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { job, variant }: { job: VideoJob; variant: ClipVariant },
): Promise<FastifyReply> {
  const { faults } = job.purchase;
  const { contentType } = clipVariants[variant];
  if (hasFault(faults, 'content-json')) {
    // An error under a film's name, as a gateway once sent it.
    const body = JSON.stringify({ error: { message: 'Upstream returned 404', code: 'not_found' } });
    return reply.type(contentType).send(Buffer.from(body));
  }
  const file = await context.clips.file(chooseClip(job.purchase), variant);
  const cut = findFault(faults, 'content-truncated');
  if (cut) return sendTruncated(reply, file, cut);
  reply.headers({ 'content-type': contentType, 'accept-ranges': 'bytes', etag: file.etag });
  const range = rangeOf(request, file);
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${file.sizeBytes}`).send();
  }
  const { start, end } = range ?? { start: 0, end: file.sizeBytes - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${file.sizeBytes}`);
  reply.header('content-length', end - start + 1);
  return reply.send(createReadStream(file.path, { start, end }));
}

/** With the full length announced, the connection ends early; with the short one, only the film is broken. */
function sendTruncated(
  reply: FastifyReply,
  file: ClipFile,
  cut: { keepRatio: number; lengthHeader: 'full' | 'short' },
): FastifyReply {
  const keptBytes = Math.max(1, Math.floor(file.sizeBytes * cut.keepRatio));
  const kept = createReadStream(file.path, { start: 0, end: keptBytes - 1 });
  if (cut.lengthHeader === 'short') {
    return reply.headers({ 'content-type': file.contentType, 'content-length': keptBytes }).send(kept);
  }
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': file.contentType, 'content-length': file.sizeBytes });
  kept.pipe(reply.raw, { end: false });
  kept.on('close', () => reply.raw.socket?.destroySoon());
  return reply;
}

function rangeOf(
  request: FastifyRequest,
  file: ClipFile,
): { start: number; end: number } | 'unsatisfiable' | null {
  const { range, 'if-range': ifRange } = request.headers;
  if (range === undefined || (ifRange !== undefined && ifRange !== file.etag)) return null;
  const ranges = parseRange(file.sizeBytes, range, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  // Several ranges and headers that can't be read are answered with everything, as RFC 9110 allows.
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  return ranges[0] ?? null;
}

function linkToken(secret: string, id: string, variant: string): string {
  return createHmac('sha256', secret).update(`${id}/${variant}`).digest('hex');
}

function isToken(given: string | undefined, wanted: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
