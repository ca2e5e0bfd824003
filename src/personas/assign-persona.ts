import type { Assignment, Criterion, Persona } from './assignment.ts';
import { type GivenSignals, type PersonaFacts, personaFacts } from './persona-facts.ts';
import { type CriterionRule, fallbackPersona, type PersonaRule, personaRules } from './persona-rules.ts';

/**
 * One window's signals → the persona that wins by priority, every persona whose rule holds, and every
 * criterion as it was judged. A criterion whose number is missing is unknown (`met: null`) and never matches.
 */
export function assignPersona(
  signals: GivenSignals,
  rules: readonly PersonaRule[] = personaRules,
): Assignment {
  const facts = personaFacts(signals);
  const matches: Persona[] = [];
  const criteria: Criterion[] = [];
  for (const rule of rules) {
    const judged = rule.allOf.map((group) =>
      group.anyOf.map((criterion) => judge(rule.persona, criterion, facts)),
    );
    criteria.push(...judged.flat());
    if (judged.every((group) => group.some((criterion) => criterion.met === true)))
      matches.push(rule.persona);
  }
  return { primary: matches[0] ?? fallbackPersona, matches, criteria };
}

function judge(persona: Persona, rule: CriterionRule, facts: PersonaFacts): Criterion {
  const value = facts[rule.fact];
  return { persona, code: rule.code, value, threshold: rule.threshold, met: compare(value, rule) };
}

function compare(value: number | boolean | null, rule: CriterionRule): boolean | null {
  if (value === null || Number.isNaN(value)) return null;
  switch (rule.comparison) {
    case 'at_least':
      return value >= rule.threshold;
    case 'more_than':
      return value > rule.threshold;
    case 'less_than':
      return value < rule.threshold;
    case 'is':
      return value === rule.threshold;
  }
}
