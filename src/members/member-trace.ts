import type { AuditLog } from '../audit/audit-log-port.ts';
import { type ReadEntry, readEntry } from '../audit/read-entry.ts';
import type { MemberDirectory } from './member-directory-port.ts';
import type { PersonaChange, ProfileStore } from './profile-store-port.ts';

/** Everything that was decided about one member, in order, with the place of each in the log. */
export type MemberTrace = {
  readonly memberId: string;
  /** True where the member was erased: then the decisions stand without their details. */
  readonly isErased: boolean;
  readonly personaHistory: readonly PersonaChange[];
  /** The detail of a `member_analysed` decision is its `RunTrace`. */
  readonly decisions: readonly ReadEntry[];
};

export type MemberTraceDependencies = {
  readonly audit: AuditLog;
  readonly directory: MemberDirectory;
  readonly profiles: ProfileStore;
};

/**
 * Null where there is neither such a member nor a word about one in the log. With `runId` the decisions are
 * those of that run alone.
 */
export async function memberTrace(
  { audit, directory, profiles }: MemberTraceDependencies,
  memberId: string,
  runId: string | null = null,
): Promise<MemberTrace | null> {
  const member = await directory.find(memberId);
  const entries = (await audit.entriesOf(memberId)).map(readEntry);
  if (!member && entries.length === 0) return null;
  return {
    memberId,
    isErased: member === null,
    personaHistory: await profiles.personaHistory(memberId),
    decisions: runId === null ? entries : entries.filter(({ facts }) => facts['runId'] === runId),
  };
}
