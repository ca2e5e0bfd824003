import type { FastifyInstance } from 'fastify';
import { ok, refused } from '../../kernel/result.ts';
import type { ApiContext } from '../api-context.ts';
import { type ApiProblem, invalidRequest, notFound } from '../api-problem.ts';
import { buyVideo, type OrderReading } from '../buy-video.ts';
import { readCreateOrder, readPrompt, readSeconds, unknownField } from '../create-order.ts';
import type { RequestFields } from '../request-fields.ts';
import type { VideoModel } from '../scenario.ts';
import { findSourceVideo, readSourceVideo, type SourceVideo } from '../source-video.ts';

const EXTENSION_STEPS_MAX = 6;
const EXTENDED_SECONDS_MAX = 120;

/** The four routes that cost money. */
export function registerCreateRoutes(app: FastifyInstance, context: ApiContext): void {
  app.post('/v1/videos', (request, reply) =>
    buyVideo(context, request, reply, (fields) => orderOfCreate(context, fields)),
  );
  app.post<{ Params: { id: string } }>('/v1/videos/:id/remix', (request, reply) =>
    buyVideo(context, request, reply, (fields) => orderOfRemix(context, fields, request.params.id)),
  );
  app.post('/v1/videos/edits', (request, reply) =>
    buyVideo(context, request, reply, (fields) => orderOfEdit(context, fields)),
  );
  app.post('/v1/videos/extensions', (request, reply) =>
    buyVideo(context, request, reply, (fields) => orderOfExtension(context, fields)),
  );
}

function orderOfCreate(context: ApiContext, fields: RequestFields): OrderReading {
  const order = readCreateOrder(fields, context.scenario.current);
  if (order.kind === 'refused') return order;
  const { characterIds, ...ordered } = order.value;
  const unknown = characterIds.find((id) => !context.store.findCharacter(id));
  if (unknown !== undefined) return refused(notFound(`Character '${unknown}' not found.`, 'characters'));
  return ok({
    ...ordered,
    route: 'create',
    boughtSeconds: ordered.seconds,
    extensionSteps: 0,
    sourceVideoId: null,
  });
}

function orderOfRemix(context: ApiContext, fields: RequestFields, id: string): OrderReading {
  const unknown = unknownField(fields, ['prompt']);
  if (unknown) return refused(unknown);
  const source = findSourceVideo(context, id);
  return source.kind === 'ok' ? orderFrom(context, fields, source.value, 'remix') : source;
}

async function orderOfEdit(context: ApiContext, fields: RequestFields): Promise<OrderReading> {
  const unknown = unknownField(fields, ['prompt', 'video', 'model']);
  if (unknown) return refused(unknown);
  const source = await readSourceVideo(context, fields);
  return source.kind === 'ok' ? orderFrom(context, fields, source.value, 'edit') : source;
}

async function orderOfExtension(context: ApiContext, fields: RequestFields): Promise<OrderReading> {
  const unknown = unknownField(fields, ['prompt', 'video', 'seconds', 'model']);
  if (unknown) return refused(unknown);
  const source = await readSourceVideo(context, fields);
  if (source.kind === 'refused') return source;
  const order = orderFrom(context, fields, source.value, 'extension');
  if (order.kind === 'refused') return order;
  const model = context.scenario.current.models[order.value.model] as VideoModel;
  const added = readSeconds(fields, model);
  if (added.kind === 'refused') return added;
  const seconds = source.value.seconds + added.value;
  const extensionSteps = source.value.extensionSteps + 1;
  if (seconds > EXTENDED_SECONDS_MAX || extensionSteps > EXTENSION_STEPS_MAX) {
    const message = `A video can be extended ${EXTENSION_STEPS_MAX} times, up to ${EXTENDED_SECONDS_MAX} seconds in all.`;
    return refused(invalidRequest(message, { code: 'invalid_value', param: 'seconds' }));
  }
  return ok({ ...order.value, seconds, boughtSeconds: added.value, extensionSteps });
}

/** The source's own model, size and length, with a new prompt. */
function orderFrom(
  context: ApiContext,
  fields: RequestFields,
  source: SourceVideo,
  route: 'remix' | 'edit' | 'extension',
): OrderReading {
  const prompt = readPrompt(fields);
  if (prompt.kind === 'refused') return prompt;
  const { models } = context.scenario.current;
  const wanted = fields['model'];
  const model = typeof wanted === 'string' ? wanted : (source.model ?? Object.keys(models)[0] ?? '');
  const known = Object.hasOwn(models, model) ? models[model] : undefined;
  if (!known) return refused(unknownModel(model));
  const microUsdPerSecond = known.microUsdPerSecond[source.size];
  if (microUsdPerSecond === undefined) {
    const message = `The model '${model}' has no videos of the source's size ${source.size}.`;
    return refused(invalidRequest(message, { code: 'invalid_value', param: 'video' }));
  }
  return ok({
    route,
    prompt: prompt.value,
    model,
    size: source.size,
    seconds: source.seconds,
    boughtSeconds: source.seconds,
    extensionSteps: source.extensionSteps,
    microUsdPerSecond,
    sourceVideoId: source.videoId,
    clientReference: null,
  });
}

function unknownModel(model: string): ApiProblem {
  const message = `The model '${model}' does not exist or you do not have access to it.`;
  return invalidRequest(message, { status: 404, code: 'model_not_found', param: 'model' });
}
