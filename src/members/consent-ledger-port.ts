/** One word given or taken back. The ledger only grows; the latest entry is what is in force. */
export type ConsentEntry = {
  readonly memberId: string;
  readonly action: 'grant' | 'revoke';
  /** Who said it: the member, or an operator on the member's behalf. */
  readonly actor: { readonly role: 'member' | 'operator' | 'system'; readonly name: string };
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
   * Appends the entry and, with a revocation, hides what was made from the member's data, both or neither.
   * Answers `unknown_member` where there is nobody of that id, `unchanged` where that is in force already.
   */
  record(entry: ConsentEntry): Promise<'recorded' | 'unchanged' | 'unknown_member'>;
  status(memberId: string): Promise<ConsentStatus>;
  history(memberId: string): Promise<readonly ConsentEntry[]>;
}
