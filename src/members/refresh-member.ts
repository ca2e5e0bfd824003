import { checkConsent } from '../guardrails/consent-grant.ts';
import type { Clock, IdSource } from '../kernel/clock.ts';
import { isoDateOfInstant } from '../kernel/dates.ts';
import { analyzeMemberInLanguages } from './analyze-member.ts';
import type { BankStore } from './bank-store-port.ts';
import type { ConsentLedger } from './consent-ledger-port.ts';
import { feedbackInForce } from './feedback-in-force.ts';
import type { FeedbackStore } from './feedback-store-port.ts';
import type { FilmRequests } from './film-requests-port.ts';
import type { MemberRun, ProfileStore } from './profile-store-port.ts';
import { ruleVersion } from './rule-versions.ts';
import { type RunCause, type RunTrace, runTrace } from './run-trace.ts';
import { topLessons } from './top-lessons.ts';

export type RefreshDependencies = {
  readonly bankStore: BankStore;
  readonly consents: ConsentLedger;
  readonly profiles: ProfileStore;
  readonly feedback: FeedbackStore;
  readonly films: FilmRequests;
  readonly clock: Clock;
  readonly ids: IdSource;
};

export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly run: MemberRun }
  | { readonly kind: 'no_consent' }
  /** Data, words or feedback changed again and again meanwhile: whoever changed them looks anew. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'unknown_member' };

const ATTEMPTS_MAX = 5;

/**
 * Looks at a member's data anew, as of today, and keeps what came of it with the chain of its decisions.
 * Consent is asked before a single row is read, in the transaction that reads, and in the one that writes. What
 * changed while it was looking is looked at again, so that a slow look never replaces a later one.
 */
export async function refreshMember(
  dependencies: RefreshDependencies,
  memberId: string,
  cause: RunCause,
): Promise<RefreshOutcome> {
  const { profiles, films } = dependencies;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const looked = await lookAt(dependencies, memberId, cause);
    if ('kind' in looked) return looked;
    const saved = await profiles.saveRun(looked.run, { trace: looked.trace, ruleVersion });
    if (saved === 'consent_not_in_force') return { kind: 'no_consent' };
    if (saved === 'outdated') continue;
    const lessons = topLessons(looked.run).map(({ persona, topic }) => ({ persona, topic, locale: 'en' }));
    await films.request(lessons, 'pre_warm');
    return { kind: 'refreshed', run: looked.run };
  }
  return { kind: 'superseded' };
}

type Looked = { readonly run: MemberRun; readonly trace: RunTrace };

async function lookAt(
  dependencies: RefreshDependencies,
  memberId: string,
  cause: RunCause,
): Promise<Looked | { readonly kind: 'no_consent' | 'unknown_member' }> {
  const { bankStore, consents, profiles, clock, ids } = dependencies;
  // First of all: what comes in from here on makes this look an old one.
  const basis = await profiles.basis(memberId);
  const consent = checkConsent(memberId, await consents.status(memberId));
  if (consent.kind === 'refused') return { kind: 'no_consent' };
  const sourced = await bankStore.memberBank(consent.value);
  if (!sourced) return { kind: 'unknown_member' };

  const feedback = feedbackInForce(await dependencies.feedback.history(memberId));
  const ranAt = clock.now();
  const asOf = isoDateOfInstant(ranAt);
  const analysis = analyzeMemberInLanguages(sourced.bank, { asOf, locale: 'en', feedback }, ['es']);
  const { windows, personas, recommendations, translations, inputDigest } = analysis;
  const runId = ids.next();
  const run: MemberRun = {
    runId,
    memberId,
    basis,
    asOf,
    ranAt,
    inputDigest,
    windows,
    personas,
    recommendations,
    translations,
  };
  const personaBefore = (await profiles.personaHistory(memberId))['180d'].at(-1)?.persona ?? null;
  const { imports } = sourced;
  const consentSince = consent.value.since.toISOString();
  const trace = runTrace(analysis, { runId, ranAt, cause, consentSince, imports, personaBefore, feedback });
  return { run, trace };
}
