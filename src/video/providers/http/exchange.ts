import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as overHttp,
} from 'node:http';
import { request as overHttps, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';

/** One request over a connection of its own. */
export type ExchangeRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Aborting ends it at once, with the signal's reason. */
  readonly signal: AbortSignal;
  /** Aborting ends it as trouble of the kind that it then is. */
  readonly deadline?: AbortSignal;
  /** Where to connect to, if the name's addresses were looked up before. */
  readonly lookup?: LookupFunction;
  /** Certificates (PEM) to trust beside the machine's own. */
  readonly trustedCertificates?: readonly string[];
};

/** Names of the errors that a connection ends with. */
export type ExchangeTrouble = {
  /** `not_sent`: no byte of the request left. `cut`: it may have arrived, and been acted on. */
  readonly kind: 'not_sent' | 'cut';
  readonly code: string;
  readonly message: string;
};

export type ExchangeAnswer = {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Its body, unread. Destroy it where it isn't wanted. */
  readonly stream: IncomingMessage;
};

/**
 * Sends one request and waits for the answer's headers. Each has a fresh connection, so the moment before which
 * nothing can have been sent is known, and no request meets a connection that the server just closed.
 * Rejects with the signal's reason, with nothing else.
 */
export async function exchange(request: ExchangeRequest): Promise<ExchangeAnswer | ExchangeTrouble> {
  const { signal, deadline } = request;
  signal.throwIfAborted();
  const outgoing = open(request);
  const end = (): void => void outgoing.destroy();
  signal.addEventListener('abort', end, { once: true });
  deadline?.addEventListener('abort', end, { once: true });
  try {
    const outcome = await outcomeOf(outgoing, request);
    signal.throwIfAborted();
    return outcome.kind === 'answer' || !deadline?.aborted
      ? outcome
      : { kind: outcome.kind, code: 'timeout', message: 'no answer in time' };
  } finally {
    signal.removeEventListener('abort', end);
    deadline?.removeEventListener('abort', end);
  }
}

function outcomeOf(
  outgoing: ClientRequest,
  { url, body }: ExchangeRequest,
): Promise<ExchangeAnswer | ExchangeTrouble> {
  return new Promise((resolve) => {
    let kind: ExchangeTrouble['kind'] = 'not_sent';
    outgoing.on('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        kind = 'cut';
      });
    });
    outgoing.on('error', (error) => resolve(troubleOf(error, kind)));
    outgoing.on('close', () => resolve(troubleOf(null, kind)));
    outgoing.on('response', (stream) => {
      stream.on('error', () => {});
      resolve({ kind: 'answer', status: stream.statusCode ?? 0, headers: stream.headers, stream });
    });
    outgoing.end(body);
  });
}

function open({ method, url, headers, body, lookup, trustedCertificates }: ExchangeRequest): ClientRequest {
  const options: RequestOptions = {
    method,
    agent: false,
    headers: {
      'user-agent': 'spendsense',
      'accept-encoding': 'identity',
      ...(body ? { 'content-length': String(body.byteLength) } : {}),
      ...headers,
    },
    ...(lookup ? { lookup } : {}),
    ...(trustedCertificates ? { ca: [...trustedCertificates] } : {}),
  };
  return url.protocol === 'https:' ? overHttps(url, options) : overHttp(url, options);
}

/** An error of Node's network → what it is called here. */
export function troubleOf(error: unknown, kind: ExchangeTrouble['kind']): ExchangeTrouble {
  const given = (error ?? {}) as { code?: unknown; message?: unknown; errors?: unknown };
  // Several addresses tried in vain come as one error with the others inside.
  const first = Array.isArray(given.errors) ? (given.errors[0] as typeof given) : given;
  const code = typeof first.code === 'string' ? first.code.toLowerCase() : 'connection_failed';
  const message = typeof first.message === 'string' && first.message !== '' ? first.message : code;
  return { kind, code, message };
}
