import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { SignIn } from '../../identity/sign-in.ts';
import { sessionSchema } from '../contract.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';
import { SESSION_COOKIE, tokenOf } from '../session-cookie.ts';

export function registerSessionRoutes(
  server: HttpServer,
  { signIn, isSecure }: { signIn: SignIn; isSecure: boolean },
): void {
  registerRoute(server, 'session', { answer: sessionSchema }, async ({ caller }) => caller);

  registerRoute(
    server,
    'signIn',
    { body: z.object({ token: z.string().min(1).max(200) }), answer: sessionSchema },
    async ({ body, reply }) => {
      const session = await signIn.redeem(body.token);
      if (!session) {
        return sendProblem(reply, 401, {
          code: 'SIGN_IN_LINK_SPENT',
          message: 'This sign-in link was used already, has expired or never existed. Ask for a new one.',
        });
      }
      setSessionCookie(reply, session.token, { expires: session.expiresAt, isSecure });
      return session.caller;
    },
  );

  registerRoute(
    server,
    'signOut',
    { answer: z.object({ signedOut: z.literal(true) }) },
    async ({ request, reply }) => {
      const token = tokenOf(request);
      if (token) await signIn.end(token);
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return { signedOut: true };
    },
  );
}

function setSessionCookie(
  reply: FastifyReply,
  token: string,
  options: { expires: Date; isSecure: boolean },
): void {
  reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: options.isSecure,
    signed: true,
    expires: options.expires,
  });
}
