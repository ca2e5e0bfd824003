import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Consent, Profile, Recommendations } from '../../src/http/contract.ts';
import type { Language } from '../format/quantity.ts';
import { mediaKey } from './media-keys.ts';
import { operatorMembersKey } from './operator.ts';
import { getJson, postJson } from './request.ts';

const ANALYSIS_POLL_MS = 3_000;

const memberPath = (memberId: string) => `/api/members/${encodeURIComponent(memberId)}`;
const profileKey = (memberId: string) => ['members', memberId, 'profile'] as const;
const recommendationsKey = (memberId: string) => ['members', memberId, 'recommendations'] as const;

export function profileQuery(memberId: string) {
  return queryOptions({
    queryKey: profileKey(memberId),
    queryFn: ({ signal }) => getJson<Profile>(`${memberPath(memberId)}/profile`, signal),
    // Persona and criteria are unknown until the first analysis: ask again until they are there.
    refetchInterval: ({ state }) =>
      state.data?.consent.status === 'granted' && state.data.persona === null ? ANALYSIS_POLL_MS : false,
  });
}

/** In the page's language: switching it asks for the words anew. */
export function recommendationsQuery(memberId: string, language: Language) {
  return queryOptions({
    queryKey: [...recommendationsKey(memberId), language],
    queryFn: ({ signal }) =>
      getJson<Recommendations>(`${memberPath(memberId)}/recommendations?locale=${language}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.state === 'not_analysed' ? ANALYSIS_POLL_MS : false),
  });
}

export type ConsentChange = {
  readonly action: 'grant' | 'revoke';
  /** Asked of operators, who act on a member's behalf. */
  readonly reason?: string;
};

/** Gives or takes back consent. Once it is taken back, nothing made from the data stays in this browser. */
export function useChangeConsent(memberId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: ConsentChange) => postJson<Consent>(`${memberPath(memberId)}/consent`, change),
    onSuccess: async (consent) => {
      await client.cancelQueries({ queryKey: ['members', memberId] });
      client.setQueryData<Profile>(
        profileKey(memberId),
        (profile) => profile && afterChange(profile, consent),
      );
      client.removeQueries({ queryKey: recommendationsKey(memberId) });
      if (consent.status !== 'granted') client.removeQueries({ queryKey: mediaKey });
      void client.invalidateQueries({ queryKey: profileKey(memberId) });
      void client.invalidateQueries({ queryKey: operatorMembersKey });
    },
  });
}

function afterChange(profile: Profile, consent: Consent): Profile {
  const histories = { personaHistory: [], personaHistory30d: [] };
  const hidden = { asOf: null, persona: null, persona30d: null, criteria: [], ...histories };
  return { ...profile, consent, ...hidden };
}
