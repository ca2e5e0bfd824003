import { type ConsentEntry, type ConsentStatus, consentScopes } from './consent-ledger-port.ts';
import { type RefreshDependencies, refreshMember } from './refresh-member.ts';

export type ConsentChange = Omit<ConsentEntry, 'at' | 'scope'>;

export type ConsentOutcome =
  | { readonly kind: 'recorded' | 'unchanged'; readonly consent: ConsentStatus }
  | { readonly kind: 'unknown_member' }
  /** Whoever acts for somebody else says why. */
  | { readonly kind: 'reason_missing' };

/** Grants or revokes. A grant is followed by a first look at the data; a revocation hides all at once. */
export async function changeConsent(
  dependencies: RefreshDependencies,
  change: ConsentChange,
): Promise<ConsentOutcome> {
  if (change.actor.role !== 'member' && change.reason.trim() === '') return { kind: 'reason_missing' };
  const { consents, clock } = dependencies;
  const recorded = await consents.record({ ...change, scope: consentScopes, at: clock.now() });
  if (recorded === 'unknown_member') return { kind: 'unknown_member' };
  if (recorded === 'recorded' && change.action === 'grant') {
    await refreshMember(dependencies, change.memberId, 'consent');
  }
  return { kind: recorded, consent: await consents.status(change.memberId) };
}
