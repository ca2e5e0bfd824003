import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { ZodType, z } from 'zod';
import { authorize, type Caller } from '../identity/authorize.ts';
import { type RouteEntry, type RouteName, routeTable } from '../identity/route-table.ts';
import { problemSchema } from './contract.ts';
import { sendProblem } from './problem.ts';
import type { HttpServer } from './server.ts';
import { tokenOf } from './session-cookie.ts';

type Shape = {
  readonly params?: ZodType;
  readonly querystring?: ZodType;
  readonly body?: ZodType;
  /** The JSON of a 200 or 202; absent where the route answers something else than JSON. */
  readonly answer?: ZodType;
  readonly answerStatus?: 200 | 202;
  /** How often a session may call it, where that is less than what everybody may. Taking back is never limited. */
  readonly perMinuteMax?: number;
};

type Input<Schema> = Schema extends ZodType ? z.infer<Schema> : undefined;

/** What a handler gets: the parsed request, and who calls (null on public routes only). */
export type Call<Route extends Shape> = {
  readonly params: Input<Route['params']>;
  readonly query: Input<Route['querystring']>;
  readonly body: Input<Route['body']>;
  readonly caller: Caller | null;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/**
 * Registers a route of the table. Who may call it stands in the table and nowhere else; the check runs before
 * the body is even parsed.
 */
export function registerRoute<const Route extends Shape>(
  server: HttpServer,
  name: RouteName,
  shape: Route,
  handle: (call: Call<Route>) => Promise<unknown>,
): void {
  const entry = routeTable[name];
  server.registered.add(name);
  server.app.route({
    method: entry.method,
    url: entry.path,
    schema: schemaOf(entry, shape),
    config: shape.perMinuteMax === undefined ? {} : { rateLimit: sessionLimit(shape.perMinuteMax) },
    onRequest: async (request, reply) => {
      if (entry.access === 'metrics' && server.isMetricsReader(request)) return;
      request.caller = await server.callerOf(request);
      const memberId = (request.params as { id?: string }).id ?? null;
      const permission = authorize(entry.access, request.caller, memberId);
      if (permission === 'unauthenticated') {
        return sendProblem(reply, 401, {
          code: 'UNAUTHENTICATED',
          message: 'Sign in first: this needs a session.',
        });
      }
      if (permission === 'forbidden') {
        return sendProblem(reply, 403, {
          code: 'FORBIDDEN',
          message: 'Your session does not allow this.',
        });
      }
    },
    handler: (request, reply) =>
      handle({
        params: request.params,
        query: request.query,
        body: request.body,
        caller: request.caller,
        request,
        reply,
      } as Call<Route>),
  });
}

/** A member who sends what costs work again and again waits; whoever shares their address doesn't. */
function sessionLimit(max: number) {
  const keyGenerator = (request: FastifyRequest) => tokenOf(request) ?? request.ip;
  return { max, timeWindow: '1 minute', keyGenerator };
}

function schemaOf(
  entry: RouteEntry,
  { answer, answerStatus = 200, perMinuteMax: _, ...input }: Shape,
): FastifySchema {
  return {
    ...input,
    summary: entry.sentence,
    tags: [entry.owner],
    security: entry.access === 'public' ? [] : [{ session: [] }],
    response: {
      ...(answer ? { [answerStatus]: answer } : {}),
      '4xx': problemSchema,
      '5xx': problemSchema,
    },
  };
}
