import type { WorkNote } from './video-work.ts';

/** More than are under way at a time; of what is longer ago a note may be told again. */
const KEYS_MAX = 1000;

/** Passes notes on: each one, and of those `onceFor` the same the first. */
export function noteOnce(note: (note: WorkNote) => void): (note: WorkNote) => void {
  const told = new Set<string>();
  return (said) => {
    const { onceFor, ...rest } = said;
    if (onceFor !== undefined) {
      if (told.has(onceFor)) return;
      told.add(onceFor);
      const [oldest = onceFor] = told;
      if (told.size > KEYS_MAX) told.delete(oldest);
    }
    note(rest);
  };
}
