import type { AuditLog } from '../audit/audit-log-port.ts';
import { type ReadEntry, readEntry } from '../audit/read-entry.ts';
import { findLesson } from '../lessons/catalogue.ts';
import type { FilmHistory, FilmLog } from './film-log-port.ts';
import type { MemberDirectory } from './member-directory-port.ts';
import type { PersonaChange, ProfileStore } from './profile-store-port.ts';
import type { RunTrace } from './run-trace.ts';

/** Everything that was decided about one member, in order, with the place of each in the log. */
export type MemberTrace = {
  readonly memberId: string;
  /** True where the member was erased: then the decisions stand without their details. */
  readonly isErased: boolean;
  readonly personaHistory: readonly PersonaChange[];
  /** The detail of a `member_analysed` decision is its `RunTrace`. */
  readonly decisions: readonly ReadEntry[];
  /** How the films of the lessons that these decisions recommended came about, and which link serves. */
  readonly films: FilmHistory;
};

export type MemberTraceDependencies = {
  readonly audit: AuditLog;
  readonly directory: MemberDirectory;
  readonly profiles: ProfileStore;
  readonly filmLog: FilmLog;
};

/**
 * Null where there is neither such a member nor a word about one in the log. With `runId` the decisions are
 * those of that run alone.
 */
export async function memberTrace(
  { audit, directory, profiles, filmLog }: MemberTraceDependencies,
  memberId: string,
  runId: string | null = null,
): Promise<MemberTrace | null> {
  const member = await directory.find(memberId);
  const entries = (await audit.entriesOf(memberId)).map(readEntry);
  if (!member && entries.length === 0) return null;
  const decisions = runId === null ? entries : entries.filter(({ facts }) => facts['runId'] === runId);
  return {
    memberId,
    isErased: member === null,
    personaHistory: await profiles.personaHistory(memberId),
    decisions,
    films: await filmLog.historyOf(lessonsIn(decisions)),
  };
}

/** Every lesson that was recommended: known from the details, which go with the member. */
function lessonsIn(decisions: readonly ReadEntry[]): readonly { persona: string; topic: string }[] {
  const found = new Map<string, { persona: string; topic: string }>();
  for (const { action, detail } of decisions) {
    if (action !== 'member_analysed' || detail === null) continue;
    const { personas, recommendations } = detail as RunTrace;
    const persona = personas['180d'].primary;
    for (const { topic } of recommendations) {
      if (findLesson(persona, topic)) found.set(`${persona}/${topic}`, { persona, topic });
    }
  }
  return [...found.values()];
}
