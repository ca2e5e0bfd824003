import type { FastifyReply } from 'fastify';
import type { ErrorShape } from './faults.ts';

/** An answer that says no, in the protocol's words. `param` names the field at fault. */
export type ApiProblem = {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly code: string | null;
  readonly param: string | null;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The request is at fault: 400 unless said otherwise. */
export function invalidRequest(
  message: string,
  more: { param?: string | null; code?: string | null; status?: number } = {},
): ApiProblem {
  const { param = null, code = null, status = 400 } = more;
  return { status, message, type: 'invalid_request_error', code, param };
}

export function notFound(message: string, param: string | null = null): ApiProblem {
  return invalidRequest(message, { status: 404, param, code: 'not_found' });
}

export function bodyIsNoObject(): ApiProblem {
  return invalidRequest('The body must be a form or a JSON object.', { code: 'invalid_type' });
}

export function serverProblem(status: number): ApiProblem {
  const message = 'The server had an error while processing your request. Sorry about that!';
  return { status, message, type: 'server_error', code: 'server_error', param: null };
}

/** 429 with the wait in both headers that clients read. */
export function rateLimited(retryAfterMs: number, headers: Record<string, string> = {}): ApiProblem {
  return {
    status: 429,
    message: `Rate limit reached. Please try again in ${(retryAfterMs / 1000).toFixed(3)}s.`,
    type: 'rate_limit_error',
    code: 'rate_limit_exceeded',
    param: null,
    headers: {
      ...headers,
      'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))),
      'retry-after-ms': String(retryAfterMs),
    },
  };
}

export function insufficientQuota(): ApiProblem {
  return {
    status: 429,
    message: 'You exceeded your current quota, please check your plan and billing details.',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    param: null,
  };
}

/** The body of a problem, in the shape that the server is told to speak. */
export function problemBody(problem: ApiProblem, shape: ErrorShape): unknown {
  const { message, type, param, code } = problem;
  switch (shape) {
    case 'envelope':
      return { error: { message, type, param, code } };
    case 'without-code':
      return { error: { message } };
    case 'string':
      return { error: message };
    case 'detail':
      return { detail: message };
  }
}

export function sendProblem(reply: FastifyReply, problem: ApiProblem, shape: ErrorShape): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers ?? {})
    .send(problemBody(problem, shape));
}
