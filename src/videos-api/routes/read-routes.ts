import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type ApiContext, nowMsOf, presentVideo, refuse } from '../api-context.ts';
import { type ApiProblem, invalidRequest, notFound, serverProblem } from '../api-problem.ts';
import { findFault } from '../faults.ts';
import type { Scenario } from '../scenario.ts';
import { momentOf, type VideoJob } from '../video-job.ts';
import type { WireVideo } from '../wire-video.ts';

const listQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'expected a whole number from 0 to 100')
    .transform(Number)
    .refine((limit) => limit <= 100, 'expected a whole number from 0 to 100')
    .default(20),
  order: z.enum(['asc', 'desc'], { error: "expected 'asc' or 'desc'" }).default('desc'),
  after: z.string().optional(),
  client_reference: z.string().optional(),
});
type ListQuery = z.infer<typeof listQuery>;

/** Looking at videos, and deleting them. */
export function registerReadRoutes(app: FastifyInstance, context: ApiContext): void {
  app.get('/v1/videos', (request, reply) => {
    const { list, idempotency } = context.scenario.current;
    if (list === 'none') return refuse(context, request, reply, notFound('Not Found'));
    const query = listQuery.safeParse(request.query);
    if (!query.success) {
      const issue = query.error.issues[0];
      const param = String(issue?.path[0] ?? '');
      const problem = invalidRequest(`Invalid '${param}': ${issue?.message}.`, {
        code: 'invalid_value',
        param,
      });
      return refuse(context, request, reply, problem);
    }
    const page = pageOf(context, query.data, idempotency);
    if ('status' in page) return refuse(context, request, reply, page);
    return reply.send(presentList(page, list));
  });

  app.get<{ Params: { id: string } }>('/v1/videos/:id', (request, reply) => {
    const job = context.store.find(request.params.id);
    if (!job) return refuse(context, request, reply, unknownVideo(request.params.id));
    const trouble = findFault(job.purchase.faults, 'poll-error');
    if (trouble && context.scenario.takePollError(job.purchase.videoId, trouble.times)) {
      return refuse(context, request, reply, serverProblem(trouble.status));
    }
    const { pollAfterMs } = context.scenario.current.timing;
    if (pollAfterMs !== undefined) reply.header('openai-poll-after-ms', String(pollAfterMs));
    return reply.send(presentVideo(context, job, true));
  });

  app.delete<{ Params: { id: string } }>('/v1/videos/:id', (request, reply) => {
    const { id } = request.params;
    const job = context.store.find(id);
    if (!job) return refuse(context, request, reply, unknownVideo(id));
    const { status } = momentOf(job, nowMsOf(context));
    if (status !== 'completed' && status !== 'failed') {
      const message = `Video '${id}' is ${status}; only completed and failed videos can be deleted.`;
      return refuse(
        context,
        request,
        reply,
        invalidRequest(message, { status: 409, code: 'video_not_finished' }),
      );
    }
    context.store.delete(id, nowMsOf(context));
    return reply.send({ id, object: 'video.deleted', deleted: true });
  });
}

export function unknownVideo(id: string): ApiProblem {
  return notFound(`Video with id '${id}' not found.`, 'id');
}

type Page = { readonly videos: readonly WireVideo[]; readonly hasMore: boolean };

function pageOf(
  context: ApiContext,
  query: ListQuery,
  idempotency: Scenario['idempotency'],
): Page | ApiProblem {
  const reference = idempotency === 'L' ? query.client_reference : undefined;
  const ordered = context.store
    .known()
    .filter(({ purchase }) => reference === undefined || purchase.clientReference === reference);
  const videos = query.order === 'asc' ? ordered : ordered.toReversed();
  let rest: readonly VideoJob[] = videos;
  if (query.after !== undefined && query.after !== '') {
    // A video that was deleted meanwhile still marks its place: paging and deleting go together.
    const place = context.store.ordinalOf(query.after);
    if (place === null) {
      return invalidRequest(`Invalid 'after': there is no video '${query.after}'.`, { param: 'after' });
    }
    rest = videos.filter(({ purchase }) =>
      query.order === 'asc' ? purchase.ordinal > place : purchase.ordinal < place,
    );
  }
  const page = rest.slice(0, query.limit).map((job) => presentVideo(context, job, false));
  return { videos: page, hasMore: rest.length > page.length };
}

function presentList({ videos, hasMore }: Page, list: Scenario['list']): unknown {
  if (list === 'bare') return { object: 'list', data: videos };
  return {
    object: 'list',
    data: videos,
    first_id: videos[0]?.id ?? null,
    last_id: videos.at(-1)?.id ?? null,
    has_more: hasMore,
  };
}
