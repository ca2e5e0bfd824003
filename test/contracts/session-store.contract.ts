import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SessionStore } from '../../src/identity/session-store-port.ts';

const issuedAt = new Date('2026-11-22T10:00:00.000Z');
const minutesLater = (minutes: number): Date => new Date(issuedAt.getTime() + minutes * 60_000);
const ada = { role: 'operator', memberId: null, name: 'Ada' } as const;
const linkOf = (token: string) => ({ ...ada, token, createdAt: issuedAt, expiresAt: minutesLater(15) });

/** What every session store promises. `memberId` names a member that is known to it. */
export function sessionStoreContract(
  adapter: string,
  open: () => Promise<{ sessions: SessionStore; memberId: string }>,
): void {
  const signIn = async (sessions: SessionStore): Promise<string> => {
    const [token, sessionId] = [randomUUID(), randomUUID()];
    await sessions.addLink(linkOf(token));
    const session = { sessionId, expiresAt: minutesLater(60) };
    await sessions.redeemLink({ token, at: minutesLater(1) }, session);
    return sessionId;
  };

  describe(`SessionStore on ${adapter}`, () => {
    test('a link opens a session of the one it was made for', async () => {
      const { sessions, memberId } = await open();
      const [token, sessionId] = [randomUUID(), randomUUID()];
      const member = { role: 'member', memberId, name: 'Maya' } as const;
      expect(await sessions.addLink({ ...linkOf(token), ...member })).toBe(true);
      const session = { ...member, createdAt: minutesLater(1), expiresAt: minutesLater(60) };
      expect(
        await sessions.redeemLink(
          { token, at: session.createdAt },
          { sessionId, expiresAt: session.expiresAt },
        ),
      ).toEqual({ kind: 'redeemed', session });
      expect(await sessions.find(sessionId, minutesLater(2))).toEqual(session);
    });

    test('however many redeem a link at once, one gets a session', async () => {
      const { sessions } = await open();
      const token = randomUUID();
      await sessions.addLink(linkOf(token));
      const ids = Array.from({ length: 20 }, () => randomUUID());
      const answers = await Promise.all(
        ids.map((sessionId) =>
          sessions.redeemLink({ token, at: minutesLater(1) }, { sessionId, expiresAt: minutesLater(60) }),
        ),
      );
      expect(answers.filter(({ kind }) => kind === 'redeemed')).toHaveLength(1);
      const found = await Promise.all(ids.map((id) => sessions.find(id, minutesLater(2))));
      expect(found.filter((session) => session !== null)).toHaveLength(1);
    });

    test('a link that is unknown, spent or too old opens nothing and says which', async () => {
      const { sessions } = await open();
      const redeem = (token: string, at: Date) =>
        sessions.redeemLink({ token, at }, { sessionId: randomUUID(), expiresAt: minutesLater(60) });
      const token = randomUUID();
      expect(await redeem(token, minutesLater(1))).toEqual({ kind: 'refused', reason: 'LINK_UNKNOWN' });
      await sessions.addLink(linkOf(token));
      expect(await redeem(token, minutesLater(15))).toEqual({ kind: 'refused', reason: 'LINK_EXPIRED' });
      expect(await redeem(token, minutesLater(14))).toMatchObject({ kind: 'redeemed' });
      expect(await redeem(token, minutesLater(14))).toEqual({ kind: 'refused', reason: 'LINK_ALREADY_USED' });
    });

    test('a link for a member who isn’t there is not made', async () => {
      const { sessions } = await open();
      const link = { ...linkOf(randomUUID()), role: 'member', memberId: 'nobody' } as const;
      expect(await sessions.addLink(link)).toBe(false);
    });

    test('a session ends at its time, and at once when it is revoked', async () => {
      const { sessions } = await open();
      const sessionId = await signIn(sessions);
      expect(await sessions.find(sessionId, minutesLater(59))).toMatchObject({ name: 'Ada' });
      expect(await sessions.find(sessionId, minutesLater(60))).toBeNull();
      await sessions.revoke(sessionId, minutesLater(2));
      await sessions.revoke('no such session', minutesLater(2));
      expect(await sessions.find(sessionId, minutesLater(3))).toBeNull();
    });

    test('what has ended is forgotten, what lasts stays', async () => {
      const { sessions } = await open();
      const [ended, lasting] = [await signIn(sessions), await signIn(sessions)];
      await sessions.revoke(ended, minutesLater(2));
      // The revoked session and the two spent links, at the least.
      expect(await sessions.removeEnded(minutesLater(5))).toBeGreaterThanOrEqual(3);
      expect(await sessions.find(lasting, minutesLater(6))).toMatchObject({ name: 'Ada' });
      expect(await sessions.removeEnded(minutesLater(5))).toBe(0);
    });
  });
}
