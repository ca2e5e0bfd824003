import type { StatusOutcome } from '../film-provider-port.ts';
import type { Redact } from './http/redact.ts';

const WORD_LETTERS_MAX = 40;

/** A vendor's words about a job, fit to be stored and shown: without secrets, and a status of its own invention short. */
export function toldStatus(status: StatusOutcome, redact: Redact): StatusOutcome {
  if (status.kind === 'failed') {
    return { ...status, code: redact(status.code), message: redact(status.message) };
  }
  if (status.kind !== 'running' || status.said === undefined) return status;
  return { ...status, said: redact(status.said).slice(0, WORD_LETTERS_MAX) };
}
