import type { Actor } from '../audit/audit-entry.ts';

export type ErasureOrder = {
  readonly memberId: string;
  readonly actor: Actor;
  /** Stays in the log for ever: it names nobody. */
  readonly reason: string;
  readonly at: Date;
};

/** Forgetting a member. */
export interface MemberErasure {
  /**
   * Removes all that is held about the member, and records that it was done, all or nothing. What the log says
   * of the member stays, without its details. `removedRows` counts by table.
   */
  erase(
    order: ErasureOrder,
  ): Promise<
    | { readonly kind: 'erased'; readonly removedRows: Readonly<Record<string, number>> }
    | { readonly kind: 'unknown_member' }
  >;
  /** Whether a member of this id was ever erased here. */
  wasErased(memberId: string): Promise<boolean>;
}
