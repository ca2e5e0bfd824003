/** Why a guardrail said no: a code, and the numbers it judged by. Prose is made from them elsewhere. */
export type GuardrailRefusal = {
  readonly code: string;
  /** What was found; null where it isn't known. */
  readonly found: number | string | null;
  /** What would have passed; null where there is no such bound. */
  readonly allowed: number | string | null;
};
