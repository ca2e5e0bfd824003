import type { IncomingMessage } from 'node:http';
import type { Bytes, Milliseconds, Ratio } from '../../../kernel/units.ts';
import { type ExchangeAnswer, type ExchangeTrouble, exchange, troubleOf } from './exchange.ts';
import { FILM_TOO_LARGE, type SavedFilm, saveFilm, type UnsavedFilm } from './film-file.ts';
import { saveFilmInText } from './film-in-text.ts';
import { type FilmNetwork, publicNetwork, routeTo } from './film-route.ts';
import { shownError } from './provider-client.ts';
import { readBody } from './read-body.ts';
import type { Redact } from './redact.ts';
import { type ServerError, serverErrorIn } from './server-error.ts';
import { Stopwatch } from './stopwatch.ts';
import { retryAfterMs } from './wait-headers.ts';

export type FilmLimits = {
  readonly sizeMaxBytes: Bytes;
  readonly totalMs: Milliseconds;
  /** Without a byte. */
  readonly idleMs: Milliseconds;
  readonly redirectsMax: number;
};

export const filmLimits: FilmLimits = {
  sizeMaxBytes: 256 * 1024 * 1024,
  totalMs: 600_000,
  idleMs: 30_000,
  redirectsMax: 5,
};

export type FilmRequest = {
  /** As the server named it; a `data:` address too. */
  readonly url: string;
  /** The configured server. Only here private addresses and http are allowed, and the key is sent. */
  readonly ownOrigin: string;
  readonly headersForOwnOrigin: Readonly<Record<string, string>>;
  readonly path: string;
  readonly signal: AbortSignal;
  readonly redact: Redact;
  readonly onProgress?: (progress: Ratio) => void;
  readonly limits?: FilmLimits;
  readonly network?: FilmNetwork;
};

export type FilmDownload =
  | SavedFilm
  | UnsavedFilm
  /** The server said no. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly error: ServerError;
      readonly retryAfterMs: Milliseconds | null;
    };

const ERROR_MAX_BYTES = 65_536;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches a film to `path`, whole or not at all. At each redirect the address is checked anew, and what holds for
 * the own server ends with the first step away from it. Rejects with the signal's reason, with nothing else.
 */
export async function downloadFilm(request: FilmRequest): Promise<FilmDownload> {
  const { signal, redact, limits = filmLimits } = request;
  signal.throwIfAborted();
  using watch = new Stopwatch(limits);
  try {
    const outcome = await follow(request, limits, watch);
    return redacted(outcome, redact);
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = watch.signal.aborted ? watch.trouble : troubleOf(error, 'cut');
    return { kind: 'cut', code, message: redact(message) };
  }
}

async function follow(request: FilmRequest, limits: FilmLimits, watch: Stopwatch): Promise<FilmDownload> {
  let url = URL.parse(request.url);
  let isOwn = true;
  for (let hops = 0; hops <= limits.redirectsMax; hops += 1) {
    if (!url)
      return { kind: 'refused', code: 'address_unreadable', message: 'an address that can’t be read' };
    if (url.protocol === 'data:' && hops === 0) {
      return saveFilmInText(request.url, { path: request.path, sizeMaxBytes: limits.sizeMaxBytes });
    }
    isOwn &&= url.origin === request.ownOrigin;
    const answer = await fetchFrom(url, { request, isOwn, watch });
    if (answer.kind !== 'answer') return answer;
    const next = redirectStatuses.has(answer.status) ? answer.headers.location : undefined;
    if (next === undefined) return takeFilm(answer, { request, limits, watch });
    answer.stream.destroy();
    url = URL.parse(next, url.href);
  }
  const message = `more than ${limits.redirectsMax} redirects`;
  return { kind: 'refused', code: 'too_many_redirects', message };
}

async function fetchFrom(
  url: URL,
  { request, isOwn, watch }: { request: FilmRequest; isOwn: boolean; watch: Stopwatch },
): Promise<ExchangeAnswer | UnsavedFilm> {
  const network = request.network ?? publicNetwork;
  const route = isOwn ? null : await watch.race(routeTo(url, network), request.signal);
  if (route?.kind === 'refused') return route;
  if (route?.kind === 'unresolved') return { ...route, kind: 'cut' };
  const outcome: ExchangeAnswer | ExchangeTrouble = await exchange({
    method: 'GET',
    url,
    headers: { accept: 'video/mp4, */*', ...(isOwn ? request.headersForOwnOrigin : {}) },
    signal: request.signal,
    deadline: watch.signal,
    ...(route ? { lookup: route.lookup } : {}),
    ...(network.trustedCertificates ? { trustedCertificates: network.trustedCertificates } : {}),
  });
  if (outcome.kind === 'answer') return outcome;
  return { kind: 'cut', ...(watch.signal.aborted ? watch.trouble : withoutKind(outcome)) };
}

function withoutKind({ code, message }: ExchangeTrouble): { code: string; message: string } {
  return { code, message };
}

async function takeFilm(
  answer: ExchangeAnswer,
  { request, limits, watch }: { request: FilmRequest; limits: FilmLimits; watch: Stopwatch },
): Promise<FilmDownload> {
  const { status, headers, stream } = answer;
  if (status !== 200) return refusalOf(answer, request, watch);
  const length = headers['content-length'];
  const announcedBytes = length !== undefined && /^\d+$/.test(length) ? Number(length) : null;
  if (announcedBytes !== null && announcedBytes > limits.sizeMaxBytes) {
    stream.destroy();
    const message = `a film of ${announcedBytes} bytes; at most ${limits.sizeMaxBytes} are taken`;
    return { kind: 'refused', code: FILM_TOO_LARGE, message };
  }
  const bytes = watched(stream, { ...request, announcedBytes, watch });
  return saveFilm(bytes, { path: request.path, sizeMaxBytes: limits.sizeMaxBytes, announcedBytes });
}

async function refusalOf(
  { status, headers, stream }: ExchangeAnswer,
  { signal, redact }: FilmRequest,
  watch: Stopwatch,
): Promise<FilmDownload> {
  const body = await readBody(stream, { sizeMaxBytes: ERROR_MAX_BYTES, signal, deadline: watch.signal });
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : '';
  const said = serverErrorIn(jsonIn(text), text);
  const error = shownError(said, { status, requestId: headers['x-request-id'], redact });
  return { kind: 'answered', status, error, retryAfterMs: retryAfterMs(headers, new Date()) };
}

/** Chunks as they come; the watch is told of each. */
async function* watched(
  stream: IncomingMessage,
  about: {
    signal: AbortSignal;
    watch: Stopwatch;
    announcedBytes: Bytes | null;
    onProgress?: (progress: Ratio) => void;
  },
): AsyncGenerator<Uint8Array> {
  const { signal, watch, announcedBytes, onProgress } = about;
  const ends = AbortSignal.any([signal, watch.signal]);
  const end = (): void => void stream.destroy(new RangeError('ended'));
  ends.addEventListener('abort', end, { once: true });
  try {
    ends.throwIfAborted();
    let sizeBytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      watch.touch();
      sizeBytes += chunk.byteLength;
      if (announcedBytes) onProgress?.(Math.min(1, sizeBytes / announcedBytes));
      yield chunk;
    }
    ends.throwIfAborted();
  } finally {
    ends.removeEventListener('abort', end);
    stream.destroy();
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function redacted(outcome: FilmDownload, redact: Redact): FilmDownload {
  if (outcome.kind === 'downloaded') return outcome;
  if (outcome.kind === 'not_a_film') return { ...outcome, start: redact(outcome.start) };
  return outcome.kind === 'answered' ? outcome : { ...outcome, message: redact(outcome.message) };
}
