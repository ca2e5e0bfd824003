import { assert } from '../kernel/assert.ts';

/** Only this file has it: without it the constructor refuses, also where no compiler looks. */
const doors = Symbol('approval');

/**
 * Something that passed every guardrail. The private field makes the class nominal: a look-alike literal
 * doesn't compile, so what nobody checked can't be stored or shown.
 */
export class Approved<Value> {
  readonly #minted = true;
  readonly value: Value;

  private constructor(value: Value, door?: symbol) {
    assert(door === doors, 'an approval comes from the guardrails or from the store, from nowhere else');
    this.value = frozen(value);
    Object.freeze(this);
  }

  /** For the guardrails alone, once all their rules have passed. */
  static mint<Value>(value: Value): Approved<Value> {
    return new Approved(value, doors);
  }

  /** For the store alone: what was approved when it was written is approved when it is read. */
  static revive<Value>(value: Value): Approved<Value> {
    const approved = new Approved(value, doors);
    assert(approved.#minted, 'a revived approval carries its mark');
    return approved;
  }
}

/** What was approved stays what it was: nobody rewrites a sentence behind the guardrails' back. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
