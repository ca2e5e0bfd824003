import type { IncomingHttpHeaders } from 'node:http';
import type { Milliseconds } from '../../../kernel/units.ts';

const RETRY_MAX_MS = 3_600_000;
const POLL_MIN_MS = 1000;
const POLL_MAX_MS = 60_000;

/** How long the server asks to wait before the next try: at most an hour; null where it doesn't say. */
export function retryAfterMs(headers: IncomingHttpHeaders, now: Date): Milliseconds | null {
  const exact = numberIn(headers['retry-after-ms']);
  if (exact !== null) return clamp(exact, 0, RETRY_MAX_MS);
  const text = headers['retry-after'];
  const seconds = numberIn(text);
  if (seconds !== null) return clamp(seconds * 1000, 0, RETRY_MAX_MS);
  const date = Date.parse(text ?? '');
  return Number.isNaN(date) ? null : clamp(date - now.getTime(), 0, RETRY_MAX_MS);
}

/** When the server wants to be asked again about a job: 1 to 60 seconds; null where it doesn't say. */
export function pollAfterMs(headers: IncomingHttpHeaders): Milliseconds | null {
  return pollWaitMs(numberIn(headers['openai-poll-after-ms']));
}

/** A wait that a server asks for → when it is asked about a job again: 1 to 60 seconds; null where it says none. */
export function pollWaitMs(askedMs: Milliseconds | null): Milliseconds | null {
  return askedMs === null ? null : clamp(askedMs, POLL_MIN_MS, POLL_MAX_MS);
}

function numberIn(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) : null;
}

function clamp(value: number, min: number, max: number): number {
  return Math.round(Math.min(Math.max(value, min), max));
}
