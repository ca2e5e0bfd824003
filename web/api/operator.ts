import { queryOptions } from '@tanstack/react-query';
import type { MemberList } from '../../src/http/contract.ts';
import { getJson } from './request.ts';

export const operatorMembersKey = ['operator', 'members'] as const;

export const operatorMembersQuery = queryOptions({
  queryKey: operatorMembersKey,
  queryFn: async ({ signal }) => (await getJson<MemberList>('/api/operator/members', signal)).members,
});

export type MemberRow = MemberList['members'][number];
