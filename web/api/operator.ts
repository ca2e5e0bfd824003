import { queryOptions } from '@tanstack/react-query';
import type { ImportList, MemberList } from '../../src/http/contract.ts';
import { getJson } from './request.ts';

export const operatorMembersKey = ['operator', 'members'] as const;

export const operatorMembersQuery = queryOptions({
  queryKey: operatorMembersKey,
  queryFn: async ({ signal }) => (await getJson<MemberList>('/api/operator/members', signal)).members,
});

export type MemberRow = MemberList['members'][number];

export const operatorImportsQuery = queryOptions({
  queryKey: ['operator', 'imports'],
  queryFn: async ({ signal }) => (await getJson<ImportList>('/api/operator/imports', signal)).imports,
});
