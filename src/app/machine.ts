import { randomUUID } from 'node:crypto';
import type { Clock, IdSource } from '../kernel/clock.ts';

/** The machine's own clock and randomness, handed to everything that may not ask for them. */
export const systemClock: Clock = { now: () => new Date() };
export const systemIds: IdSource = { next: () => randomUUID() };
