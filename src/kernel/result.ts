/** What a step answers when "no" is an expected answer: a value, never an exception. */
export type Result<Value, Refusal> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export function ok<Value>(value: Value): Result<Value, never> {
  return { kind: 'ok', value };
}

export function refused<Refusal>(refusal: Refusal): Result<never, Refusal> {
  return { kind: 'refused', refusal };
}
