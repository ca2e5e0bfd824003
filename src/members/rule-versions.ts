import { canonicalJson } from '../audit/audit-entry.ts';
import { predatoryKinds } from '../guardrails/eligibility-rule.ts';
import { innocencePatterns } from '../guardrails/tone-innocence.ts';
import { toneRules } from '../guardrails/tone-rule.ts';
import { plainText } from '../guardrails/tone-text.ts';
import { shortDigest } from '../kernel/hash.ts';
import { personaRules } from '../personas/persona-rules.ts';
import { educationItems } from '../recommendations/catalogue/education-items.ts';
import { partnerOffers } from '../recommendations/catalogue/partner-offers.ts';
import { disclosure } from '../recommendations/disclosure.ts';
import { rankingWeights } from '../recommendations/ranking.ts';
import { recommendationLimits } from '../recommendations/recommend.ts';
import { recommendationLocales, wordingOf } from '../recommendations/render-rationale.ts';
import * as thresholds from '../signals/thresholds.ts';

/** Which rules decided: a digest of each family's own data, so that no change of them can go unnoticed. */
export type RuleVersions = {
  readonly signals: string;
  readonly personas: string;
  readonly recommendations: string;
  readonly wording: string;
  readonly guardrails: string;
};

export const ruleVersions: RuleVersions = {
  signals: versionOf(thresholds),
  personas: versionOf(personaRules),
  recommendations: versionOf([educationItems, partnerOffers, rankingWeights, recommendationLimits]),
  wording: versionOf(recommendationLocales.map(wordingOf)),
  guardrails: versionOf([toneRules, innocencePatterns, plainText, predatoryKinds, disclosure]),
};

/** All of them as one name, for the log. */
export const ruleVersion: string = versionOf(ruleVersions);

/** Patterns and wording functions count by their source text. */
function versionOf(rules: unknown): string {
  const text = (_key: string, part: unknown): unknown =>
    part instanceof RegExp || typeof part === 'function' ? String(part) : part;
  return shortDigest(canonicalJson(JSON.parse(JSON.stringify(rules, text))));
}
