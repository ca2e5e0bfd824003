import type { FastifyRequest } from 'fastify';

export const SESSION_COOKIE = 'spendsense_session';

/** The session token of a request, or null where there is no cookie or its signature is wrong. */
export function tokenOf(request: FastifyRequest): string | null {
  const signed = request.cookies[SESSION_COOKIE];
  if (!signed) return null;
  const { valid, value } = request.unsignCookie(signed);
  return valid ? value : null;
}
