/** Time is passed in: only `src/app` and adapters ask the machine for it. */
export type Clock = { now(): Date };

/** Fresh, unguessable identifiers are passed in like the time. */
export type IdSource = { next(): string };
