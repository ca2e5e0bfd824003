import type { Clock, IdSource } from '../kernel/clock.ts';
import { isoDateOfInstant } from '../kernel/dates.ts';
import { analyzeMember } from './analyze-member.ts';
import type { BankStore } from './bank-store-port.ts';
import type { ConsentLedger } from './consent-ledger-port.ts';
import type { FilmRequests } from './film-requests-port.ts';
import type { MemberRun, ProfileStore } from './profile-store-port.ts';
import { topLessons } from './top-lessons.ts';

export type RefreshDependencies = {
  readonly bankStore: BankStore;
  readonly consents: ConsentLedger;
  readonly profiles: ProfileStore;
  readonly films: FilmRequests;
  readonly clock: Clock;
  readonly ids: IdSource;
};

export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly run: MemberRun }
  | { readonly kind: 'no_consent' }
  | { readonly kind: 'unknown_member' };

/**
 * Looks at a member's data anew, as of today, and keeps what came of it. Consent is asked before a single
 * row is read, and once more in the transaction that writes.
 */
export async function refreshMember(
  { bankStore, consents, profiles, films, clock, ids }: RefreshDependencies,
  memberId: string,
): Promise<RefreshOutcome> {
  const consent = await consents.status(memberId);
  if (consent.status !== 'granted') return { kind: 'no_consent' };
  const bank = await bankStore.memberBank(memberId);
  if (!bank) return { kind: 'unknown_member' };

  const now = clock.now();
  const asOf = isoDateOfInstant(now);
  const { windows, personas, recommendations, inputDigest } = analyzeMember(bank, { asOf, locale: 'en' });
  const run: MemberRun = {
    runId: ids.next(),
    memberId,
    asOf,
    ranAt: now,
    inputDigest,
    windows,
    personas,
    recommendations,
  };
  if ((await profiles.saveRun(run)) !== 'saved') return { kind: 'no_consent' };
  await films.request(topLessons(run).map(({ persona, topic }) => ({ persona, topic, locale: 'en' })));
  return { kind: 'refreshed', run };
}
