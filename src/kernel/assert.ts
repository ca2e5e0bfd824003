/** Thrown where the program's own reasoning was wrong. It is a bug, never a user's mistake. */
export class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed';
}

/** States what must hold here. `claim` says it in words, for the person who reads the crash. */
export function assert(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new AssertionFailed(claim);
}

/** Marks a place that exhaustive matching makes unreachable. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unreachable case: ${JSON.stringify(value)}`);
}
