import { shortDigest } from '../kernel/hash.ts';

const SEPARATOR = '\u001f';

/** A stable name for a row whose file gives it none, made of what identifies the row. */
export function rowDigest(prefix: string, parts: readonly (string | number | null)[]): string {
  return `${prefix}_${shortDigest(parts.map((part) => part ?? '').join(SEPARATOR))}`;
}

/**
 * Counts identical rows, so that the second coffee of the same price on the same day is its own row, and the
 * same file read twice numbers them alike.
 */
export class IdenticalRowCounter {
  readonly #counts = new Map<string, number>();

  next(digest: string): number {
    const ordinal = this.#counts.get(digest) ?? 0;
    this.#counts.set(digest, ordinal + 1);
    return ordinal;
  }
}
