/** In the order of priority: the first whose rule holds is the member's. */
export const personas = [
  'high_utilization',
  'variable_income',
  'subscription_heavy',
  'savings_builder',
  'general',
] as const;
export type Persona = (typeof personas)[number];

/** A persona that has lessons; `general` has none. */
export type TaughtPersona = Exclude<Persona, 'general'>;

/** One condition of one persona's rule, as it was judged. `met` is null where the number is missing. */
export type Criterion = {
  readonly persona: Persona;
  readonly code: string;
  readonly value: number | boolean | null;
  readonly threshold: number | boolean;
  readonly met: boolean | null;
};

export type Assignment = {
  readonly primary: Persona;
  /** Every persona whose rule holds, in the order of priority. */
  readonly matches: readonly Persona[];
  /** Every criterion of every persona. */
  readonly criteria: readonly Criterion[];
};
