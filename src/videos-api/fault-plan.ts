import { sha256Hex } from '../kernel/hash.ts';
import type { Fault } from './faults.ts';
import type { FaultRule, Scenario } from './scenario.ts';

/** One create request as rules see it. */
export type CreateSeen = {
  /** Counts create requests since the scenario was set, from 1. */
  readonly ordinal: number;
  readonly prompt: string;
  readonly model: string;
};

/** Which faults a create meets, by the scenario's rules. Remembers how often each rule was applied. */
export class FaultPlan {
  readonly #rules: readonly { rule: FaultRule; used: { times: number } }[];
  readonly #seed: string;
  #requests = 0;

  constructor(scenario: Pick<Scenario, 'faults' | 'seed'>) {
    this.#rules = scenario.faults.map((rule) => ({ rule, used: { times: 0 } }));
    this.#seed = scenario.seed;
  }

  /** Counts the request and answers its faults, rule after rule. */
  next(request: Omit<CreateSeen, 'ordinal'>): readonly Fault[] {
    this.#requests += 1;
    const seen = { ...request, ordinal: this.#requests };
    return this.#rules.flatMap(({ rule, used }, index) => {
      if (rule.timesMax !== undefined && used.times >= rule.timesMax) return [];
      if (!holds(rule.when, seen, `${this.#seed}:${index}:${seen.ordinal}`)) return [];
      used.times += 1;
      return rule.apply;
    });
  }
}

function holds(when: FaultRule['when'], seen: CreateSeen, drawnBy: string): boolean {
  const { createRequests, promptIncludes, model, shareRatio } = when;
  return (
    (createRequests === undefined || createRequests.includes(seen.ordinal)) &&
    (promptIncludes === undefined || seen.prompt.includes(promptIncludes)) &&
    (model === undefined || seen.model === model) &&
    (shareRatio === undefined || drawnShare(drawnBy) < shareRatio)
  );
}

/** The same words always draw the same number from 0 up to 1. */
function drawnShare(words: string): number {
  return Number.parseInt(sha256Hex(words).slice(0, 8), 16) / 0x1_0000_0000;
}
