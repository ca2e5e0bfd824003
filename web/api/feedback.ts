import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FeedbackKind, FeedbackRequest, Recommendations } from '../../src/http/contract.ts';
import { postJson } from './request.ts';

/** Says something about a recommendation. What is on the page stays where it is; the next look heeds it. */
export function useGiveFeedback(recommendationId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (kind: FeedbackKind) => {
      const request: FeedbackRequest = { recommendationId, kind };
      return postJson<{ recorded: true }>('/api/feedback', request);
    },
    onSuccess: (_answer, kind) => {
      client.setQueriesData<Recommendations>(
        { predicate: ({ queryKey }) => queryKey[0] === 'members' && queryKey[2] === 'recommendations' },
        (shown) => shown && withFeedback(shown, recommendationId, kind),
      );
    },
  });
}

function withFeedback(shown: Recommendations, id: string, kind: FeedbackKind): Recommendations {
  const feedback = kind === 'withdrawn' ? null : kind;
  return { ...shown, items: shown.items.map((item) => (item.id === id ? { ...item, feedback } : item)) };
}
