import type { IsoDate } from '../kernel/dates.ts';
import type { BankRecord, MemberBank, QuarantinedRow } from './bank-record.ts';
import { MemberCollector } from './member-collector.ts';
import { MemberRows, type WholeMember } from './member-rows.ts';
import { type NotedRow, readMemberRows } from './read-member-rows.ts';

/** A bank file that gives the same records however often it is read. */
export type BankFile = {
  readonly fileName: string;
  read(): AsyncIterable<readonly BankRecord[]>;
};

/** What files hold: what concerns all of them at once, and their members one by one. */
export type BankReading = {
  readonly memberCount: number;
  /** The latest of all members' transactions; null where there are none. */
  readonly latestDate: IsoDate | null;
  readonly quarantined: readonly QuarantinedRow[];
  readonly notes: readonly NotedRow[];
  /** Each once and with all its rows, in the order in which the files first name them. */
  members(): Iterable<MemberBank> | AsyncIterable<MemberBank>;
};

/** Reads the files once and holds all that they say. A file that can't be taken throws `BankFileRefused`. */
export async function readAtOnce(files: readonly BankFile[]): Promise<BankReading> {
  const collector = new MemberCollector();
  for (const file of files) await collector.add(file.fileName, file.read());
  const { members, quarantined, notes } = collector.collected();
  const latestDate = latestOf(members.map(latestDateOf));
  return { memberCount: members.length, latestDate, quarantined, notes, members: () => members };
}

/**
 * The same answer in the memory that one member takes, whatever their number, for the price of reading twice:
 * first to learn what concerns all of them, then member by member. Only those whose rows lie in several places
 * are held, read by themselves in between.
 */
export async function readMemberByMember(files: readonly BankFile[]): Promise<BankReading> {
  const quarantined: QuarantinedRow[] = [];
  const notes: NotedRow[] = [];
  const seen = new Map<string, Summary>();
  const scatteredIds = new Set<string>();
  for await (const batch of batchesOf(files)) {
    quarantined.push(...batch.quarantined);
    notes.push(...batch.notes);
    for (const { memberId, rows } of batch.members) {
      if (seen.has(memberId)) scatteredIds.add(memberId);
      else seen.set(memberId, summaryOf(rows.whole(memberId)));
    }
  }
  const scattered = await joinScattered(files, scatteredIds);
  for (const [memberId, rows] of scattered) seen.set(memberId, summaryOf(rows.whole(memberId)));
  const summaries = [...seen.values()];
  return {
    memberCount: summaries.length,
    latestDate: latestOf(summaries.map(({ latestDate }) => latestDate)),
    quarantined: [...quarantined, ...summaries.flatMap(({ unplaced }) => unplaced)],
    notes,
    members: () => membersOf(files, scattered),
  };
}

/** What is kept of a member between the readings. */
type Summary = Pick<WholeMember, 'unplaced'> & Pick<BankReading, 'latestDate'>;

function summaryOf({ bank, unplaced }: WholeMember): Summary {
  return { unplaced, latestDate: latestDateOf(bank) };
}

async function joinScattered(
  files: readonly BankFile[],
  memberIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, MemberRows>> {
  const joined = new Map([...memberIds].map((memberId) => [memberId, new MemberRows()]));
  if (joined.size === 0) return joined;
  for await (const { members } of batchesOf(files)) {
    for (const { memberId, rows } of members) joined.get(memberId)?.join(rows);
  }
  return joined;
}

async function* membersOf(
  files: readonly BankFile[],
  scattered: ReadonlyMap<string, MemberRows>,
): AsyncGenerator<MemberBank> {
  const left = new Map(scattered);
  for await (const { members } of batchesOf(files)) {
    for (const { memberId, rows } of members) {
      if (scattered.has(memberId) && !left.has(memberId)) continue;
      yield (left.get(memberId) ?? rows).whole(memberId).bank;
      left.delete(memberId);
    }
  }
}

async function* batchesOf(files: readonly BankFile[]): ReturnType<typeof readMemberRows> {
  for (const file of files) yield* readMemberRows(file.fileName, file.read());
}

function latestDateOf({ transactions }: MemberBank): IsoDate | null {
  return latestOf(transactions.map(({ date }) => date));
}

function latestOf(dates: readonly (IsoDate | null)[]): IsoDate | null {
  let latest: IsoDate | null = null;
  for (const date of dates) if (date !== null && (latest === null || date > latest)) latest = date;
  return latest;
}
