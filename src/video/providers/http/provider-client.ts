import { setTimeout as pause } from 'node:timers/promises';
import type { Bytes, Milliseconds } from '../../../kernel/units.ts';
import { type ExchangeAnswer, type ExchangeTrouble, exchange } from './exchange.ts';
import { type EncodedBody, formBody, jsonBody } from './form-body.ts';
import { readBody } from './read-body.ts';
import { type Redact, redactor } from './redact.ts';
import { type ServerError, serverErrorIn } from './server-error.ts';
import { pollAfterMs, retryAfterMs } from './wait-headers.ts';

export type ProviderClientOptions = {
  /** Without a slash at its end; paths are appended. */
  readonly baseUrl: string;
  /** Sent with every request; the key is among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Texts that no message may hold. */
  readonly secrets: readonly string[];
  /** For one try, its answer included. */
  readonly timeoutMs?: Milliseconds;
  /** Pauses before the second and the third try. */
  readonly pausesMs?: readonly Milliseconds[];
  readonly trustedCertificates?: readonly string[];
};

export type ProviderCall = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly timeoutMs?: Milliseconds;
  /** Also where an earlier try may have been acted on: GET, and calls that carry an idempotency key. */
  readonly isRepeatable: boolean;
  readonly answerMaxBytes?: Bytes;
};

export type ProviderAnswer = {
  readonly kind: 'answer';
  readonly status: number;
  readonly isOk: boolean;
  readonly contentType: string;
  readonly bytes: Buffer;
  /** The body as JSON; undefined where it isn't. */
  readonly json: unknown;
  /** Of an answer that isn't 2xx, fit to be shown: without secrets, with the request's id. */
  readonly error: ServerError | null;
  readonly retryAfterMs: Milliseconds | null;
  readonly pollAfterMs: Milliseconds | null;
};

/** The last try's end. `isUncertain`: one of the tries may have been acted on without our knowing. */
export type ProviderReply = (ProviderAnswer | ExchangeTrouble) & { readonly isUncertain: boolean };

export type ProviderClient = {
  readonly redact: Redact;
  /** Up to three tries where trying again is safe. Rejects with the signal's reason, with nothing else. */
  send(call: ProviderCall): Promise<ProviderReply>;
};

const TIMEOUT_MS = 30_000;
const PAUSES_MS = [250, 1000];
const ANSWER_MAX_BYTES = 16 * 1024 * 1024;
const SERVER_ERROR = 500;
const NOT_IMPLEMENTED = 501;
const WAIT_WITHIN_CALL_MAX_MS = 3000;

/** JSON and form requests to one provider. */
export function createProviderClient(options: ProviderClientOptions): ProviderClient {
  const redact = redactor(options.secrets);
  return {
    redact,
    send: async (call) => {
      const pausesMs = options.pausesMs ?? PAUSES_MS;
      let isUncertain = false;
      for (let tries = 0; ; tries += 1) {
        const reply = await sendOnce(options, redact, call);
        isUncertain ||= isUnclear(reply);
        const pauseMs = pausesMs[tries];
        if (pauseMs === undefined || !isWorthAnother(reply, call)) return { ...reply, isUncertain };
        const askedMs = reply.kind === 'answer' ? (reply.retryAfterMs ?? 0) : 0;
        await pause(Math.max(pauseMs, askedMs), undefined, { signal: call.signal }).catch(() =>
          call.signal.throwIfAborted(),
        );
      }
    },
  };
}

/** Whether the request may have had an effect that the reply doesn't tell. */
function isUnclear(reply: ProviderAnswer | ExchangeTrouble): boolean {
  if (reply.kind !== 'answer') return reply.kind === 'cut';
  return reply.status >= SERVER_ERROR && reply.status !== NOT_IMPLEMENTED;
}

function isWorthAnother(reply: ProviderAnswer | ExchangeTrouble, call: ProviderCall): boolean {
  if (reply.kind === 'answer' && (reply.retryAfterMs ?? 0) > WAIT_WITHIN_CALL_MAX_MS) return false;
  return reply.kind === 'not_sent' || (call.isRepeatable && isUnclear(reply));
}

async function sendOnce(
  options: ProviderClientOptions,
  redact: Redact,
  call: ProviderCall,
): Promise<ProviderAnswer | ExchangeTrouble> {
  const timeoutMs = call.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeoutMs);
  try {
    const reply = await tryOnce(options, redact, { call, deadline: limit.signal });
    return reply.kind === 'answer' ? reply : { ...reply, message: redact(reply.message) };
  } finally {
    clearTimeout(timer);
  }
}

async function tryOnce(
  options: ProviderClientOptions,
  redact: Redact,
  { call, deadline }: { call: ProviderCall; deadline: AbortSignal },
): Promise<ProviderAnswer | ExchangeTrouble> {
  const body = await bodyOf(call);
  const answer = await exchange({
    method: call.method,
    url: addressOf(options.baseUrl, call),
    headers: {
      accept: 'application/json',
      ...(body ? { 'content-type': body.contentType } : {}),
      ...options.headers,
      ...call.headers,
    },
    ...(body ? { body: body.bytes } : {}),
    signal: call.signal,
    deadline,
    ...(options.trustedCertificates ? { trustedCertificates: options.trustedCertificates } : {}),
  });
  if (answer.kind !== 'answer') return answer;
  const sizeMaxBytes = call.answerMaxBytes ?? ANSWER_MAX_BYTES;
  const bytes = await readBody(answer.stream, { sizeMaxBytes, signal: call.signal, deadline });
  return Buffer.isBuffer(bytes) ? readAnswer(answer, bytes, redact) : bytes;
}

function readAnswer({ status, headers }: ExchangeAnswer, bytes: Buffer, redact: Redact): ProviderAnswer {
  const json = parseJson(bytes);
  const isOk = status >= 200 && status < 300;
  const said = isOk ? null : serverErrorIn(json, bytes.toString('utf8'));
  return {
    kind: 'answer',
    status,
    isOk,
    contentType: headers['content-type'] ?? '',
    bytes,
    json,
    error: said && shownError(said, { status, requestId: headers['x-request-id'], redact }),
    retryAfterMs: retryAfterMs(headers, new Date()),
    pollAfterMs: pollAfterMs(headers),
  };
}

function bodyOf({ json, form }: ProviderCall): Promise<EncodedBody> | EncodedBody | null {
  if (form) return formBody(form);
  return json === undefined ? null : jsonBody(json);
}

function addressOf(baseUrl: string, { path, query = {} }: ProviderCall): URL {
  const url = new URL(`${baseUrl}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Fit to be stored and shown: no secrets, and what the provider's support asks for. */
export function shownError(
  { code, type, message }: ServerError,
  about: { status: number; requestId: string | string[] | undefined; redact: Redact },
): ServerError {
  const { status, requestId, redact } = about;
  const request = typeof requestId === 'string' ? `, request ${requestId.slice(0, 80)}` : '';
  return {
    code: code === null ? null : redact(code),
    type: type === null ? null : redact(type),
    message: redact(`${message} (HTTP ${status}${request})`),
  };
}
