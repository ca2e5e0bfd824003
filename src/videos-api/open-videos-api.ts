import { join } from 'node:path';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Clock, IdSource } from '../kernel/clock.ts';
import { type ApiContext, cutConnection, refuse } from './api-context.ts';
import { type ApiProblem, invalidRequest, serverProblem } from './api-problem.ts';
import { earlyProblem } from './buy-video.ts';
import { ClipLibrary } from './clip-library.ts';
import { FAULT_HEADER, hasFault, parseFaultHeader } from './faults.ts';
import { readFormBody } from './form-body.ts';
import { registerCharacterRoutes } from './routes/character-routes.ts';
import { registerContentRoutes } from './routes/content-routes.ts';
import { registerControlRoutes } from './routes/control-routes.ts';
import { registerCreateRoutes } from './routes/create-routes.ts';
import { registerReadRoutes } from './routes/read-routes.ts';
import type { Scenario } from './scenario.ts';
import { ScenarioInForce } from './scenario-in-force.ts';
import { VideoRunner } from './video-runner.ts';
import { PURCHASE_LOG, VideoStore } from './video-store.ts';
import { WebhookSender } from './webhook-sender.ts';

export type VideosApiOptions = {
  /** Logs and clips live here; an existing folder is taken up where it was left. */
  readonly folder: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly scenario: Scenario;
  readonly clock: Clock;
  /** Hexadecimal words that don't repeat. */
  readonly ids: IdSource;
  /** Told of every failure that is this server's own. */
  readonly onError?: (error: unknown) => void;
};

export type VideosApi = {
  readonly port: number;
  /** What a client takes as its base URL, ending in `/v1`. */
  readonly baseUrl: string;
  readonly controlUrl: string;
  readonly purchaseLogPath: string;
  close(): Promise<void>;
};

/**
 * Starts the server. Throws `FolderTaken` where another one works in the folder, `LogDamaged` where its logs
 * can't be read, and what `listen` throws where the port is taken.
 */
export async function openVideosApi(options: VideosApiOptions): Promise<VideosApi> {
  const { clock, ids, folder } = options;
  const store = new VideoStore(folder, clock.now().getTime());
  const scenario = new ScenarioInForce(options.scenario);
  const inForce = () => scenario.current;
  const clips = new ClipLibrary({
    folder: join(folder, 'clips'),
    clipsMax: options.scenario.limits.clipsMax,
    clock,
  });
  const webhooks = new WebhookSender({ store, clock, scenario: inForce });
  const runner = new VideoRunner({ store, clips, webhooks, clock, ids, scenario: inForce });
  const context: ApiContext = { clock, ids, store, clips, runner, scenario };
  const app = createServer(context, options.onError);
  let closed: Promise<void> | null = null;
  const closeAll = async () => {
    await app.close();
    runner.close();
    await webhooks.close();
    await clips.close();
    store.close();
  };
  const close = () => {
    closed ??= closeAll();
    return closed;
  };
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (error) {
    await close();
    throw error;
  }
  runner.resume();
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  const origin = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  return {
    port,
    baseUrl: `${origin}/v1`,
    controlUrl: `${origin}/control`,
    purchaseLogPath: join(folder, PURCHASE_LOG),
    close,
  };
}

function createServer(context: ApiContext, onError: VideosApiOptions['onError']): FastifyInstance {
  const app = fastify({
    bodyLimit: context.scenario.current.limits.bodyBytesMax,
    genReqId: () => `req_${context.ids.next()}`,
    forceCloseConnections: true,
  });
  app.decorateRequest('faults', null as never);
  readForms(app, context);
  meetEveryRequest(app, context);
  answerProblems(app, context, onError);
  registerCharacterRoutes(app, context);
  registerCreateRoutes(app, context);
  registerReadRoutes(app, context);
  registerContentRoutes(app, context);
  registerControlRoutes(app, context);
  return app;
}

/** A problem on its way through Fastify, which knows only errors. */
class ProblemRaised extends Error {
  readonly problem: ApiProblem;

  constructor(problem: ApiProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

function readForms(app: FastifyInstance, context: ApiContext): void {
  app.addContentTypeParser(
    'multipart/form-data',
    async (request: FastifyRequest, body: typeof request.raw) => {
      const { bodyBytesMax } = context.scenario.current.limits;
      const fields = await readFormBody(request.headers, body, bodyBytesMax);
      if (fields.kind === 'ok') return fields.value;
      const { status, message } = fields.refusal;
      throw new ProblemRaised(invalidRequest(message, { status }));
    },
  );
}

const creates = /^\/v1\/videos(\/edits|\/extensions|\/[^/]+\/remix)?$/;
const optionalRoutes = /^\/v1\/videos\/(edits|extensions|characters(\/[^/]*)?|[^/]+\/remix)$/;

/** Request id, faults of the header, key, and faults that come before any work: in this order. */
function meetEveryRequest(app: FastifyInstance, context: ApiContext): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    request.faults = [];
    const path = request.url.split('?')[0] ?? '';
    if (!path.startsWith('/v1/')) return;
    const given = request.headers[FAULT_HEADER];
    const faults = parseFaultHeader(Array.isArray(given) ? given.join(',') : given);
    if (faults.kind === 'refused') {
      return refuse(context, request, reply, invalidRequest(faults.refusal, { code: 'unknown_fault' }));
    }
    request.faults = faults.value;
    const problem = keyProblem(request.headers.authorization, context.scenario.current);
    if (problem) return refuse(context, request, reply, problem);
    if (optionalRoutes.test(path) && !context.scenario.current.hasOptionalRoutes) {
      return refuse(context, request, reply, unknownUrl(request));
    }
    // A create meets its faults later, together with those of the scenario's rules.
    if (request.method === 'POST' && creates.test(path)) return;
    if (hasFault(faults.value, 'cut-before-create')) return cutConnection(request, reply);
    const early = earlyProblem(faults.value);
    if (early) return refuse(context, request, reply, early);
  });
}

function keyProblem(authorization: string | undefined, { apiKeys }: Scenario): ApiProblem | null {
  const [, key = ''] = /^Bearer\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  if (key === '') {
    const message =
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).";
    return invalidRequest(message, { status: 401 });
  }
  if (apiKeys === undefined || apiKeys.includes(key)) return null;
  return invalidRequest('Incorrect API key provided.', { status: 401, code: 'invalid_api_key' });
}

function answerProblems(
  app: FastifyInstance,
  context: ApiContext,
  onError: VideosApiOptions['onError'],
): void {
  app.setNotFoundHandler((request, reply) => {
    return refuse(context, request, reply, unknownUrl(request));
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof ProblemRaised) return refuse(context, request, reply, error.problem);
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(context, request, reply, invalidRequest(error.message, { status }));
    onError?.(error);
    return refuse(context, request, reply, serverProblem(500));
  });
}

function unknownUrl(request: FastifyRequest): ApiProblem {
  const message = `Invalid URL (${request.method} ${request.url.split('?')[0]})`;
  return invalidRequest(message, { status: 404, code: 'unknown_url' });
}
