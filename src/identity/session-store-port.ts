import type { Caller } from './authorize.ts';

export type Session = Caller & { readonly createdAt: Date; readonly expiresAt: Date };

export type LinkRefusal = 'LINK_UNKNOWN' | 'LINK_EXPIRED' | 'LINK_ALREADY_USED';

/**
 * Where sign-in links and sessions are kept. Tokens and session ids come in as the secrets they are; the store
 * keeps nothing but their SHA-256, so whoever reads the database can't sign in with what is in it.
 */
export interface SessionStore {
  /** Keeps a link that its token opens once, until `expiresAt`. A member link needs a known member: else false. */
  addLink(
    link: Caller & { readonly token: string; readonly createdAt: Date; readonly expiresAt: Date },
  ): Promise<boolean>;

  /** Link used up and session begun, both or neither. However many redeem at once, one gets a session. */
  redeemLink(
    redemption: { readonly token: string; readonly at: Date },
    session: { readonly sessionId: string; readonly expiresAt: Date },
  ): Promise<
    | { readonly kind: 'redeemed'; readonly session: Session }
    | { readonly kind: 'refused'; readonly reason: LinkRefusal }
  >;

  /** The session of this id, or null where there is none, it was revoked, or it ended before `at`. */
  find(sessionId: string, at: Date): Promise<Session | null>;
  /** Ends the session at once. Repeating it, or naming none, does nothing. */
  revoke(sessionId: string, at: Date): Promise<void>;
  /** Forgets links and sessions that ended before `before`; answers how many. */
  removeEnded(before: Date): Promise<number>;
}
