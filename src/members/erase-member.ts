import type { Actor } from '../audit/audit-entry.ts';
import type { Clock } from '../kernel/clock.ts';
import type { MemberDirectory } from './member-directory-port.ts';
import type { MemberErasure } from './member-erasure-port.ts';

export type ErasureOutcome =
  | { readonly kind: 'erased'; readonly removedRows: Readonly<Record<string, number>> }
  | { readonly kind: 'unknown_member' }
  | { readonly kind: 'reason_missing' }
  /** The reason outlives the member, so it can't say who it was. */
  | { readonly kind: 'reason_names_member' };

/** Forgets a member for good. The log keeps the fact, who did it, when and why. */
export async function eraseMember(
  { erasure, directory, clock }: { erasure: MemberErasure; directory: MemberDirectory; clock: Clock },
  order: { readonly memberId: string; readonly actor: Actor; readonly reason: string },
): Promise<ErasureOutcome> {
  const reason = order.reason.trim();
  if (reason === '') return { kind: 'reason_missing' };
  const member = await directory.find(order.memberId);
  if (!member) return { kind: 'unknown_member' };
  const names = [member.memberId, ...(member.displayName === null ? [] : [member.displayName])];
  const isOwnWord = order.actor.role === 'member';
  if (!isOwnWord && names.some((name) => isNamedIn(reason, name))) return { kind: 'reason_names_member' };
  return await erasure.erase({ ...order, reason, at: clock.now() });
}

/** As a whole word: a member with the id `a1` is not named by "form A17". */
function isNamedIn(text: string, name: string): boolean {
  const literal = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}
