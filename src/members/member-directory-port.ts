/** A member as lists and headings show them. Display name and story exist only for the sample members. */
export type MemberEntry = {
  readonly memberId: string;
  readonly displayName: string | null;
  readonly story: string | null;
  readonly isSample: boolean;
  /** When a member of this id was erased before this one came; null where none was. */
  readonly erasedAt: Date | null;
};

/** Who there is. A member begins with the first import that names them. */
export interface MemberDirectory {
  find(memberId: string): Promise<MemberEntry | null>;
  list(): Promise<readonly MemberEntry[]>;
  /** Names a member whose bank data is already there as one of the product's own sample members. */
  describeSample(member: { memberId: string; displayName: string; story: string }): Promise<void>;
}
