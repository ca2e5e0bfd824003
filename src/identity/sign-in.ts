import { assert } from '../kernel/assert.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Milliseconds } from '../kernel/units.ts';
import type { Caller } from './authorize.ts';
import type { SessionStore } from './session-store-port.ts';

/** A session as it begins: the token goes into the cookie, only its digest is kept. */
export type OpenedSession = { readonly token: string; readonly caller: Caller; readonly expiresAt: Date };

export type SignInDependencies = {
  readonly sessions: SessionStore;
  readonly clock: Clock;
  /** A fresh token that nobody can guess: at least 128 bits. */
  readonly newToken: () => string;
  readonly linkMs: Milliseconds;
  readonly sessionMs: Milliseconds;
};

/** Ways in and out: one-time links, and the sessions that they open. */
export class SignIn {
  readonly #use: SignInDependencies;

  constructor(dependencies: SignInDependencies) {
    this.#use = dependencies;
  }

  /** A one-time token for a link; it opens a session for this caller until it expires or is used. */
  async issueLink(caller: Caller): Promise<{ readonly token: string; readonly expiresAt: Date }> {
    const { sessions, clock, newToken, linkMs } = this.#use;
    const createdAt = clock.now();
    const link = { token: newToken(), expiresAt: new Date(createdAt.getTime() + linkMs) };
    const isKept = await sessions.addLink({ ...caller, ...link, createdAt });
    assert(isKept, 'a link is issued for a known member only');
    return link;
  }

  /** Null where the token was used, has expired or never existed: which of these is nobody's business. */
  async redeem(linkToken: string): Promise<OpenedSession | null> {
    const { sessions, clock, newToken, sessionMs } = this.#use;
    const at = clock.now();
    const token = newToken();
    const expiresAt = new Date(at.getTime() + sessionMs);
    const outcome = await sessions.redeemLink({ token: linkToken, at }, { sessionId: token, expiresAt });
    return outcome.kind === 'redeemed' ? { token, caller: callerIn(outcome.session), expiresAt } : null;
  }

  /** Who a session token belongs to; null where the session has ended. */
  async callerOf(sessionToken: string): Promise<Caller | null> {
    const session = await this.#use.sessions.find(sessionToken, this.#use.clock.now());
    return session ? callerIn(session) : null;
  }

  async end(sessionToken: string): Promise<void> {
    await this.#use.sessions.revoke(sessionToken, this.#use.clock.now());
  }
}

function callerIn({ role, memberId, name }: Caller): Caller {
  return { role, memberId, name };
}
