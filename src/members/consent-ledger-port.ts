import type { Actor } from '../audit/audit-entry.ts';

/** What a consent can cover: `analysis` is the whole line from bank data to recommendations. */
export const consentScopes = ['analysis'] as const;
export type ConsentScope = (typeof consentScopes)[number];

/** One word given or taken back. The ledger only grows; the latest entry is what is in force. */
export type ConsentEntry = {
  readonly memberId: string;
  readonly action: 'grant' | 'revoke';
  /** Who said it: the member, or an operator on the member's behalf. */
  readonly actor: Actor;
  readonly scope: readonly ConsentScope[];
  readonly reason: string;
  readonly at: Date;
};

export type ConsentStatus = {
  readonly status: 'none' | 'granted' | 'revoked';
  readonly since: Date | null;
};

/** What members agreed to, entry by entry; nothing in it is ever changed or removed. */
export interface ConsentLedger {
  /**
   * Appends the entry and the log's entry about it and, with a revocation, hides what was made from the
   * member's data: all or nothing.
   * Answers `unknown_member` where there is nobody of that id, `unchanged` where that is in force already.
   */
  record(entry: ConsentEntry): Promise<'recorded' | 'unchanged' | 'unknown_member'>;
  status(memberId: string): Promise<ConsentStatus>;
  history(memberId: string): Promise<readonly ConsentEntry[]>;
}
