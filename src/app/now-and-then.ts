import type { Clock } from '../kernel/clock.ts';

/** Lets a complaint through at once, and then none before `everyMs` have passed. */
export function nowAndThen<Said extends readonly unknown[]>(
  say: (...said: Said) => void,
  { everyMs, clock }: { everyMs: number; clock: Clock },
): (...said: Said) => void {
  let quietUntilMs = Number.NEGATIVE_INFINITY;
  return (...said) => {
    const nowMs = clock.now().getTime();
    if (nowMs < quietUntilMs) return;
    quietUntilMs = nowMs + everyMs;
    say(...said);
  };
}
