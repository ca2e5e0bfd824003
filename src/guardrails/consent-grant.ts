import { assert } from '../kernel/assert.ts';
import { ok, type Result, refused } from '../kernel/result.ts';
import type { GuardrailRefusal } from './refusal.ts';

export const CONSENT_NEVER_GIVEN = 'CONSENT_NEVER_GIVEN';
export const CONSENT_REVOKED = 'CONSENT_REVOKED';

/** Proof that this member's consent was in force when it was asked. Only the check below mints it. */
export class ConsentGrant {
  readonly #minted = true;
  readonly memberId: string;
  readonly since: Date;

  private constructor(memberId: string, since: Date) {
    this.memberId = memberId;
    this.since = since;
  }

  /** For `checkConsent` alone. */
  static mint(memberId: string, since: Date): ConsentGrant {
    const grant = new ConsentGrant(memberId, since);
    assert(grant.#minted, 'a grant carries its mark');
    return grant;
  }
}

/** What the ledger says of a member → the right to process their data, or why not. Silence is no. */
export function checkConsent(
  memberId: string,
  inForce: { readonly status: 'none' | 'granted' | 'revoked'; readonly since: Date | null },
): Result<ConsentGrant, GuardrailRefusal> {
  if (inForce.status === 'granted' && inForce.since !== null) {
    return ok(ConsentGrant.mint(memberId, inForce.since));
  }
  const code = inForce.status === 'revoked' ? CONSENT_REVOKED : CONSENT_NEVER_GIVEN;
  return refused({ code, found: inForce.status, allowed: 'granted' });
}
