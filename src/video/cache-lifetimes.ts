import type { Milliseconds } from '../kernel/units.ts';
import type { SlotMedia } from './video-cache-port.ts';

/** How long an answer may be given again without being read again, by what it says. */
export type CacheLifetimes = {
  readonly readyMs: Milliseconds;
  /** Also of what waits for approval, and of what nobody has asked for yet. */
  readonly processingMs: Milliseconds;
  /** At most: it ends earlier with the slot's rest. */
  readonly failedMs: Milliseconds;
};

/** A rest that is over already when the slot is read: the next view begins anew, until then this spares reading. */
const FAILED_AT_LEAST_MS: Milliseconds = 60_000;

/** Until when what was read at `now` may be kept. Every change takes it out earlier. */
export function cacheExpiry(
  { status, restsUntil }: Pick<SlotMedia, 'status' | 'restsUntil'>,
  lifetimes: CacheLifetimes,
  now: Date,
): Date {
  const nowMs = now.getTime();
  if (status === 'ready') return new Date(nowMs + lifetimes.readyMs);
  if (status !== 'failed') return new Date(nowMs + lifetimes.processingMs);
  const restMs = restsUntil === null ? lifetimes.failedMs : restsUntil.getTime() - nowMs;
  return new Date(nowMs + Math.min(lifetimes.failedMs, Math.max(restMs, FAILED_AT_LEAST_MS)));
}
