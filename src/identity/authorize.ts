import type { Access } from './route-table.ts';

/** Who is calling, as the session says. */
export type Caller = {
  readonly role: 'member' | 'operator';
  /** The member whose session it is; null for operators. */
  readonly memberId: string | null;
  readonly name: string;
};

export type Permission = 'allowed' | 'unauthenticated' | 'forbidden';

/**
 * Whether the caller may. `memberId` is the member in the path, null where there is none.
 * What no case allows is forbidden.
 */
export function authorize(access: Access, caller: Caller | null, memberId: string | null): Permission {
  if (access === 'public') return 'allowed';
  if (!caller) return 'unauthenticated';
  if (access === 'signed_in' || caller.role === 'operator') return 'allowed';
  const isOwn = access === 'member_self' && memberId !== null && caller.memberId === memberId;
  return isOwn ? 'allowed' : 'forbidden';
}
