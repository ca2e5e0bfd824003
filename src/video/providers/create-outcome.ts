import type { MicroDollars } from '../../kernel/units.ts';
import type { ProviderHandle, StartOutcome } from '../film-provider-port.ts';
import { failedStart } from './http/call-outcomes.ts';
import type { ProviderAnswer, ProviderReply } from './http/provider-client.ts';

/** What an adapter reads out of the answers of its own vendor. */
export type CreateReading = {
  /** The handle in an answer that says yes; null where there is none to be found. */
  readonly handleIn: (json: unknown) => ProviderHandle | null;
  /** What the vendor says it will cost at most; null where it doesn't say. */
  readonly costIn?: (json: unknown) => MicroDollars | null;
  /** Whether this refusal is about what the prompt says. */
  readonly isModeration: (answer: ProviderAnswer) => boolean;
  /** Whether this refusal is for want of money at the vendor's. */
  readonly isOutOfMoney?: (answer: ProviderAnswer) => boolean;
};

/** The create call's reply → what it means for the money, read with the vendor's own words. */
export function createOutcome(reply: ProviderReply, reading: CreateReading): StartOutcome {
  if (reply.kind !== 'answer') return failedStart(reply);
  if (reply.isOk) return startedBy(reply, reading);
  if (reply.isUncertain) return failedStart(reply);
  if (reading.isModeration(reply)) return final('MODERATED', reply);
  if (reading.isOutOfMoney?.(reply)) return final('OUT_OF_MONEY', reply);
  return failedStart(reply);
}

function startedBy({ json }: ProviderAnswer, { handleIn, costIn }: CreateReading): StartOutcome {
  const handle = handleIn(json);
  if (handle) return { kind: 'started', handle, costMicroUsd: costIn?.(json) ?? null };
  return { kind: 'unknown', code: 'UNREADABLE_ANSWER', message: 'the vendor said yes and named no job' };
}

function final(code: string, { error, status }: ProviderAnswer): StartOutcome {
  const message = error?.message ?? `HTTP ${status}`;
  return { kind: 'refused', code, message, isPassing: false, retryAfterMs: null };
}
