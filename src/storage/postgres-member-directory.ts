import type { MemberDirectory, MemberEntry } from '../members/member-directory-port.ts';
import type { Database } from './database.ts';

const entryColumns = [
  'member_id as memberId',
  'display_name as displayName',
  'story',
  'is_sample as isSample',
  'erased_at as erasedAt',
] as const;

export class PostgresMemberDirectory implements MemberDirectory {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async find(memberId: string): Promise<MemberEntry | null> {
    const query = this.#db.selectFrom('members').select(entryColumns).where('member_id', '=', memberId);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Samples first, as they are the ones a newcomer looks for; then by id. */
  async list(): Promise<readonly MemberEntry[]> {
    const query = this.#db.selectFrom('members').select(entryColumns);
    return await query.orderBy('is_sample', 'desc').orderBy('member_id').execute();
  }

  async describeSample(member: { memberId: string; displayName: string; story: string }): Promise<void> {
    await this.#db
      .updateTable('members')
      .set({ display_name: member.displayName, story: member.story, is_sample: true })
      .where('member_id', '=', member.memberId)
      .execute();
  }
}
