import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../../src/http/contract.ts';
import { getJson, isRefusedAs, postJson } from './request.ts';

export const sessionKey = ['session'] as const;

/** Who is signed in, or null where nobody is. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await getJson<Session>('/api/session', signal);
    } catch (error) {
      if (isRefusedAs(error, 401)) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export function homeOf(session: Session): '/' | '/operator' {
  return session.role === 'operator' ? '/operator' : '/';
}

/** Trades the one-time token of a sign-in link for a session. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    meta: { isSignIn: true },
    mutationFn: (token: string) => postJson<Session>('/api/sign-in', { token }),
    onSuccess: (session) => becomeSession(client, session),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => postJson<unknown>('/api/sign-out', {}),
    onSuccess: () => becomeSession(client, null),
  });
}

/** Whatever an earlier session of this browser had fetched is not the next one's to see. */
export async function becomeSession(client: QueryClient, session: Session | null): Promise<void> {
  await client.cancelQueries();
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  client.setQueryData(sessionKey, session);
}
