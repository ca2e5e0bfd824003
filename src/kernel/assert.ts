/** Thrown where the program's own reasoning was wrong. It is a bug, never a user's mistake. */
export class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed';
}

/** States what must hold here. `claim` says it in words, for the person who reads the crash. */
export function assert(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new AssertionFailed(claim);
}
