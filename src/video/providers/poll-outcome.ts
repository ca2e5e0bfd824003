import type { StatusOutcome } from '../film-provider-port.ts';
import { unreachable } from './http/call-outcomes.ts';
import type { ProviderAnswer, ProviderReply } from './http/provider-client.ts';
import { isObject } from './http/server-error.ts';

/** Why there is no answer to read. */
export type NotRead = Extract<StatusOutcome, { kind: 'lost' | 'unreachable' }>;

const GONE: ReadonlySet<number> = new Set([404, 410]);

/**
 * A poll's reply → the answer to read, or what else it means. A blip says nothing about the job: only a vendor
 * that doesn't know it any more ends the asking.
 */
export function polledAnswer(
  reply: ProviderReply,
  isUnknownJob: (answer: ProviderAnswer) => boolean = () => false,
): ProviderAnswer | NotRead {
  if (reply.kind !== 'answer') return unreachable(reply);
  if (reply.isOk) return reply;
  // A page that says 404 is a proxy's word, not the vendor's.
  const isGone = GONE.has(reply.status) && isObject(reply.json);
  if (!isGone && !isUnknownJob(reply)) return unreachable(reply);
  return { kind: 'lost', message: reply.error?.message ?? `HTTP ${reply.status}` };
}

/** A job as its vendor describes it, or why there is none to see. */
export type PolledJob<Job> = { readonly kind: 'job'; readonly job: Job } | NotRead;

/** The same, read with the vendor's own words. An answer that holds no job is asked for again. */
export function polledJob<Job>(
  reply: ProviderReply,
  {
    read,
    isUnknownJob,
  }: { read: (json: unknown) => Job | null; isUnknownJob?: (answer: ProviderAnswer) => boolean },
): PolledJob<Job> {
  const answer = polledAnswer(reply, isUnknownJob);
  if (answer.kind !== 'answer') return answer;
  const job = read(answer.json);
  if (job !== null) return { kind: 'job', job };
  return { kind: 'unreachable', message: 'the answer describes no job', retryAfterMs: null };
}
