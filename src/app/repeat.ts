import { setTimeout as sleep } from 'node:timers/promises';

/** Does something now and then, never twice at once. `stop` waits for what is under way. */
export function repeat(
  task: (signal: AbortSignal) => Promise<unknown>,
  { everyMs, onError }: { everyMs: number; onError: (error: unknown) => void },
): { stop(): Promise<void> } {
  const over = new AbortController();
  const loop = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await sleep(everyMs, undefined, { signal: over.signal, ref: false }).catch(() => undefined);
      if (over.signal.aborted) return;
      await task(over.signal).catch((error: unknown) => {
        if (!over.signal.aborted) onError(error);
      });
    }
  };
  const running = loop();
  return {
    stop: async () => {
      over.abort();
      await running;
    },
  };
}
