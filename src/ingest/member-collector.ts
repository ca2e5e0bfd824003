import type { BankRecord, MemberBank, QuarantinedRow } from './bank-record.ts';
import type { MemberRows } from './member-rows.ts';
import { type NotedRow, readMemberRows } from './read-member-rows.ts';

/** Everything that files held, by member, with what was put aside. */
export type CollectedMembers = {
  readonly members: readonly MemberBank[];
  readonly quarantined: readonly QuarantinedRow[];
  readonly notes: readonly NotedRow[];
};

/** Gathers the records of files in memory, for analysis without a store. Members keep the files' order. */
export class MemberCollector {
  readonly #members = new Map<string, MemberRows>();
  readonly #quarantined: QuarantinedRow[] = [];
  readonly #notes: NotedRow[] = [];

  /** Takes one whole file. Where `records` throws, nothing of the file is kept. */
  async add(fileName: string, records: AsyncIterable<readonly BankRecord[]>): Promise<void> {
    const batches = [];
    for await (const batch of readMemberRows(fileName, records)) batches.push(batch);
    for (const { members, quarantined, notes } of batches) {
      for (const { memberId, rows } of members) this.#join(memberId, rows);
      this.#quarantined.push(...quarantined);
      this.#notes.push(...notes);
    }
  }

  /** What was gathered; rows of an account that their member lacks are put aside here. */
  collected(): CollectedMembers {
    const whole = [...this.#members].map(([memberId, rows]) => rows.whole(memberId));
    return {
      members: whole.map(({ bank }) => bank),
      quarantined: [...this.#quarantined, ...whole.flatMap(({ unplaced }) => unplaced)],
      notes: this.#notes,
    };
  }

  #join(memberId: string, rows: MemberRows): void {
    const known = this.#members.get(memberId);
    if (known) known.join(rows);
    else this.#members.set(memberId, rows);
  }
}
