import type { BankRecord, QuarantinedRow, RowNote } from './bank-record.ts';
import { MemberRows } from './member-rows.ts';

export type NotedRow = { readonly file: string; readonly place: string } & RowNote;

/** What a batch of records completes. */
export type MemberBatch = {
  readonly members: readonly { readonly memberId: string; readonly rows: MemberRows }[];
  readonly quarantined: readonly QuarantinedRow[];
  readonly notes: readonly NotedRow[];
};

/** One file's records → its members, each as soon as the last of its rows was read. */
export async function* readMemberRows(
  fileName: string,
  records: AsyncIterable<readonly BankRecord[]>,
): AsyncGenerator<MemberBatch> {
  const open = new Map<number, MemberRows>();
  const rowsOf = (member: number): MemberRows => {
    const known = open.get(member);
    if (known) return known;
    const rows = new MemberRows();
    open.set(member, rows);
    return rows;
  };
  for await (const batch of records) {
    const members: { memberId: string; rows: MemberRows }[] = [];
    const quarantined: QuarantinedRow[] = [];
    const notes: NotedRow[] = [];
    for (const record of batch) {
      if (record.kind === 'quarantined') quarantined.push(record.row);
      else if (record.kind === 'member') {
        members.push({ memberId: record.memberId, rows: rowsOf(record.member) });
        open.delete(record.member);
      } else {
        rowsOf(record.member).take(fileName, record);
        if (record.kind === 'transaction' && record.note) {
          notes.push({ file: fileName, place: record.place, ...record.note });
        }
      }
    }
    yield { members, quarantined, notes };
  }
}
