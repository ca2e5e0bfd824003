import type { StartOutcome, StatusOutcome } from '../../film-provider-port.ts';
import type { ProviderReply } from './provider-client.ts';
import { pollWaitMs } from './wait-headers.ts';

/** Codes of a 429 that waiting doesn't help. */
const exhausted = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'quota_exceeded']);
const TOO_EARLY = 425;
const TOO_MANY = 429;
const SEE_OTHER = 303;
/** The server gave up waiting for the request, or has one like it under way: what became of it isn't said. */
const unclearStatuses = new Set([408, 409, SEE_OTHER]);

/**
 * What a create call that didn't end in a readable 2xx means for the money. Where any try may have been acted
 * on, a later "no" doesn't take that back: `unknown`.
 */
export function failedStart(reply: ProviderReply): StartOutcome {
  if (reply.kind !== 'answer') {
    const { code, message } = reply;
    if (reply.isUncertain) return { kind: 'unknown', code, message };
    return { kind: 'refused', code, message, isPassing: true, retryAfterMs: null };
  }
  const code = reply.error?.code ?? reply.error?.type ?? `http_${reply.status}`;
  const message = reply.error?.message ?? `an answer that says nothing (HTTP ${reply.status})`;
  if (reply.isOk || reply.isUncertain || unclearStatuses.has(reply.status)) {
    return { kind: 'unknown', code, message };
  }
  const isBusy = reply.status === TOO_MANY || reply.status === TOO_EARLY;
  const isPassing = isBusy && !exhausted.has(reply.error?.code ?? '');
  return { kind: 'refused', code, message, isPassing, retryAfterMs: isPassing ? reply.retryAfterMs : null };
}

/** A question about a job that brought no answer about the job. */
export function unreachable(reply: ProviderReply): Extract<StatusOutcome, { kind: 'unreachable' }> {
  if (reply.kind !== 'answer') return { kind: 'unreachable', message: reply.message, retryAfterMs: null };
  const message = reply.error?.message ?? `an answer that can't be read (HTTP ${reply.status})`;
  return { kind: 'unreachable', message, retryAfterMs: pollWaitMs(reply.retryAfterMs) };
}
