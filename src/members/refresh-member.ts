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
import { type RunCause, runTrace } from './run-trace.ts';
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
  | { readonly kind: 'unknown_member' };

/**
 * Looks at a member's data anew, as of today, and keeps what came of it with the chain of its decisions.
 * Consent is asked before a single row is read, and once more in the transaction that writes.
 */
export async function refreshMember(
  dependencies: RefreshDependencies,
  memberId: string,
  cause: RunCause,
): Promise<RefreshOutcome> {
  const { bankStore, consents, profiles, films, clock, ids } = dependencies;
  const consent = checkConsent(memberId, await consents.status(memberId));
  if (consent.kind === 'refused') return { kind: 'no_consent' };
  const bank = await bankStore.memberBank(consent.value);
  if (!bank) return { kind: 'unknown_member' };

  const feedback = feedbackInForce(await dependencies.feedback.history(memberId));
  const now = clock.now();
  const asOf = isoDateOfInstant(now);
  const analysis = analyzeMemberInLanguages(bank, { asOf, locale: 'en', feedback }, ['es']);
  const { windows, personas, recommendations, translations, inputDigest } = analysis;
  const runId = ids.next();
  const run: MemberRun = {
    runId,
    memberId,
    asOf,
    ranAt: now,
    inputDigest,
    windows,
    personas,
    recommendations,
    translations,
  };
  const personaBefore = (await profiles.personaHistory(memberId)).at(-1)?.persona ?? null;
  const trace = runTrace(analysis, { runId, ranAt: now, cause, personaBefore, feedback });
  if ((await profiles.saveRun(run, { trace, ruleVersion })) !== 'saved') return { kind: 'no_consent' };
  const lessons = topLessons(run).map(({ persona, topic }) => ({ persona, topic, locale: 'en' }));
  await films.request(lessons, 'pre_warm');
  return { kind: 'refreshed', run };
}
