import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isPassing, isRefusedAs } from './request.ts';
import { becomeSession } from './session.ts';

const RETRIES_MAX = 2;

/** Retries what may pass by itself; a session that ended anywhere brings the sign-in page. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (isRefusedAs(error, 401)) void becomeSession(client, null);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      // A spent sign-in link is refused with 401 too, but then there is no session to end.
      onError: (error, _variables, _result, mutation) => mutation.meta?.['isSignIn'] || onError(error),
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => isPassing(error) && failures < RETRIES_MAX,
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 5_000),
      },
      mutations: { retry: false },
    },
  });
  return client;
}
