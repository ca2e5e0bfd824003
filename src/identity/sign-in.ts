import type { Caller } from './authorize.ts';

/** A session as it begins: the token goes into the cookie and is stored nowhere. */
export type OpenedSession = { readonly token: string; readonly caller: Caller; readonly expiresAt: Date };

/** Ways in and out. Tokens are unguessable; only their digests are kept. */
export interface SignIn {
  /** A one-time token for a link; it opens a session for this caller until it expires or is used. */
  issueLink(caller: Caller): Promise<{ readonly token: string; readonly expiresAt: Date }>;
  /** Null where the token was used, has expired or never existed. */
  redeem(linkToken: string): Promise<OpenedSession | null>;
  /** Who a session token belongs to; null where the session has ended. */
  callerOf(sessionToken: string): Promise<Caller | null>;
  end(sessionToken: string): Promise<void>;
}
