import { timingSafeEqual } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Caller } from '../identity/authorize.ts';
import { type RouteName, routeTable } from '../identity/route-table.ts';
import { assert } from '../kernel/assert.ts';
import { sha256Hex } from '../kernel/hash.ts';
import { sendProblem } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** The server while routes are being registered. */
export type HttpServer = {
  readonly app: FastifyInstance;
  readonly callerOf: (request: FastifyRequest) => Promise<Caller | null>;
  readonly isMetricsReader: (request: FastifyRequest) => boolean;
  readonly registered: Set<RouteName>;
};

export type HttpOptions = {
  readonly logger: FastifyBaseLogger;
  readonly cookieSecret: string;
  /** Whether browsers reach the server over TLS. */
  readonly isSecure: boolean;
  /** How browsers reach the server, where it isn't by the host that they name. */
  readonly publicUrl?: string | null;
  readonly callerOf: (request: FastifyRequest) => Promise<Caller | null>;
  /** Addresses and networks whose `X-Forwarded-*` is believed: whoever calls is told from each other by it. */
  readonly trustedProxies?: readonly string[];
  /** Opens the metrics to whoever bears it; absent or null, operators alone read them. */
  readonly metricsToken?: string | null;
};

const BODY_MAX_BYTES = 64 * 1024;
const REQUESTS_PER_MINUTE = 3000;

/** A server with its protections and no routes yet. */
export async function createHttpServer(options: HttpOptions): Promise<HttpServer> {
  const app = fastify({
    loggerInstance: options.logger,
    bodyLimit: BODY_MAX_BYTES,
    trustProxy: [...(options.trustedProxies ?? [])],
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('caller', null);
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: options.isSecure ? [] : null,
      },
    },
    hsts: options.isSecure,
    crossOriginEmbedderPolicy: false,
  });
  await app.register(cookie, { secret: options.cookieSecret });
  await app.register(rateLimit, { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'SpendSense', version: '1', description: 'Money education from bank data.' },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'spendsense_session' } },
      },
    },
    transform: jsonSchemaTransform,
  });
  refuseOtherSites(app, options.publicUrl ?? null);
  answerProblems(app);
  return {
    app,
    callerOf: options.callerOf,
    isMetricsReader: (request) => bears(request, options.metricsToken ?? null),
    registered: new Set(),
  };
}

/** Called when all routes are in: a route of the table that nobody registered stops the start. */
export function assertRoutesComplete(server: HttpServer): void {
  const missing = Object.keys(routeTable).filter((name) => !server.registered.has(name as RouteName));
  assert(missing.length === 0, `these routes of the table have no handler: ${missing.join(', ')}`);
}

/** Compared by digests of one length, in a time that tells nothing about the token. */
function bears(request: FastifyRequest, token: string | null): boolean {
  const [, found] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === null || found === undefined) return false;
  return timingSafeEqual(Buffer.from(sha256Hex(found)), Buffer.from(sha256Hex(token)));
}

/** A browser says where a request comes from; one that changes something comes from our own pages. */
function refuseOtherSites(app: FastifyInstance, publicUrl: string | null): void {
  app.addHook('onRequest', async (request, reply) => {
    const isSafe = request.method === 'GET' || request.method === 'HEAD';
    if (isSafe || isOwnPage(request, publicUrl)) return;
    return sendProblem(reply, 403, {
      code: 'OTHER_SITE',
      message: 'This request came from another site and was refused.',
    });
  });
}

/** Without TLS browsers say nothing of the site, and programs say neither: then the origin tells, where there is one. */
function isOwnPage({ headers, host }: FastifyRequest, publicUrl: string | null): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined) return true;
  const hosts = [host, ...(publicUrl === null ? [] : [new URL(publicUrl).host])];
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
}

function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const first = error.validation[0];
      const place = `${error.validationContext ?? 'request'}${first?.instancePath.replaceAll('/', '.') ?? ''}`;
      return sendProblem(reply, 400, {
        code: 'INVALID_REQUEST',
        message: `${place}: ${first?.message}`,
        place,
      });
    }
    const status = error.statusCode ?? 500;
    if (status < 500) {
      return sendProblem(reply, status, { code: error.code ?? 'REFUSED', message: error.message });
    }
    request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
    return sendProblem(reply, 500, {
      code: 'INTERNAL',
      message: `Something went wrong here; it is logged as ${request.id}.`,
    });
  });
}
