import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { Consent, Profile, Recommendations } from '../../src/http/contract.ts';
import type { Language } from '../format/quantity.ts';
import { mediaKey } from './media-keys.ts';
import { operatorMembersKey } from './operator.ts';
import { getJson, postJson } from './request.ts';

const ANALYSIS_POLL_MS = 3_000;
/** Consent may be taken back elsewhere, by telephone say: a page that lies open hides what it shows then. */
const CONSENT_POLL_MS = 15_000;

const memberPath = (memberId: string) => `/api/members/${encodeURIComponent(memberId)}`;
const profileKey = (memberId: string) => ['members', memberId, 'profile'] as const;
const recommendationsKey = (memberId: string) => ['members', memberId, 'recommendations'] as const;

export function profileQuery(memberId: string) {
  return queryOptions({
    queryKey: profileKey(memberId),
    queryFn: async ({ signal, client }) => {
      const profile = await getJson<Profile>(`${memberPath(memberId)}/profile`, signal);
      if (profile.consent.status !== 'granted') forgetIdeas(client, memberId);
      return profile;
    },
    // Persona and criteria are unknown until the first analysis: ask again until they are there.
    refetchInterval: ({ state }) => {
      if (state.data?.consent.status !== 'granted') return false;
      return state.data.persona === null ? ANALYSIS_POLL_MS : CONSENT_POLL_MS;
    },
  });
}

/** In the page's language: switching it asks for the words anew. */
export function recommendationsQuery(memberId: string, language: Language) {
  return queryOptions({
    queryKey: [...recommendationsKey(memberId), language],
    queryFn: async ({ signal, client }) => {
      const path = `${memberPath(memberId)}/recommendations?locale=${language}`;
      const shown = await getJson<Recommendations>(path, signal);
      // The profile on this page doesn't know yet.
      if (shown.state === 'no_consent') void client.invalidateQueries({ queryKey: profileKey(memberId) });
      return shown;
    },
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
      forgetIdeas(client, memberId);
      void client.invalidateQueries({ queryKey: profileKey(memberId) });
      void client.invalidateQueries({ queryKey: operatorMembersKey });
    },
  });
}

/** What was made from the data, and the states of films that tell which ideas there were. */
function forgetIdeas(client: QueryClient, memberId: string): void {
  client.removeQueries({ queryKey: recommendationsKey(memberId) });
  client.removeQueries({ queryKey: mediaKey });
}

function afterChange(profile: Profile, consent: Consent): Profile {
  const histories = { personaHistory: [], personaHistory30d: [] };
  const hidden = { asOf: null, persona: null, persona30d: null, criteria: [], ...histories };
  return { ...profile, consent, ...hidden };
}
