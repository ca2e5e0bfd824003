import { hash } from 'node:crypto';
import type { Transaction } from './bank-record.ts';

const SEPARATOR = '\u001f';
const DIGEST_DIGITS = 16;

/** A stable name for a row whose file gives it none, made of what identifies the row. */
export function rowDigest(prefix: string, parts: readonly (string | number | null)[]): string {
  // The one-shot hash: a file may have ten million rows, and a hash object for each is the slower part.
  return `${prefix}_${hash('sha256', parts.join(SEPARATOR)).slice(0, DIGEST_DIGITS)}`;
}

/**
 * Names the transactions that have no id, for one member's part of one file: rows alike are numbered, so that
 * the second coffee of the same price on the same day is its own row. What else the file holds doesn't
 * matter: a member has the same ids alone, among others, and in another order.
 */
export class TransactionNames {
  #identical: IdenticalRowCounter | null = null;

  next(row: Pick<Transaction, 'accountId' | 'date' | 'amountCents' | 'description'>): string {
    this.#identical ??= new IdenticalRowCounter();
    const identity = rowDigest('tx', [row.accountId, row.date, row.amountCents, row.description]);
    const ordinal = this.#identical.next(identity);
    return ordinal === 0 ? identity : `${identity}_${ordinal}`;
  }
}

const FIRST_CAPACITY = 1 << 10;
const LOAD_MAX = 0.6;
/** As many hex digits as a double holds exactly: 52 bits. */
const KEY_DIGITS = 13;

/**
 * Counts identical rows in a hash table of plain numbers: a file may have ten million rows, and a map of
 * strings would take a hundred bytes for each.
 */
export class IdenticalRowCounter {
  #keys = new Float64Array(FIRST_CAPACITY);
  #counts = new Uint32Array(FIRST_CAPACITY);
  #size = 0;

  /** A row's digest, as `rowDigest` makes it → how many identical rows came before. */
  next(digest: string): number {
    if (this.#size >= this.#keys.length * LOAD_MAX) this.#grow();
    // 0 marks an empty place.
    const key = Number.parseInt(digest.slice(-KEY_DIGITS), 16) + 1;
    const at = placeOf(this.#keys, key);
    if (this.#keys[at] === 0) {
      this.#keys[at] = key;
      this.#size++;
    }
    const before = this.#counts[at] ?? 0;
    this.#counts[at] = before + 1;
    return before;
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2);
    const counts = new Uint32Array(keys.length);
    for (const [at, key] of this.#keys.entries()) {
      if (key === 0) continue;
      const moved = placeOf(keys, key);
      keys[moved] = key;
      counts[moved] = this.#counts[at] ?? 0;
    }
    this.#keys = keys;
    this.#counts = counts;
  }
}

/** Where a key is, or the empty place where it belongs: linear probing in a table of a power of two. */
function placeOf(keys: Float64Array, key: number): number {
  const mask = keys.length - 1;
  for (let at = key % keys.length; ; at = (at + 1) & mask) {
    const there = keys[at];
    if (there === key || there === 0) return at;
  }
}
