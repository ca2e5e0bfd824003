import type { QuarantinedRow, RowNote } from '../../ingest/bank-record.ts';
import type { ImportReceipt } from '../../members/bank-store-port.ts';

/** One file that was taken in, as `import` tells of it. */
export type Imported = {
  readonly receipt: ImportReceipt;
  readonly quarantined: readonly QuarantinedRow[];
  readonly notes: readonly (RowNote & { readonly place: string })[];
  /** How many transactions the bank took back in it. */
  readonly removals: number;
};

const SHOWN_MAX = 20;

/** What a person reads of it. */
export function importLines({ receipt, quarantined, notes, removals }: Imported): readonly string[] {
  const { fileName, rowsRead, rowsAccepted, rowsUnchanged, rowsQuarantined } = receipt;
  const takenBack = removals > 0 ? `, ${removals} taken back by the bank` : '';
  const isEmpty = rowsAccepted + removals === 0;
  return [
    `${fileName}: ${rowsRead} rows read, ${rowsAccepted} accepted (${rowsUnchanged} known already), ${rowsQuarantined} quarantined${takenBack}`,
    ...rowLines(quarantined, '--report FILE.csv or --json lists all of them'),
    ...(notes.length > 0 ? ['Accepted as they are:', ...rowLines(notes, '--json lists all of them')] : []),
    ...(isEmpty ? ['Nothing in it could be taken in.'] : membersLines(receipt)),
  ];
}

function rowLines(
  rows: readonly (RowNote & { readonly place: string })[],
  whereAll: string,
): readonly string[] {
  const hidden = rows.length - SHOWN_MAX;
  return [
    ...rows.slice(0, SHOWN_MAX).map(({ place, code, message }) => `  ${place}: ${message} (${code})`),
    ...(hidden > 0 ? [`  … and ${hidden} more; ${whereAll}`] : []),
  ];
}

function membersLines({ memberIds, returnedMemberIds }: ImportReceipt): readonly string[] {
  const [first] = memberIds;
  if (first === undefined) return [];
  return [
    `Members: ${listed(memberIds)}`,
    ...(returnedMemberIds.length > 0 ? [`Erased before, here again: ${listed(returnedMemberIds)}`] : []),
    'Nothing is analysed before the member agrees. On a member’s behalf:',
    `  npx spendsense consent grant ${shellWord(first)} --by YOUR-NAME --reason "how they agreed"`,
  ];
}

function listed(memberIds: readonly string[]): string {
  const hidden = memberIds.length - SHOWN_MAX;
  const shown = memberIds.slice(0, SHOWN_MAX).join(', ');
  return hidden > 0 ? `${shown} and ${hidden} more; --json lists all of them` : shown;
}

function shellWord(text: string): string {
  return /^[\w.@:+][\w.@:+-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
