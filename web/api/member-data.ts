import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ConsentHistory } from '../../src/http/contract.ts';
import { operatorMembersKey } from './operator.ts';
import { getJson, postJson } from './request.ts';
import { becomeSession } from './session.ts';

const pathOf = (memberId: string) => `/api/members/${encodeURIComponent(memberId)}`;

/** Where all that is held about a member can be had as a file. */
export function exportUrlOf(memberId: string): string {
  return `${pathOf(memberId)}/export`;
}

/** Where operators have the chain of decisions about a member as a file. */
export function traceUrlOf(memberId: string): string {
  return `/api/operator${pathOf(memberId).slice('/api'.length)}/trace`;
}

export function consentHistoryQuery(memberId: string) {
  return queryOptions({
    queryKey: ['members', memberId, 'consent'],
    queryFn: ({ signal }) => getJson<ConsentHistory>(`${pathOf(memberId)}/consent`, signal),
    staleTime: 0,
  });
}

/** Forgets a member. Their own session ends with them; an operator returns to the list. */
export function useEraseMember(memberId: string, { isOwn }: { isOwn: boolean }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (reason: string) =>
      postJson<{ erased: true }>(`${pathOf(memberId)}/erase`, {
        confirm: memberId,
        ...(isOwn ? {} : { reason }),
      }),
    onSuccess: async () => {
      if (isOwn) return becomeSession(client, null);
      await navigate({ to: '/operator' });
      client.removeQueries({ queryKey: ['members', memberId] });
      await client.invalidateQueries({ queryKey: operatorMembersKey });
    },
  });
}
