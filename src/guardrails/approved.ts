import { assert } from '../kernel/assert.ts';

/**
 * Something that passed every guardrail. The private field makes the class nominal: a look-alike literal
 * doesn't compile, so what nobody checked can't be stored or shown.
 */
export class Approved<Value> {
  readonly #minted = true;
  readonly value: Value;

  private constructor(value: Value) {
    this.value = value;
  }

  /** For the guardrails alone, once all their rules have passed. */
  static mint<Value>(value: Value): Approved<Value> {
    return new Approved(value);
  }

  /** For the store alone: what was approved when it was written is approved when it is read. */
  static revive<Value>(value: Value): Approved<Value> {
    const approved = new Approved(value);
    assert(approved.#minted, 'a revived approval carries its mark');
    return approved;
  }
}
